"""The bot is killed outright at a chosen step: nobody is skipped, nobody gets a message twice."""

from __future__ import annotations

import signal

import pytest

from bot.app import AT_ONCE
from bot.outbox.model import State
from bot.simulator.api.failure import Fault, Gate
from tests.faults.conftest import OpenOffice
from tests.faults.invariants import accounted_for, as_told, sent_again
from tests.faults.life import until
from tests.faults.office import in_hand


@pytest.mark.parametrize("step", [pytest.param("before", marks=pytest.mark.proof), "after"])
async def test_a_kill_while_telegram_has_the_request_leaves_it_unknown(
    open_office: OpenOffice, step: str
) -> None:
    """`before` Telegram has carried it out, or `after` that and before it answers."""
    async with open_office() as office:
        gate = Gate()
        office.box.faults.plan(Fault("sendMessage", skip=9, **{step: gate}))
        life = await office.starts()
        sent = await office.orders(30)
        await gate.reached.wait()
        await life.kill()
        gate.open()
        await office.starts()
        counts = await accounted_for(office, sent, most_unknown=in_hand())
        assert counts[State.UNKNOWN] >= 1
        await as_told(office, sent)
        await sent_again(office, sent)


@pytest.mark.proof
async def test_a_kill_between_claim_and_request_leaves_as_many_unknown_as_were_in_hand(
    open_office: OpenOffice,
) -> None:
    async with open_office(BROADCAST_RATE="1") as office:
        sent = await office.orders(30)
        life = await office.starts()
        # One a second leaves, the others in hand wait for their turn.
        await office.counts(sent, State.SENDING, AT_ONCE - 1)
        await life.kill()
        await office.starts(BROADCAST_RATE=25)
        counts = await accounted_for(office, sent, most_unknown=in_hand())
        assert counts[State.UNKNOWN] >= AT_ONCE - 1


@pytest.mark.parametrize(
    "commit", [14, *(pytest.param(number, marks=pytest.mark.proof) for number in range(1, 41))]
)
async def test_a_kill_at_a_commit_skips_nobody_and_sends_nobody_a_second_one(
    open_office: OpenOffice, commit: int
) -> None:
    """At the so manieth of one life, before the commit, and of the next, after it: of starting, claiming,
    writing down, tidying up."""
    async with open_office() as office:
        sent = await office.orders(30)
        for when in ("before", "after"):
            life = await office.starts_doomed(when, commit)
            assert await life.ends() == -signal.SIGKILL
        await office.starts()
        await accounted_for(office, sent, most_unknown=2 * in_hand())


@pytest.mark.proof
async def test_a_bot_that_is_asked_to_stop_leaves_nothing_unknown(open_office: OpenOffice) -> None:
    async with open_office() as office:
        sent = await office.orders(60)
        life = await office.starts()
        await until(lambda: len(office.accepted(sent)) >= 10)
        assert await life.stop() == 0
        assert len(office.accepted(sent)) < 60
        await office.starts()
        counts = await accounted_for(office, sent)
        assert counts == {State.SENT: 60}
