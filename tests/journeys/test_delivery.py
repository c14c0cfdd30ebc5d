"""Updates over real HTTP, by long polling and by webhook: acknowledged only once they are in the database."""

import asyncio
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import Application

from bot import app
from bot.clock import fixed
from bot.config import ConfigError, Settings
from bot.simulator.api.server import serving
from bot.simulator.chats import User
from bot.simulator.drive import running
from bot.simulator.person import Person
from bot.simulator.state import Box
from bot.store.chat.inbox import InboxStore
from bot.tg.routes import ALLOWED_UPDATES
from tests.support.app import MORNING

App = Application[Any, Any, Any, Any, Any, Any]
SECRET = "rahasia-rahasia-rahasia"


@pytest.fixture
def box() -> Box:
    return Box(fixed(MORNING))


@pytest.fixture
def siti(box) -> Person:
    person = Person(box, User(77, "Siti"))
    person.starts()
    return person


@pytest.fixture
def bot(box, tmp_path, knowledge) -> Callable[[], Any]:
    """Starts the product against the box over HTTP."""

    @asynccontextmanager
    async def started() -> AsyncIterator[App]:
        async with serving(box) as root:
            database = f"sqlite+aiosqlite:///{tmp_path / 'netral.db'}"
            settings = Settings(_env_file=None, token=box.token, api_url=root, database_url=database)
            application = app.build_application(settings, box.clock, knowledge)
            async with running(application):
                yield application

    return started


async def reads(box: Box, siti: Person, text: str) -> None:
    async with asyncio.timeout(20):
        await box.until(lambda: any(text in seen.text for seen in siti.messages))


def rows(tmp_path: Path) -> list[tuple[int, bool]]:
    with sqlite3.connect(tmp_path / "netral.db") as connection:
        found = connection.execute("SELECT update_id, processed_at IS NOT NULL FROM inbox ORDER BY update_id")
        return [(number, bool(done)) for number, done in found]


async def test_long_polling_asks_for_every_kind_of_update_the_bot_handles(box, siti, bot, tmp_path):
    async with bot() as application:
        await application.updater.start_polling(allowed_updates=ALLOWED_UPDATES)
        await reads(box, siti, "Selamat datang.")
        siti.says("boleh like postingan caleg?")
        await reads(box, siti, "⛔ Tidak boleh.")
        await application.updater.stop()
    assert [done for _, done in rows(tmp_path)] == [True, True]


async def test_a_webhook_is_answered_once_its_update_is_stored(box, siti, bot, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with bot() as application:
        address = f"http://127.0.0.1:{port}/hook"
        await application.updater.start_webhook(
            "127.0.0.1",
            port,
            "hook",
            webhook_url=address,
            secret_token=SECRET,
            allowed_updates=ALLOWED_UPDATES,
        )
        await reads(box, siti, "Selamat datang.")
        await application.updater.stop()
    assert [done for _, done in rows(tmp_path)] == [True]


async def test_while_nothing_can_be_stored_telegram_keeps_the_update(box, siti, bot, monkeypatch, caplog):
    add, tries = InboxStore.add, []

    async def fails_once(*args):
        tries.append(args)
        if len(tries) == 1:
            raise OSError("disk is full")
        return await add(*args)

    monkeypatch.setattr(InboxStore, "add", fails_once)
    async with bot() as application:
        await application.updater.start_polling(allowed_updates=ALLOWED_UPDATES)
        await reads(box, siti, "Selamat datang.")
        await application.updater.stop()
    assert len(tries) == 2
    assert tries[0][1] == tries[1][1]
    assert SECRET not in caplog.text


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
