"""Telegram refuses, stumbles or answers too late: what that says about a message is what is written down."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import pytest

from bot.app import AT_ONCE
from bot.outbox.model import State
from bot.simulator.api.failure import ApiError, Cut, Fault, forbidden, server_error, too_many_requests
from bot.simulator.person import Person
from tests.faults.bot_process import until
from tests.faults.conftest import Deploy, Measurements
from tests.faults.deployment import Deployment
from tests.faults.invariants import accounted_for, sent_again

# After so many answers in a row that stay away a broadcast pauses itself, with as many more under way.
MOST_UNKNOWN = 5 + AT_ONCE
# Above what is free another library does the networking.
RATES = ["25", "60"]


def befall(deployment: Deployment, chats: Collection[int], **fault: object) -> None:
    """Plans a fault for the messages to these chats; for ever, unless `times` says otherwise."""
    for chat in chats:
        deployment.box.faults.plan(Fault("sendMessage", chat, **{"times": None, **fault}))


async def answer(deployment: Deployment, person: Person, question: str) -> float:
    """Asks, and returns after how many seconds the answer is there."""
    seen, loop = len(person.messages), asyncio.get_running_loop()
    asked = loop.time()
    person.says(question)
    await until(lambda: len(person.messages) > seen + 1)
    return loop.time() - asked


async def test_a_flood_limit_holds_up_the_broadcast_and_no_answer(
    deploy: Deploy, measurements: Measurements
) -> None:
    async with deploy() as deployment:
        asker = deployment.people[deployment.template.accounts[-1]]
        befall(deployment, deployment.template.accounts[:30], error=too_many_requests(1))
        await deployment.starts()
        sent = await deployment.orders(30)
        await until(lambda: len(deployment.refused(sent)) >= 2)
        seconds = max([await answer(deployment, asker, "boleh suka calon?") for _ in range(3)])
        measurements.most("seconds to an answer in a storm of 429", seconds)
        assert not deployment.accepted(sent)
        deployment.box.faults.clear()
        assert await accounted_for(deployment, sent) == {State.SENT: 30}
        # Silence was kept: a second after each refusal, with what was under way at that moment.
        assert len(deployment.refused(sent)) <= AT_ONCE * 12


@pytest.mark.proof
@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize(
    ("fault", "arrives"),
    [
        ({"error": server_error(502)}, False),
        ({"error": server_error(500)}, False),
        ({"cut": Cut.RESET}, False),
        ({"cut": Cut.LOST}, True),
        ({"delay": 8.0}, True),
    ],
    ids=["502", "500", "reset", "lost", "late"],
)
async def test_what_nobody_can_know_is_unknown_and_not_sent_again_by_itself(
    deploy: Deploy, fault: dict[str, object], rate: str, *, arrives: bool
) -> None:
    async with deploy(BROADCAST_RATE=rate) as deployment:
        struck = deployment.template.accounts[4:28:6]
        befall(deployment, struck, **fault)
        await deployment.starts()
        sent = await deployment.orders(30)
        counts = await accounted_for(deployment, sent, most_unknown=len(struck))
        assert counts[State.UNKNOWN] == len(struck)
        assert [deployment.received(sent)[chat] for chat in struck] == [int(arrives)] * len(struck)
        deployment.box.faults.clear()
        await sent_again(deployment, sent)


@pytest.mark.proof
@pytest.mark.parametrize("fault", [{"error": server_error(502)}, {"cut": Cut.LOST}], ids=["502", "lost"])
async def test_a_server_in_trouble_pauses_the_broadcast_before_many_are_unknown(
    deploy: Deploy, fault: dict[str, object]
) -> None:
    async with deploy() as deployment:
        befall(deployment, deployment.template.accounts, **fault)
        await deployment.starts()
        sent = await deployment.orders(60)
        await deployment.is_paused(sent)
        deployment.box.faults.clear()
        await deployment.netral("broadcast", "resume", str(sent.number))
        await accounted_for(deployment, sent, most_unknown=MOST_UNKNOWN)
        await sent_again(deployment, sent)


@pytest.mark.proof
async def test_each_refusal_is_told_as_what_it_is(deploy: Deploy) -> None:
    async with deploy() as deployment:
        blocked, wrong = deployment.template.accounts[3:9], deployment.template.accounts[12:15]
        befall(deployment, blocked, error=forbidden("bot was blocked by the user"))
        befall(deployment, wrong, error=ApiError(400, "Bad Request: chat not found"))
        await deployment.starts()
        sent = await deployment.orders(30)
        counts = await accounted_for(deployment, sent)
        assert counts == {State.SENT: 21, State.UNREACHABLE: 6, State.REJECTED: 3}
