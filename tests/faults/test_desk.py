"""The dispatcher alone, where a fault has to fall between two of its steps."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outbox.dispatch import SendLimits
from bot.outbox.model import State
from bot.outbox.outcome import Later, Outcome
from tests.faults.desk import Wall, staffed
from tests.faults.ground import Ground
from tests.faults.life import until


@pytest.fixture
def url(ground: Ground, tmp_path: Path) -> str:
    """The office's database."""
    ground.copy_to(tmp_path)
    return f"sqlite+aiosqlite:///{tmp_path / 'netral.db'}"


async def test_a_refusal_while_another_is_dealt_with_disturbs_no_giving_back(
    ground: Ground, url: str
) -> None:
    async with staffed(url, limits=SendLimits(20, 8)) as desk:
        refused = 0

        async def refuses_two(chat: int) -> Outcome:
            nonlocal refused
            refused += 1
            if refused > 2:
                return await desk.accepts(chat)
            if refused == 1:
                await until(lambda: refused >= 2 and desk.has_hands_full)
            else:
                # By now the first has made the rest in hand go back.
                await until(lambda: desk.given_back > 1, 3)
            return Later(0.3)

        desk.way = refuses_two
        number = await desk.orders(ground.audience(30))
        await until(lambda: len(desk.sent) == 30, 10)
        await desk.is_done(number)
        assert await desk.counts(number) == {State.SENT: 30}
        assert set(desk.sent.values()) == {1}


@pytest.mark.proof
async def test_answers_that_stay_away_pause_a_broadcast_and_its_rest_is_sent_on_resuming(
    ground: Ground, url: str
) -> None:
    async with staffed(url) as desk:
        number = await desk.is_paused_with_unknowns(ground.audience(60))
        assert await desk.outbox.resume(number, "test")
        await desk.is_done(number)
        counts = await desk.counts(number)
        assert counts[State.UNKNOWN] <= 5 + 8
        assert counts == {State.SENT: 60 - counts[State.UNKNOWN], State.UNKNOWN: counts[State.UNKNOWN]}
        assert set(desk.sent.values()) == {1}


@pytest.mark.parametrize("hours", [-3, 3])
async def test_a_clock_that_is_set_while_messages_are_under_way_sends_nobody_a_second_one(
    ground: Ground, url: str, hours: int
) -> None:
    wall = Wall()
    async with staffed(url, wall.clock) as desk:
        hurried = asyncio.Event()

        async def waits(chat: int) -> Outcome:
            await hurried.wait()
            return await desk.accepts(chat)

        desk.way = waits
        number = await desk.orders(ground.audience(30))
        await until(lambda: desk.has_hands_full)
        wall.ahead = timedelta(hours=hours)
        # What looks like a lease that ran out long ago is given up by whoever looks.
        lost = await desk.deliveries.give_up([], wall.clock.now())
        assert lost == (8 if hours > 0 else 0)
        hurried.set()
        await until(lambda: len(desk.sent) >= 8)
        if hours < 0:
            wall.ahead = timedelta()
        await desk.is_done(number)
        assert await desk.counts(number) == {State.SENT: 30}
        assert set(desk.sent.values()) == {1}
