"""The dispatcher alone, where a fault has to fall between two of its steps."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outbox.dispatch import SendLimits
from bot.outbox.model import State
from bot.outbox.outcome import Later, Outcome
from tests.faults.bot_process import until
from tests.faults.dispatcher_fixture import AdjustableClock, dispatching
from tests.faults.template import OfficeTemplate


@pytest.fixture
def url(template: OfficeTemplate, tmp_path: Path) -> str:
    """The office's database."""
    template.copy_to(tmp_path)
    return f"sqlite+aiosqlite:///{tmp_path / 'netral.db'}"


async def test_a_refusal_while_another_is_dealt_with_disturbs_no_giving_back(
    template: OfficeTemplate, url: str
) -> None:
    async with dispatching(url, limits=SendLimits(20, 8)) as fixture:
        refused = 0

        async def refuses_two(chat: int) -> Outcome:
            nonlocal refused
            refused += 1
            if refused > 2:
                return await fixture.accepts(chat)
            if refused == 1:
                await until(lambda: refused >= 2 and fixture.is_full)
            else:
                # By now the first has made the rest in hand go back.
                await until(lambda: fixture.given_back > 1, 3)
            return Later(0.3)

        fixture.way = refuses_two
        number = await fixture.orders(template.audience(30))
        await until(lambda: len(fixture.sent) == 30, 10)
        await fixture.is_done(number)
        assert await fixture.counts(number) == {State.SENT: 30}
        assert set(fixture.sent.values()) == {1}


@pytest.mark.proof
async def test_answers_that_stay_away_pause_a_broadcast_and_its_rest_is_sent_on_resuming(
    template: OfficeTemplate, url: str
) -> None:
    async with dispatching(url) as fixture:
        number = await fixture.is_paused_with_unknowns(template.audience(60))
        assert await fixture.outbox.resume(number, "test")
        await fixture.is_done(number)
        counts = await fixture.counts(number)
        assert counts[State.UNKNOWN] <= 5 + 8
        assert counts == {State.SENT: 60 - counts[State.UNKNOWN], State.UNKNOWN: counts[State.UNKNOWN]}
        assert set(fixture.sent.values()) == {1}


@pytest.mark.parametrize("hours", [-3, 3])
async def test_a_clock_that_is_set_while_messages_are_under_way_sends_nobody_a_second_one(
    template: OfficeTemplate, url: str, hours: int
) -> None:
    adjustable = AdjustableClock()
    async with dispatching(url, adjustable.clock) as fixture:
        hurried = asyncio.Event()

        async def waits(chat: int) -> Outcome:
            await hurried.wait()
            return await fixture.accepts(chat)

        fixture.way = waits
        number = await fixture.orders(template.audience(30))
        await until(lambda: fixture.is_full)
        adjustable.ahead = timedelta(hours=hours)
        # What looks like a lease that ran out long ago is given up by whoever looks.
        lost = await fixture.deliveries.give_up([], adjustable.clock.now())
        assert lost == (8 if hours > 0 else 0)
        hurried.set()
        await until(lambda: len(fixture.sent) >= 8)
        if hours < 0:
            adjustable.ahead = timedelta()
        await fixture.is_done(number)
        assert await fixture.counts(number) == {State.SENT: 30}
        assert set(fixture.sent.values()) == {1}
