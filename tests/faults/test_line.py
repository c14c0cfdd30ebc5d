"""The line to Telegram: slow, dead at the other end, or gone altogether."""

from __future__ import annotations

import asyncio
import socket
from contextlib import closing

import pytest

from bot.outbox.model import State
from bot.simulator.api.failure import Cut, Fault, server_error, too_many_requests
from bot.simulator.api.server import LOOPBACK
from tests.faults.conftest import Figures, OpenOffice
from tests.faults.invariants import accounted_for, sent_again
from tests.faults.life import until, until_told
from tests.faults.office import Office, Sent, in_hand


@pytest.mark.parametrize("rate", [25, pytest.param(60, marks=pytest.mark.proof)])
async def test_a_server_that_is_gone_costs_time_and_only_what_was_under_way(
    open_office: OpenOffice, figures: Figures, rate: int
) -> None:
    async with open_office(BROADCAST_RATE=str(rate)) as office:
        await office.starts()
        sent = await office.orders(60)
        await until(lambda: len(office.accepted(sent)) >= 10)
        await office.cut_line()
        # It tries in vain a few times, and each time takes back what it had in hand.
        for _ in range(2):
            await office.counts(sent, State.SENDING, 1)
            await until_told(lambda: has_empty_hands(office, sent))
        await office.open_line()
        began, before = asyncio.get_running_loop().time(), len(office.accepted(sent))
        await until(lambda: len(office.accepted(sent)) > before)
        seconds = asyncio.get_running_loop().time() - began
        figures.most("seconds until it sends again after the server is back", seconds)
        await accounted_for(office, sent, most_unknown=in_hand(rate))
        assert len(office.accepted(sent)) >= 60 - in_hand(rate)


@pytest.mark.proof
@pytest.mark.parametrize("rate", [25, 60])
async def test_a_dead_line_pauses_the_broadcast_before_many_are_unknown(
    open_office: OpenOffice, rate: int
) -> None:
    """Connections are made and requests taken, and nobody ever answers."""
    async with open_office(BROADCAST_RATE=str(rate)) as office:
        await office.starts()
        sent = await office.orders(60)
        await until(lambda: len(office.accepted(sent)) >= 10)
        port = await office.cut_line()
        with closing(socket.create_server((LOOPBACK, port), backlog=64)):
            await office.is_paused(sent)
        await office.open_line()
        await office.netral("broadcast", "resume", str(sent.number))
        # Two times what may be under way: when the line died, and until the broadcast paused itself.
        counts = await accounted_for(office, sent, most_unknown=2 * in_hand(rate) + 5)
        assert counts[State.UNKNOWN] >= 5
        await sent_again(office, sent)


@pytest.mark.proof
async def test_a_slow_line_makes_it_slow_and_nothing_unknown(open_office: OpenOffice) -> None:
    async with open_office() as office:
        office.box.faults.plan(Fault("sendMessage", delay=1.5, times=None))
        await office.starts()
        sent = await office.orders(30)
        assert await accounted_for(office, sent) == {State.SENT: 30}


@pytest.mark.proof
async def test_a_bot_that_starts_while_the_server_is_away_waits_for_it(open_office: OpenOffice) -> None:
    async with open_office() as office:
        sent = await office.orders(30)
        port, tries = await office.cut_line(), []

        async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            tries.append(writer)
            writer.close()

        async with await asyncio.start_server(hang_up, LOOPBACK, port):
            life = await office.starts()
            await until(lambda: len(tries) >= 2)
            assert life.lives
        await office.open_line()
        assert await accounted_for(office, sent) == {State.SENT: 30}


@pytest.mark.proof
async def test_a_start_during_which_telegram_refuses_everything_once_comes_about(
    open_office: OpenOffice,
) -> None:
    async with open_office() as office:
        sent = await office.orders(30)
        for method in ("getMe", "setMyCommands", "deleteWebhook", "getUpdates"):
            office.box.faults.plan(Fault(method, error=too_many_requests(1)))
            office.box.faults.plan(Fault(method, error=server_error(502)))
            office.box.faults.plan(Fault(method, cut=Cut.LOST))
        await office.starts()
        assert await accounted_for(office, sent) == {State.SENT: 30}
        await until(lambda: office.called("getUpdates") > 3)


async def has_empty_hands(office: Office, sent: Sent) -> bool:
    """Whether nothing is claimed on record."""
    return not (await office.books.counts(sent.number))[State.SENDING]
