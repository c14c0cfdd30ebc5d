"""The command that orders a broadcast is killed outright: it was not ordered, or everybody gets it once."""

from __future__ import annotations

import signal

import pytest

from bot.outbox.model import Phase, State
from tests.faults.conftest import OpenOffice
from tests.faults.invariants import accounted_for
from tests.faults.life import until
from tests.faults.office import Office, Sent

pytestmark = pytest.mark.proof


async def ordered_and_killed(office: Office, when: str, commit: int) -> Sent | None:
    """Kills the command at this commit; the broadcast as far as it is on record."""
    text, order = office.order(60)
    command = await office.starts_doomed(when, commit, *order)
    assert await command.ends() in (0, -signal.SIGKILL)
    number = await office.books.latest()
    return Sent(number, text, 60) if number else None


@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_order_killed_at_any_commit_is_carried_out_wholly_or_not_at_all(
    open_office: OpenOffice, when: str
) -> None:
    async with open_office() as office:
        found = []
        for commit in range(1, 6):
            last = await office.books.latest()
            sent = await ordered_and_killed(office, when, commit)
            if sent is not None and sent.number > last:
                found.append(sent)
        await office.starts(BROADCAST_RATE=30)
        for sent in found:
            assert await accounted_for(office, sent) == {State.SENT: 60}
        assert found


async def test_an_order_killed_half_way_is_carried_out_by_the_bot_that_runs(open_office: OpenOffice) -> None:
    async with open_office() as office:
        for commit in range(1, 6):
            sent = await ordered_and_killed(office, "after", commit)
            if sent is not None and await office.books.phase(sent.number) == Phase.FREEZING:
                break
        text, order = office.order(60)
        await office.starts()
        await until(lambda: office.called("getUpdates") > 0)
        before = await office.books.latest()
        command = await office.starts_doomed("after", commit, *order)
        await command.ends()
        killed = Sent(await office.books.latest(), text, 60)
        assert killed.number > before
        await until(lambda: len(office.accepted(killed)) == 60, 30)
