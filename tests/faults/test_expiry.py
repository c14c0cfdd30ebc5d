"""A broadcast is only worth something until its expiry: a late start floods nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import system
from bot.outbox.model import State
from bot.simulator.api.failure import Fault, too_many_requests
from tests.faults.bot_process import until
from tests.faults.conftest import Deploy
from tests.faults.invariants import accounted_for


@pytest.mark.proof
async def test_a_bot_that_starts_after_the_expiry_sends_to_nobody(deploy: Deploy) -> None:
    async with deploy() as deployment:
        sent = await deployment.orders(60, system().now() + timedelta(seconds=2))
        await until(lambda: system().now() > sent.expires)
        await deployment.starts()
        assert await accounted_for(deployment, sent) == {State.EXPIRED: 60}


@pytest.mark.proof
async def test_what_is_not_sent_at_the_expiry_is_not_sent_after_it(deploy: Deploy) -> None:
    async with deploy(BROADCAST_RATE="5") as deployment:
        await deployment.starts()
        await until(lambda: deployment.called("getUpdates") > 0)
        sent = await deployment.orders(60, system().now() + timedelta(seconds=6))
        counts = await accounted_for(deployment, sent)
        assert counts[State.SENT] > 0
        assert counts[State.EXPIRED] > 0
        assert counts.total() == counts[State.SENT] + counts[State.EXPIRED]


@pytest.mark.proof
async def test_silence_that_outlasts_the_expiry_ends_the_broadcast(deploy: Deploy) -> None:
    async with deploy() as deployment:
        for chat in deployment.template.accounts[:60]:
            deployment.box.faults.plan(Fault("sendMessage", chat, error=too_many_requests(30), times=None))
        await deployment.starts()
        await until(lambda: deployment.called("getUpdates") > 0)
        sent = await deployment.orders(60, system().now() + timedelta(seconds=4))
        assert await accounted_for(deployment, sent) == {State.EXPIRED: 60}
