"""`run` and `chat`: the bot itself, on Telegram or in this terminal; the same Application either way."""

from __future__ import annotations

import sys
from datetime import datetime, time
from io import TextIOWrapper
from typing import Annotated

import typer

from bot.cli.core.fault import InputError

SOMEBODY = "Pegawai"
OWNER = "Pemilik"
_OFFICE_OPENS = time(9)


def run() -> None:
    """Menjalankan bot di Telegram; tanpa NETRAL_TOKEN membuka percobaan di terminal."""
    from bot.cli.core.settings import of, settings

    chosen = settings()
    if chosen.token is None:
        _talk(SOMEBODY, None)
        return
    from bot.cli.core.disk import folder
    from bot.cli.core.load_checked import proven

    folder(chosen)
    here = of(chosen)
    knowledge = proven(here)
    knowledge.reader.similarity.warm()
    from bot import app
    from bot.config import ConfigError
    from bot.store.engine.failure import StoreError

    try:
        app.run(chosen, here.clock, knowledge)
    except (ConfigError, StoreError) as error:
        raise InputError(str(error)) from error


def chat(
    *,
    name: Annotated[
        str, typer.Option("--sebagai", help=f"Nama yang bertanya; '{OWNER}' berperan sebagai pemilik bot.")
    ] = SOMEBODY,
    on: Annotated[
        str | None, typer.Option("--tanggal", help="Bercakap seolah-olah pada tanggal ini.")
    ] = None,
) -> None:
    """Mencoba bot di terminal ini, tanpa Telegram dan tanpa menyimpan apa pun."""
    if not name.strip():
        raise InputError("Nama pada --sebagai masih kosong.")
    _talk(name.strip(), on)


def _talk(name: str, on: str | None) -> None:
    import asyncio

    from pydantic import SecretStr

    from bot import clock
    from bot.app import build_application
    from bot.cli.core.load_checked import proven
    from bot.cli.core.parsing import covered, day
    from bot.cli.core.settings import of, settings
    from bot.config import IN_MEMORY
    from bot.simulator.request import BoxRequest
    from bot.simulator.state import Box
    from bot.simulator.terminal.chat import chat, user_id

    chosen = settings()
    here = of(chosen)
    knowledge = proven(here)
    now = here.clock
    if on is not None:
        wanted = covered(knowledge.book, day(on))
        now = clock.rehearsal(datetime.combine(wanted, _OFFICE_OPENS, here.zone))
    box = Box(now)
    practice = chosen.model_copy(
        update={
            "token": SecretStr(box.token),
            # Practice leaves nothing behind: its answers do not belong in the office's journal.
            "database_url": IN_MEMORY,
            "owner_ids": chosen.owner_ids | {user_id(OWNER)},
        }
    )
    application = build_application(practice, now, knowledge, request=BoxRequest(box))
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    watched = sys.stdin.isatty() and sys.stdout.isatty()
    asyncio.run(chat(application, box, name=name, stdin=sys.stdin, stdout=sys.stdout, interactive=watched))
