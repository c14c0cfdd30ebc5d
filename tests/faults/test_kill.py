"""The bot is killed outright at a chosen step: nobody is skipped, nobody gets a message twice."""

from __future__ import annotations

import signal

import pytest

from bot.app import AT_ONCE
from bot.outbox.model import State
from bot.simulator.api.failure import Fault, Gate
from tests.faults.bot_process import until
from tests.faults.conftest import Deploy
from tests.faults.deployment import in_hand
from tests.faults.invariants import accounted_for, as_told, sent_again


@pytest.mark.parametrize("step", [pytest.param("before", marks=pytest.mark.proof), "after"])
async def test_a_kill_while_telegram_has_the_request_leaves_it_unknown(deploy: Deploy, step: str) -> None:
    """`before` Telegram has carried it out, or `after` that and before it answers."""
    async with deploy() as deployment:
        gate = Gate()
        deployment.box.faults.plan(Fault("sendMessage", skip=9, **{step: gate}))
        bot = await deployment.starts()
        sent = await deployment.orders(30)
        await gate.reached.wait()
        await bot.kill()
        gate.open()
        await deployment.starts()
        counts = await accounted_for(deployment, sent, most_unknown=in_hand())
        assert counts[State.UNKNOWN] >= 1
        await as_told(deployment, sent)
        await sent_again(deployment, sent)


@pytest.mark.proof
async def test_a_kill_between_claim_and_request_leaves_as_many_unknown_as_were_in_hand(
    deploy: Deploy,
) -> None:
    async with deploy(BROADCAST_RATE="1") as deployment:
        sent = await deployment.orders(30)
        bot = await deployment.starts()
        # One a second leaves, the others in hand wait for their turn.
        await deployment.counts(sent, State.SENDING, AT_ONCE - 1)
        await bot.kill()
        await deployment.starts(BROADCAST_RATE=25)
        counts = await accounted_for(deployment, sent, most_unknown=in_hand())
        assert counts[State.UNKNOWN] >= AT_ONCE - 1


@pytest.mark.parametrize(
    "commit", [14, *(pytest.param(number, marks=pytest.mark.proof) for number in range(1, 41))]
)
async def test_a_kill_at_a_commit_skips_nobody_and_sends_nobody_a_second_one(
    deploy: Deploy, commit: int
) -> None:
    """At the so manieth of one process, before the commit, and of the next, after it: of starting, claiming,
    writing down, tidying up."""
    async with deploy() as deployment:
        sent = await deployment.orders(30)
        for when in ("before", "after"):
            bot = await deployment.starts_to_be_killed(when, commit)
            assert await bot.ends() == -signal.SIGKILL
        await deployment.starts()
        await accounted_for(deployment, sent, most_unknown=2 * in_hand())


@pytest.mark.proof
async def test_a_bot_that_is_asked_to_stop_leaves_nothing_unknown(deploy: Deploy) -> None:
    async with deploy() as deployment:
        sent = await deployment.orders(60)
        bot = await deployment.starts()
        await until(lambda: len(deployment.accepted(sent)) >= 10)
        assert await bot.stop() == 0
        assert len(deployment.accepted(sent)) < 60
        await deployment.starts()
        counts = await accounted_for(deployment, sent)
        assert counts == {State.SENT: 60}
