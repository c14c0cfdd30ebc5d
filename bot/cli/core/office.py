"""The office behind the commands that read or change it: store and use cases as in chat, no Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from bot.cli.core.disk import folder
from bot.cli.core.fault import InputError
from bot.cli.core.load_checked import proven
from bot.cli.core.settings import of, settings
from bot.config import LOCALES
from bot.pledge.checkpoints import KeyMissingError
from bot.rulebook.model import RuleBook
from bot.store.engine.db import Database
from bot.store.engine.failure import StoreError
from bot.store.engine.keys import keyring
from bot.wiring import UseCases
from bot.wording import Wording

_Told = TypeVar("_Told")


def within_office(work: Callable[[UseCases], Awaitable[_Told]]) -> _Told:
    """Runs `work` on the open database; raises InputError where that cannot be used."""

    async def run() -> _Told:
        async with _opened() as office:
            return await work(office)

    try:
        return asyncio.run(run())
    except (StoreError, KeyMissingError) as error:
        raise InputError(str(error)) from error


def knowledge_of(office: UseCases) -> RuleBook:
    """The rule base; raises InputError where it is unsound."""
    return proven(of(office.settings)).book


@asynccontextmanager
async def _opened() -> AsyncIterator[UseCases]:
    chosen = settings()
    folder(chosen)
    db = await Database.open(chosen.database_url)
    try:
        keys = await keyring(db, chosen.key_path)
        office = UseCases(db, chosen, of(chosen).clock, keys, Wording(LOCALES, chosen.language))
        await office.checkpoints.begin()
        yield office
    finally:
        await db.close()
