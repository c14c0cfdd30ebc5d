"""Telegram refuses, stumbles or answers too late: what that says about a message is what is written down."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import pytest

from bot.app import AT_ONCE
from bot.outbox.model import State
from bot.simulator.api.failure import ApiError, Cut, Fault, forbidden, server_error, too_many_requests
from bot.simulator.person import Person
from tests.faults.conftest import Figures, OpenOffice
from tests.faults.invariants import accounted_for, sent_again
from tests.faults.life import until
from tests.faults.office import Office

# After so many answers in a row that stay away a broadcast pauses itself, with as many more under way.
MOST_UNKNOWN = 5 + AT_ONCE
# Above what is free another library does the networking.
RATES = ["25", "60"]


def befall(office: Office, chats: Collection[int], **fault: object) -> None:
    """Plans a fault for the messages to these chats; for ever, unless `times` says otherwise."""
    for chat in chats:
        office.box.faults.plan(Fault("sendMessage", chat, **{"times": None, **fault}))


async def answer(office: Office, person: Person, question: str) -> float:
    """Asks, and returns after how many seconds the answer is there."""
    seen, loop = len(person.messages), asyncio.get_running_loop()
    asked = loop.time()
    person.says(question)
    await until(lambda: len(person.messages) > seen + 1)
    return loop.time() - asked


async def test_a_flood_limit_holds_up_the_broadcast_and_no_answer(
    open_office: OpenOffice, figures: Figures
) -> None:
    async with open_office() as office:
        asker = office.people[office.ground.accounts[-1]]
        befall(office, office.ground.accounts[:30], error=too_many_requests(1))
        await office.starts()
        sent = await office.orders(30)
        await until(lambda: len(office.refused(sent)) >= 2)
        seconds = max([await answer(office, asker, "boleh suka calon?") for _ in range(3)])
        figures.most("seconds to an answer in a storm of 429", seconds)
        assert not office.accepted(sent)
        office.box.faults.clear()
        assert await accounted_for(office, sent) == {State.SENT: 30}
        # Silence was kept: a second after each refusal, with what was under way at that moment.
        assert len(office.refused(sent)) <= AT_ONCE * 12


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
    open_office: OpenOffice, fault: dict[str, object], rate: str, *, arrives: bool
) -> None:
    async with open_office(BROADCAST_RATE=rate) as office:
        struck = office.ground.accounts[4:28:6]
        befall(office, struck, **fault)
        await office.starts()
        sent = await office.orders(30)
        counts = await accounted_for(office, sent, most_unknown=len(struck))
        assert counts[State.UNKNOWN] == len(struck)
        assert [office.received(sent)[chat] for chat in struck] == [int(arrives)] * len(struck)
        office.box.faults.clear()
        await sent_again(office, sent)


@pytest.mark.proof
@pytest.mark.parametrize("fault", [{"error": server_error(502)}, {"cut": Cut.LOST}], ids=["502", "lost"])
async def test_a_server_in_trouble_pauses_the_broadcast_before_many_are_unknown(
    open_office: OpenOffice, fault: dict[str, object]
) -> None:
    async with open_office() as office:
        befall(office, office.ground.accounts, **fault)
        await office.starts()
        sent = await office.orders(60)
        await office.is_paused(sent)
        office.box.faults.clear()
        await office.netral("broadcast", "resume", str(sent.number))
        await accounted_for(office, sent, most_unknown=MOST_UNKNOWN)
        await sent_again(office, sent)


@pytest.mark.proof
async def test_each_refusal_is_told_as_what_it_is(open_office: OpenOffice) -> None:
    async with open_office() as office:
        blocked, wrong = office.ground.accounts[3:9], office.ground.accounts[12:15]
        befall(office, blocked, error=forbidden("bot was blocked by the user"))
        befall(office, wrong, error=ApiError(400, "Bad Request: chat not found"))
        await office.starts()
        sent = await office.orders(30)
        counts = await accounted_for(office, sent)
        assert counts == {State.SENT: 21, State.UNREACHABLE: 6, State.REJECTED: 3}
