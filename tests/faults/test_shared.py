"""Two bots on one PostgreSQL database share the work; one that dies leaves the rest to the other."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest

from bot.outbox.model import State
from bot.simulator.api.server import LOOPBACK
from tests.faults.bot_process import BotProcess, until
from tests.faults.conftest import Measurements
from tests.faults.deployment import Deployment, in_hand, opened
from tests.faults.invariants import accounted_for, as_told, sent_again
from tests.faults.template import OfficeTemplate
from tests.faults.test_rate import fullest
from tests.support.databases import PostgresServer

pytestmark = pytest.mark.proof


@pytest.fixture
async def deployment(template: OfficeTemplate, postgres: PostgresServer, tmp_path: Path) -> str:
    """The address of the office's database on PostgreSQL."""
    url = await postgres.fresh()
    await asyncio.to_thread(template.take_over, template.environment(tmp_path, DATABASE_URL=url))
    return url


async def starts_behind_webhook(deployment: Deployment) -> BotProcess:
    """Two may not poll the same updates, so that each listens, at a port of its own."""
    with socket.create_server((LOOPBACK, 0)) as free:
        port = free.getsockname()[1]
    return await deployment.starts(
        WEBHOOK_URL=f"https://{LOOPBACK}:{port}/hook",
        WEBHOOK_SECRET="rahasia-untuk-uji",
        WEBHOOK_LISTEN=f"{LOOPBACK}:{port}",
    )


async def test_two_bots_share_a_broadcast_and_nobody_gets_it_twice(
    template: OfficeTemplate, deployment: str, tmp_path: Path, measurements: Measurements
) -> None:
    async with opened(template, tmp_path, DATABASE_URL=deployment) as shared:
        lives = await asyncio.gather(starts_behind_webhook(shared), starts_behind_webhook(shared))
        await until(lambda: shared.called("setWebhook") == 2)
        sent = await shared.orders(300)
        assert await accounted_for(shared, sent) == {State.SENT: 300}
        await as_told(shared, sent)
        # Each keeps the rate for itself: an office with two bots sets half of it.
        most = fullest([call.at.timestamp() for call in shared.accepted(sent) if call.at])
        measurements.most("messages in the fullest second, two bots at 25 each", most)
        assert most <= 2 * 25 * 1.1
        assert all(bot.lives for bot in lives)


async def test_a_bot_that_dies_leaves_its_part_to_the_other(
    template: OfficeTemplate, deployment: str, tmp_path: Path
) -> None:
    async with opened(template, tmp_path, DATABASE_URL=deployment) as shared:
        lives = await asyncio.gather(starts_behind_webhook(shared), starts_behind_webhook(shared))
        await until(lambda: shared.called("setWebhook") == 2)
        sent = await shared.orders(300)
        await until(lambda: len(shared.accepted(sent)) >= 60)
        await lives[0].kill()
        await until(lambda: len(shared.accepted(sent)) >= 150)
        # The next start sees at once who is dead; the other goes on sending, and keeps what it has in hand.
        await starts_behind_webhook(shared)
        await accounted_for(shared, sent, most_unknown=in_hand())
        assert lives[1].lives
        await sent_again(shared, sent)
