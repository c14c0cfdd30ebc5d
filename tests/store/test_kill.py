"""A process killed outright loses nothing that it had already acknowledged."""

import subprocess
import sys
from pathlib import Path

from bot.store.chat.inbox import InboxStore
from bot.store.engine.db import Database

ROOT = Path(__file__).parents[2]
RECEIVER = """
import asyncio, sys
from datetime import UTC, datetime
from bot.store.chat.inbox import InboxStore
from bot.store.engine.db import Database

async def receive():
    db = await Database.open(sys.argv[1])
    update_id = 0
    while True:
        update_id += 1
        await InboxStore(db).add(update_id, "{}", datetime(2026, 11, 22, tzinfo=UTC))
        print(update_id, flush=True)

asyncio.run(receive())
"""


async def test_every_acknowledged_update_survives_a_kill(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path}/netral.db"
    receiver = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-c", RECEIVER, url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with receiver:
        assert receiver.stdout is not None
        acknowledged = [int(receiver.stdout.readline()) for _ in range(50)]
        receiver.kill()
    db = await Database.open(url)
    kept = [update_id for update_id, _ in await InboxStore(db).unprocessed()]
    await db.close()
    assert kept[: len(acknowledged)] == acknowledged
