"""One database, SQLite or PostgreSQL: opened, brought up to date, read and written in short transactions.

Feature modules hold the queries; this one knows engines, locks and pragmas, and no feature.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from typing import Any, TypeVar, cast

from sqlalchemy import AsyncAdaptedQueuePool, Connection, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, SQLiteDialect_aiosqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store.engine.address import existing_folder, is_sqlite, parsed, sqlite_file
from bot.store.engine.failure import LockedError, StoreError, explain
from bot.store.engine.group_commit import GroupCommit
from bot.store.engine.rows import AnyRow, AnySelect
from bot.store.engine.sqlite_connection import FastConnection
from bot.store.engine.upgrade import upgrade

# How long a SQLite writer waits for another process (the bot and the command line share the file).
BUSY_MILLISECONDS = 10_000
# Each is a thread; they are kept, because opening one takes longer than most queries.
_CONNECTIONS = 15
_WRITES, _BARE = "netral_writes", "netral_bare"

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


class Database:
    """An open database. Transactions are short; nothing holds one across a call to Telegram."""

    def __init__(self, engine: AsyncEngine, place: str) -> None:
        self._engine = engine
        self._writing = engine.execution_options(**{_WRITES: True})
        self._bare = engine.execution_options(**{_BARE: True})
        self._place = place
        self._groups: dict[object, GroupCommit[Any, Any]] = {}
        # SQLite admits one writer at a time; queueing here is fair, its busy handler is not.
        self._turn = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    @classmethod
    async def open(cls, url: str) -> Database:
        """Opens `url` and migrates it to the newest schema, after copying a SQLite file that needs it.

        Takes sqlite+aiosqlite:///FILE, sqlite+aiosqlite:// (in memory) or postgresql+asyncpg://…; raises
        StoreError when the database is not there, not writable, not ours, or newer than this program.
        """
        address = parsed(url)
        place = _prepare(address)
        engine = _engine(address)
        database = cls(engine, place)
        try:
            await database._migrate()
        except OSError as error:
            await engine.dispose()
            raise StoreError(
                f"Basis data {place} tidak dapat dihubungi ({error}). "
                "Periksa alamatnya dan apakah servernya berjalan."
            ) from error
        except BaseException:
            await engine.dispose()
            raise
        return database

    async def _migrate(self) -> None:
        """Retries while locked: two processes may create one file, and switching to WAL never waits."""
        loop = asyncio.get_running_loop()
        patience = loop.time() + BUSY_MILLISECONDS / 1000
        while True:
            try:
                async with self.write() as connection:
                    await connection.run_sync(upgrade, self._place)
            except LockedError:
                if loop.time() > patience:
                    raise
                await asyncio.sleep(0.05)
            else:
                return

    async def close(self) -> None:
        """Closes every connection."""
        await self._engine.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads; raises StoreError when the database fails."""
        async with self._translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction, committed at the end and rolled back on error; raises StoreError likewise."""
        turn = self._turn or nullcontext()
        async with self._translated(), turn, self._writing.connect() as connection, connection.begin():
            yield connection

    async def fetch(self, query: AnySelect) -> Sequence[AnyRow]:
        """The rows of one query, which needs no transaction around it; raises StoreError likewise."""
        async with self._translated(), self._bare.connect() as connection:
            rows: Sequence[AnyRow] = (await connection.execute(query)).all()
        return rows

    async def batch(
        self, write: Callable[[Sequence[Item]], Awaitable[Sequence[Outcome]]], item: Item
    ) -> Outcome:
        """Passes an item to `write` and returns its outcome once committed.

        Items for the same `write` (a method of the same store counts as the same) that arrive while it is
        writing are handed to it as one batch the next time, so that many share a commit. See `GroupCommit`.
        """
        group = self._groups.get(write)
        if group is None:
            group = self._groups[write] = GroupCommit(write)
        outcome: Outcome = await group.add(item)
        return outcome

    async def lock_table(self, connection: AsyncConnection, table: Table) -> None:
        """Keeps other writers out of `table` until this transaction ends; readers are not held up.

        On SQLite there is only one writer at a time anyway.
        """
        if connection.dialect.name == "postgresql":
            await connection.exec_driver_sql(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE")

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that can say what to do on conflict, in this database's dialect."""
        return sqlite.insert(table) if self._engine.dialect.name == "sqlite" else postgresql.insert(table)

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[None]:
        try:
            yield
        except (IntegrityError, ProgrammingError, DataError):
            raise  # These are faults of our code, not of the operator's database.
        except DBAPIError as error:
            raise explain(self._place, error) from error


def _prepare(address: URL) -> str:
    """The database's name for messages; a SQLite file is made here, readable by its owner alone."""
    if not is_sqlite(address):
        return address.render_as_string(hide_password=True)
    file = sqlite_file(address)
    if file is None:
        return ":memory:"
    existing_folder(file)
    if file.is_dir():
        raise StoreError(f"Basis data {file} harus berkas, bukan folder. Ubah NETRAL_DATABASE_URL.")
    try:
        file.touch(mode=0o600)
    except OSError as error:
        raise StoreError(
            f"Berkas basis data {file} tidak dapat dibuat atau ditulisi ({error.strerror}). "
            "Beri izin tulis pada foldernya, atau ubah NETRAL_DATABASE_URL."
        ) from error
    return str(file)


def _engine(address: URL) -> AsyncEngine:
    if not is_sqlite(address):
        try:
            return create_async_engine(address, pool_pre_ping=True, hide_parameters=True)
        except ModuleNotFoundError as error:
            raise StoreError("PostgreSQL membutuhkan asyncpg. Pasang dengan: pip install asyncpg.") from error
    # A database in memory lives exactly as long as its one connection, which transactions take in turn.
    in_memory = sqlite_file(address) is None
    engine = create_async_engine(
        address,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1 if in_memory else _CONNECTIONS,
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "do_connect", _connect)
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _on_begin)
    return engine


def _connect(
    dialect: SQLiteDialect_aiosqlite, _record: object, arguments: Sequence[str], named: Mapping[str, object]
) -> FastConnection:
    return FastConnection.over(cast("AsyncAdapt_aiosqlite_connection", dialect.connect(*arguments, **named)))


def _on_connect(connection: FastConnection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours, see below.
    cursor = connection.cursor()
    try:
        for pragma in (
            f"busy_timeout={BUSY_MILLISECONDS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
    except BaseException:
        # Nobody else would close it, and its thread would outlive the event loop.
        connection.close()
        raise
    cursor.close()


def _on_begin(connection: Connection) -> None:
    # A transaction that reads first and then writes cannot wait for the lock, so writers take it at once.
    options = connection.get_execution_options()
    if not options.get(_BARE):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN")
