"""A database for each store test, once on SQLite and once on a PostgreSQL server that the tests start."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.store.engine.db import Database
from tests.support.databases import bare_url, newest_postgres, newest_sqlite, postgres, url, used_postgres

__all__ = ["bare_url", "newest_postgres", "newest_sqlite", "postgres", "url", "used_postgres"]


@pytest.fixture
async def db(url: str) -> AsyncIterator[Database]:
    database = await Database.open(url)
    yield database
    await database.close()


@pytest.fixture
async def two_processes(url: str) -> AsyncIterator[tuple[Database, Database]]:
    """The same database opened twice, as the bot and the command line do."""
    first, second = await asyncio.gather(Database.open(url), Database.open(url))
    yield first, second
    await first.close()
    await second.close()
