"""The line to Telegram: slow, dead at the other end, or gone altogether."""

from __future__ import annotations

import asyncio
import socket
from contextlib import closing

import pytest

from bot.outbox.model import State
from bot.simulator.api.failure import Cut, Fault, server_error, too_many_requests
from bot.simulator.api.server import LOOPBACK
from tests.faults.bot_process import until, until_told
from tests.faults.conftest import Deploy, Measurements
from tests.faults.deployment import Deployment, Sent, in_hand
from tests.faults.invariants import accounted_for, sent_again


@pytest.mark.parametrize("rate", [25, pytest.param(60, marks=pytest.mark.proof)])
async def test_a_server_that_is_gone_costs_time_and_only_what_was_under_way(
    deploy: Deploy, measurements: Measurements, rate: int
) -> None:
    async with deploy(BROADCAST_RATE=str(rate)) as deployment:
        await deployment.starts()
        sent = await deployment.orders(60)
        await until(lambda: len(deployment.accepted(sent)) >= 10)
        await deployment.cut_line()
        # It tries in vain a few times, and each time takes back what it had in hand.
        for _ in range(2):
            await deployment.counts(sent, State.SENDING, 1)
            await until_told(lambda: has_empty_hands(deployment, sent))
        await deployment.open_line()
        began, before = asyncio.get_running_loop().time(), len(deployment.accepted(sent))
        await until(lambda: len(deployment.accepted(sent)) > before)
        seconds = asyncio.get_running_loop().time() - began
        measurements.most("seconds until it sends again after the server is back", seconds)
        await accounted_for(deployment, sent, most_unknown=in_hand(rate))
        assert len(deployment.accepted(sent)) >= 60 - in_hand(rate)


@pytest.mark.proof
@pytest.mark.parametrize("rate", [25, 60])
async def test_a_dead_line_pauses_the_broadcast_before_many_are_unknown(deploy: Deploy, rate: int) -> None:
    """Connections are made and requests taken, and nobody ever answers."""
    async with deploy(BROADCAST_RATE=str(rate)) as deployment:
        await deployment.starts()
        sent = await deployment.orders(60)
        await until(lambda: len(deployment.accepted(sent)) >= 10)
        port = await deployment.cut_line()
        with closing(socket.create_server((LOOPBACK, port), backlog=64)):
            await deployment.is_paused(sent)
        await deployment.open_line()
        await deployment.netral("broadcast", "resume", str(sent.number))
        # Two times what may be under way: when the line died, and until the broadcast paused itself.
        counts = await accounted_for(deployment, sent, most_unknown=2 * in_hand(rate) + 5)
        assert counts[State.UNKNOWN] >= 5
        await sent_again(deployment, sent)


@pytest.mark.proof
async def test_a_slow_line_makes_it_slow_and_nothing_unknown(deploy: Deploy) -> None:
    async with deploy() as deployment:
        deployment.box.faults.plan(Fault("sendMessage", delay=1.5, times=None))
        await deployment.starts()
        sent = await deployment.orders(30)
        assert await accounted_for(deployment, sent) == {State.SENT: 30}


@pytest.mark.proof
async def test_a_bot_that_starts_while_the_server_is_away_waits_for_it(deploy: Deploy) -> None:
    async with deploy() as deployment:
        sent = await deployment.orders(30)
        port, tries = await deployment.cut_line(), []

        async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            tries.append(writer)
            writer.close()

        async with await asyncio.start_server(hang_up, LOOPBACK, port):
            bot = await deployment.starts()
            await until(lambda: len(tries) >= 2)
            assert bot.lives
        await deployment.open_line()
        assert await accounted_for(deployment, sent) == {State.SENT: 30}


@pytest.mark.proof
async def test_a_start_during_which_telegram_refuses_everything_once_comes_about(
    deploy: Deploy,
) -> None:
    async with deploy() as deployment:
        sent = await deployment.orders(30)
        for method in ("getMe", "setMyCommands", "deleteWebhook", "getUpdates"):
            deployment.box.faults.plan(Fault(method, error=too_many_requests(1)))
            deployment.box.faults.plan(Fault(method, error=server_error(502)))
            deployment.box.faults.plan(Fault(method, cut=Cut.LOST))
        await deployment.starts()
        assert await accounted_for(deployment, sent) == {State.SENT: 30}
        await until(lambda: deployment.called("getUpdates") > 3)


async def has_empty_hands(deployment: Deployment, sent: Sent) -> bool:
    """Whether nothing is claimed on record."""
    return not (await deployment.records.counts(sent.number))[State.SENDING]
