"""The command that orders a broadcast is killed outright: it was not ordered, or everybody gets it once."""

from __future__ import annotations

import signal

import pytest

from bot.outbox.model import Phase, State
from tests.faults.bot_process import until
from tests.faults.conftest import Deploy
from tests.faults.deployment import Deployment, Sent
from tests.faults.invariants import accounted_for

pytestmark = pytest.mark.proof


async def ordered_and_killed(deployment: Deployment, when: str, commit: int) -> Sent | None:
    """Kills the command at this commit; the broadcast as far as it is on record."""
    text, order = deployment.order(60)
    command = await deployment.starts_to_be_killed(when, commit, *order)
    assert await command.ends() in (0, -signal.SIGKILL)
    number = await deployment.records.latest()
    return Sent(number, text, 60) if number else None


@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_order_killed_at_any_commit_is_carried_out_wholly_or_not_at_all(
    deploy: Deploy, when: str
) -> None:
    async with deploy() as deployment:
        found = []
        for commit in range(1, 6):
            last = await deployment.records.latest()
            sent = await ordered_and_killed(deployment, when, commit)
            if sent is not None and sent.number > last:
                found.append(sent)
        await deployment.starts(BROADCAST_RATE=30)
        for sent in found:
            assert await accounted_for(deployment, sent) == {State.SENT: 60}
        assert found


async def test_an_order_killed_half_way_is_carried_out_by_the_bot_that_runs(deploy: Deploy) -> None:
    async with deploy() as deployment:
        for commit in range(1, 6):
            sent = await ordered_and_killed(deployment, "after", commit)
            if sent is not None and await deployment.records.phase(sent.number) == Phase.FREEZING:
                break
        text, order = deployment.order(60)
        await deployment.starts()
        await until(lambda: deployment.called("getUpdates") > 0)
        before = await deployment.records.latest()
        command = await deployment.starts_to_be_killed("after", commit, *order)
        await command.ends()
        killed = Sent(await deployment.records.latest(), text, 60)
        assert killed.number > before
        await until(lambda: len(deployment.accepted(killed)) == 60, 30)
