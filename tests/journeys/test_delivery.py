"""Updates over real HTTP, by long polling and by webhook: acknowledged only once they are in the database."""

import asyncio
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from bot import app
from bot.clock import fixed
from bot.config import ConfigError, Settings
from bot.simulator.api.server import serving
from bot.simulator.chats import User
from bot.simulator.person import Person
from bot.simulator.state import Box
from bot.store.chat.inbox import InboxStore
from tests.support.app import MORNING
from tests.support.over_http import over_http, reads

UPDATES = Path(__file__).parents[1] / "data" / "updates"


@pytest.fixture
def box() -> Box:
    return Box(fixed(MORNING))


@pytest.fixture
def siti(box) -> Person:
    person = Person(box, User(77, "Siti"))
    person.starts()
    return person


def unreadable(name: str) -> dict[str, Any]:
    """The first update of a file, as a server sent it that is older than the library."""
    updates: list[dict[str, Any]] = json.loads((UPDATES / f"{name}.json").read_text(encoding="utf-8"))
    return updates[0]


def rows(tmp_path: Path) -> list[tuple[int, bool]]:
    with sqlite3.connect(tmp_path / "netral.db") as connection:
        found = connection.execute("SELECT update_id, processed_at IS NOT NULL FROM inbox ORDER BY update_id")
        return [(number, bool(done)) for number, done in found]


async def test_long_polling_asks_for_every_kind_of_update_the_bot_handles(box, siti, tmp_path, knowledge):
    async with over_http(box, tmp_path, knowledge):
        await reads(box, siti, "Selamat datang.")
        siti.says("boleh like postingan caleg?")
        await reads(box, siti, "⛔ Tidak boleh.")
    assert [done for _, done in rows(tmp_path)] == [True, True]


async def test_a_webhook_is_answered_once_its_update_is_stored(box, siti, tmp_path, knowledge):
    async with over_http(box, tmp_path, knowledge, secret="rahasia-rahasia-rahasia"):
        await reads(box, siti, "Selamat datang.")
    assert [done for _, done in rows(tmp_path)] == [True]


async def test_while_nothing_can_be_stored_telegram_keeps_the_update(
    box, siti, tmp_path, knowledge, monkeypatch
):
    add, tries = InboxStore.add, []

    async def fails_once(*args, **kwargs):
        tries.append(args)
        if len(tries) == 1:
            raise OSError("disk is full")
        return await add(*args, **kwargs)

    monkeypatch.setattr(InboxStore, "add", fails_once)
    async with over_http(box, tmp_path, knowledge):
        await reads(box, siti, "Selamat datang.")
    assert len(tries) == 2
    assert tries[0][1] == tries[1][1]


async def test_an_update_that_the_library_cannot_read_is_set_aside_and_stops_nobody(
    box, siti, tmp_path, knowledge, caplog
):
    poll = unreadable("01-poll-without-persistent-id")
    poll["message"]["from"]["id"] = poll["message"]["chat"]["id"] = siti.user.id
    for raw in (poll, unreadable("02-restricted-without-can-edit-tag")):
        box.updates.push(*next(item for item in raw.items() if item[0] != "update_id"))
    siti.says("boleh like postingan caleg?")
    for _ in range(2):  # The second time as after a restart.
        async with over_http(box, tmp_path, knowledge):
            await reads(box, siti, "⛔ Tidak boleh.")
            await reads(box, siti, "tidak bisa saya baca")
    assert all(done for _, done in rows(tmp_path))
    told = [record.getMessage() for record in caplog.records if "set aside" in record.getMessage()]
    assert len(told) == 2
    assert "Rapat jam berapa" not in caplog.text


def test_without_a_token_it_says_where_to_get_one(knowledge):
    with pytest.raises(ConfigError, match="@BotFather"):
        app.build_application(Settings(_env_file=None), fixed(MORNING), knowledge)


REFUSED = """
import sys
from datetime import UTC, datetime
from bot import app, clock, config
settings = config.Settings(_env_file=None, token="1:salah", api_url=sys.argv[1], database_url=sys.argv[2])
try:
    app.run(settings, clock.fixed(datetime(2026, 11, 22, tzinfo=UTC)), None)
except config.ConfigError as error:
    print(error)
"""


async def test_a_refused_token_says_so_in_one_sentence_and_is_not_logged(box, tmp_path):
    """In a process of its own: `run` takes over signals, the event loop and the log."""
    async with serving(box) as root:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", REFUSED, root, f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, log = await process.communicate()
    assert out.decode().startswith("NETRAL_TOKEN ditolak Telegram.")
    assert b"salah" not in log
