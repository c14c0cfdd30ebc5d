"""Sending the unknown ones again: only what may still be sent, and never half."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.outbox.dispatch import SendLimits
from bot.outbox.model import State
from bot.outbox.outcome import Outcome, Unknown
from tests.faults.desk import Wall, staffed
from tests.faults.ground import Ground
from tests.faults.life import until, until_told


@pytest.fixture
def url(ground: Ground, tmp_path: Path) -> str:
    """The office's database."""
    ground.copy_to(tmp_path)
    return f"sqlite+aiosqlite:///{tmp_path / 'netral.db'}"


async def test_what_was_unknown_is_sent_again_even_after_the_broadcast_was_done(
    ground: Ground, url: str
) -> None:
    async with staffed(url) as desk:
        desk.loses_one_in(5)
        number = await desk.orders(ground.audience(30))
        await desk.is_done(number)
        assert await desk.counts(number) == {State.SENT: 24, State.UNKNOWN: 6}
        desk.way = desk.accepts
        assert await desk.outbox.resend_unknown(number, "test") == 6
        await desk.is_done(number)
        assert await desk.counts(number) == {State.SENT: 30}
        assert sum(desk.sent.values()) == 36


async def test_a_broadcast_that_was_stopped_sends_its_unknown_ones_to_nobody(
    ground: Ground, url: str
) -> None:
    async with staffed(url, limits=SendLimits(40, 8)) as desk:
        desk.loses_one_in(3)
        number = await desk.orders(ground.audience(60))
        await until(lambda: len(desk.sent) >= 6)
        assert await desk.outbox.cancel(number, "test")
        await until(lambda: not desk.has_some_in_hand)
        await until_told(lambda: desk.has_written_down(number))
        before = await desk.counts(number)
        assert await desk.outbox.resend_unknown(number, "test") == 0
        assert await desk.counts(number) == before
        assert set(before) == {State.SENT, State.UNKNOWN, State.CANCELLED}


async def test_what_is_unknown_after_its_expiry_stays_unknown(ground: Ground, url: str) -> None:
    """Perhaps he has got it: that must not turn into a certain no."""
    wall = Wall()
    async with staffed(url, wall.clock) as desk:

        async def first_is_lost(chat: int) -> Outcome:
            desk.way = desk.accepts
            return Unknown("timeout")

        desk.way = first_is_lost
        number = await desk.orders(ground.audience(30), wall.clock.now() + timedelta(hours=1))
        await desk.is_done(number)
        before = await desk.counts(number)
        assert before == {State.UNKNOWN: 1, State.SENT: 29}
        wall.ahead = timedelta(hours=2)
        assert await desk.outbox.resend_unknown(number, "test") == 0
        assert await desk.counts(number) == before
