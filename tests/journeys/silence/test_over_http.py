"""Over real HTTP, where addresses hold the token and updates come from outside."""

import socket
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.app import build_application
from bot.clock import fixed
from bot.config import Settings
from bot.simulator.api.server import serving
from bot.simulator.chats import User
from bot.simulator.drive import running
from bot.simulator.person import Person
from bot.simulator.state import Box
from bot.store.chat.inbox import InboxStore
from bot.tg.routes import ALLOWED_UPDATES
from tests.journeys.silence.log import QUESTION
from tests.support.app import MORNING


@asynccontextmanager
async def over_http(folder: Path, knowledge: Any, box: Box):
    async with serving(box) as root:
        database = f"sqlite+aiosqlite:///{folder / 'netral.db'}"
        chosen = Settings(_env_file=None, token=box.token, api_url=root, database_url=database)
        application = build_application(chosen, box.clock, knowledge)
        async with running(application):
            yield application


@pytest.fixture
def box() -> Box:
    return Box(fixed(MORNING))


@pytest.fixture
def storing_fails_twice(monkeypatch) -> list[object]:
    """The disk refuses the first two updates, in SQLAlchemy's words."""
    add, tries = InboxStore.add, []

    async def add_or_fail(store: InboxStore, update_id: int, payload: str, received: Any) -> bool:
        tries.append(payload)
        if len(tries) > 2:
            return await add(store, update_id, payload, received)
        parameters = (update_id, payload, received)
        raise OperationalError("INSERT INTO inbox", parameters, Exception("database or disk is full"))

    monkeypatch.setattr(InboxStore, "add", add_or_fail)
    return tries


async def reads(box: Box, reader: Person) -> None:
    await box.until(lambda: any("Tidak boleh" in seen.text for seen in reader.messages))


async def test_updates_that_cannot_be_stored_leave_nothing_in_the_log_when_polling(
    tmp_path, knowledge, box, log, storing_fails_twice
):
    siti = Person(box, User(77, "Zulaikha"))
    siti.says(QUESTION)
    async with over_http(tmp_path, knowledge, box) as application:

        def on_error(error: Any) -> None:
            # As `run_polling` hands it on.
            application.create_task(application.process_error(error=error, update=None))

        await application.updater.start_polling(allowed_updates=ALLOWED_UPDATES, error_callback=on_error)
        await reads(box, siti)
        await application.updater.stop()
    assert len(storing_fails_twice) == 3
    assert "NetworkError" in log.text
    log.is_silent()


async def test_updates_that_cannot_be_stored_leave_nothing_in_the_log_by_webhook(
    tmp_path, knowledge, box, log, storing_fails_twice
):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    siti = Person(box, User(77, "Zulaikha"))
    siti.says(QUESTION)
    log.secrets.add("rahasia-rahasia-rahasia")
    async with over_http(tmp_path, knowledge, box) as application:
        await application.updater.start_webhook(
            "127.0.0.1",
            port,
            "hook",
            webhook_url=f"http://127.0.0.1:{port}/hook",
            secret_token="rahasia-rahasia-rahasia",
            allowed_updates=ALLOWED_UPDATES,
        )
        await reads(box, siti)
        await application.updater.stop()
    assert len(storing_fails_twice) == 3
    log.is_silent()
