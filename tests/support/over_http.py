"""The product against its Telegram over real HTTP, by long polling or by webhook."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import build_application
from bot.config import Settings
from bot.simulator.api.server import serving
from bot.simulator.drive import running
from bot.simulator.person import Person
from bot.simulator.state import Box
from bot.tg.routes import ALLOWED_UPDATES
from bot.understand.open import Knowledge
from tests.support.chat import PATIENCE_SECONDS


@asynccontextmanager
async def over_http(box: Box, folder: Path, knowledge: Knowledge, secret: str = "") -> AsyncIterator[None]:
    """Runs it with its database in this folder: as a webhook with this secret, or else by polling."""
    async with serving(box) as root:
        database = f"sqlite+aiosqlite:///{folder / 'netral.db'}"
        settings = Settings(_env_file=None, token=box.token, api_url=root, database_url=database)
        application = build_application(settings, box.clock, knowledge)
        async with running(application):
            if secret:
                with socket.socket() as free:
                    free.bind(("127.0.0.1", 0))
                    port = free.getsockname()[1]
                address = f"http://127.0.0.1:{port}/hook"
                await application.updater.start_webhook(
                    *("127.0.0.1", port, "hook"),
                    webhook_url=address,
                    secret_token=secret,
                    allowed_updates=ALLOWED_UPDATES,
                )
            else:

                def as_run_polling_does(error: Exception) -> None:
                    application.create_task(application.process_error(error=error, update=None))

                await application.updater.start_polling(
                    allowed_updates=ALLOWED_UPDATES, error_callback=as_run_polling_does
                )
            yield
            await application.updater.stop()


async def reads(box: Box, person: Person, text: str) -> None:
    """Waits until this text is on somebody's screen."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        await box.until(lambda: any(text in seen.text for seen in person.messages))
