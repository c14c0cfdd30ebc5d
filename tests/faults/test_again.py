"""Sending the unknown ones again: only what may still be sent, and never half."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.outbox.dispatch import SendLimits
from bot.outbox.model import State
from bot.outbox.outcome import Outcome, Unknown
from tests.faults.bot_process import until, until_told
from tests.faults.dispatcher_fixture import AdjustableClock, dispatching
from tests.faults.template import OfficeTemplate


@pytest.fixture
def url(template: OfficeTemplate, tmp_path: Path) -> str:
    """The office's database."""
    template.copy_to(tmp_path)
    return f"sqlite+aiosqlite:///{tmp_path / 'netral.db'}"


async def test_what_was_unknown_is_sent_again_even_after_the_broadcast_was_done(
    template: OfficeTemplate, url: str
) -> None:
    async with dispatching(url) as fixture:
        fixture.loses_one_in(5)
        number = await fixture.orders(template.audience(30))
        await fixture.is_done(number)
        assert await fixture.counts(number) == {State.SENT: 24, State.UNKNOWN: 6}
        fixture.way = fixture.accepts
        assert await fixture.outbox.resend_unknown(number, "test") == 6
        await fixture.is_done(number)
        assert await fixture.counts(number) == {State.SENT: 30}
        assert sum(fixture.sent.values()) == 36


async def test_a_broadcast_that_was_stopped_sends_its_unknown_ones_to_nobody(
    template: OfficeTemplate, url: str
) -> None:
    async with dispatching(url, limits=SendLimits(40, 8)) as fixture:
        fixture.loses_one_in(3)
        number = await fixture.orders(template.audience(60))
        await until(lambda: len(fixture.sent) >= 6)
        assert await fixture.outbox.cancel(number, "test")
        await until(lambda: not fixture.has_some_in_hand)
        await until_told(lambda: fixture.has_written_down(number))
        before = await fixture.counts(number)
        assert await fixture.outbox.resend_unknown(number, "test") == 0
        assert await fixture.counts(number) == before
        assert set(before) == {State.SENT, State.UNKNOWN, State.CANCELLED}


async def test_what_is_unknown_after_its_expiry_stays_unknown(template: OfficeTemplate, url: str) -> None:
    """Perhaps he has got it: that must not turn into a certain no."""
    adjustable = AdjustableClock()
    async with dispatching(url, adjustable.clock) as fixture:

        async def first_is_lost(chat: int) -> Outcome:
            fixture.way = fixture.accepts
            return Unknown("timeout")

        fixture.way = first_is_lost
        number = await fixture.orders(template.audience(30), adjustable.clock.now() + timedelta(hours=1))
        await fixture.is_done(number)
        before = await fixture.counts(number)
        assert before == {State.UNKNOWN: 1, State.SENT: 29}
        adjustable.ahead = timedelta(hours=2)
        assert await fixture.outbox.resend_unknown(number, "test") == 0
        assert await fixture.counts(number) == before
