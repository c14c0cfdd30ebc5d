"""The fast connection for itself, as SQLAlchemy uses it: no pool, no engine, one SQLite file."""

import asyncio
import sqlite3
import threading
from collections import Counter

import aiosqlite
import pytest
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.util import greenlet_spawn

from bot.store.engine.sqlite_connection import FastConnection

PATIENCE = 20


class Asked:
    """A connection, and what is asked of it, each in the greenlet that SQLAlchemy would bring along."""

    def __init__(self, fast):
        self.fast = fast

    async def executes(self, statement, parameters=None):
        return await greenlet_spawn(self._execute, statement, parameters)

    async def executes_many(self, statement, parameters):
        return await greenlet_spawn(self._execute, statement, parameters, many=True)

    async def commits(self):
        await greenlet_spawn(self.fast.commit)

    async def rolls_back(self):
        await greenlet_spawn(self.fast.rollback)

    async def count(self):
        return (await self.executes("SELECT count(*) FROM t")).fetchone()[0]

    def _execute(self, statement, parameters, *, many=False):
        cursor = self.fast.cursor()
        (cursor.executemany if many else cursor.execute)(statement, parameters)
        return cursor


@pytest.fixture
async def file(tmp_path):
    return tmp_path / "netral.db"


@pytest.fixture
async def asked(file):
    dbapi = SQLiteDialect_aiosqlite.import_dbapi()
    fast = FastConnection.over(await greenlet_spawn(dbapi.connect, str(file)))
    found = Asked(fast)
    await found.executes("CREATE TABLE t (n INTEGER PRIMARY KEY, word TEXT)")
    await found.commits()
    yield found
    await greenlet_spawn(fast.close)


@pytest.fixture
def steps(monkeypatch):
    """How often the driver's thread was asked to end a transaction."""
    found = Counter()
    for name in ("commit", "rollback"):
        real = getattr(aiosqlite.Connection, name)

        async def counted(self, real=real, name=name):
            found[name] += 1
            await real(self)

        monkeypatch.setattr(aiosqlite.Connection, name, counted)
    return found


async def test_rows_are_there_whole_although_sqlite_s_cursor_is_closed(asked):
    await asked.executes_many("INSERT INTO t VALUES (?, ?)", [(n, f"kata {n}") for n in range(1000)])
    cursor = await asked.executes("SELECT n, word FROM t WHERE n >= ? ORDER BY n", (1,))
    await asked.executes("DELETE FROM t")
    assert [column[0] for column in cursor.description] == ["n", "word"]
    assert cursor.fetchone() == (1, "kata 1")
    assert cursor.fetchmany(2) == [(2, "kata 2"), (3, "kata 3")]
    assert len(cursor.fetchall()) == 996
    assert cursor.fetchone() is None


async def test_the_number_of_rows_and_the_last_key_are_told(asked):
    assert (await asked.executes("INSERT INTO t (word) VALUES ('a'), ('b')")).lastrowid == 2
    assert (await asked.executes("UPDATE t SET word = 'c'")).rowcount == 2
    assert (await asked.executes("DELETE FROM t WHERE n = 7")).rowcount == 0


async def test_many_at_once_are_one_step_and_are_counted(asked):
    cursor = await asked.executes_many("INSERT INTO t VALUES (?, ?)", [(1, "a"), (2, "b"), (3, "c")])
    assert cursor.rowcount == 3
    assert await asked.count() == 3


async def test_what_a_statement_returns_is_read_before_it_is_committed(asked):
    cursor = await asked.executes("INSERT INTO t (word) VALUES ('a'), ('b') RETURNING n")
    await asked.commits()
    assert cursor.fetchall() == [(1,), (2,)]


async def test_a_failing_statement_leaves_the_connection_and_its_transaction_usable(asked):
    await asked.executes("INSERT INTO t VALUES (1, 'a')")
    with pytest.raises(sqlite3.IntegrityError):
        await asked.executes("INSERT INTO t VALUES (1, 'b')")
    with pytest.raises(sqlite3.OperationalError):
        await asked.executes("SELECT nothing FROM nowhere")
    assert await asked.count() == 1
    await asked.rolls_back()
    assert await asked.count() == 0


async def test_a_commit_is_seen_by_others_and_what_is_rolled_back_is_not(asked, file):
    await asked.executes("INSERT INTO t VALUES (1, 'a')")
    await asked.commits()
    await asked.executes("INSERT INTO t VALUES (2, 'b')")
    await asked.rolls_back()
    async with aiosqlite.connect(file) as other, other.execute("SELECT n FROM t") as rows:
        assert await rows.fetchall() == [(1,)]


async def test_commit_and_rollback_cost_no_step_when_nothing_is_under_way(asked, steps):
    for _ in range(3):
        await asked.commits()
        await asked.rolls_back()
    await asked.count()  # a read outside of a transaction leaves nothing to undo either
    await asked.rolls_back()
    assert steps == {}


async def test_a_transaction_is_ended_once(asked, steps):
    await asked.executes("BEGIN")
    await asked.count()
    await asked.rolls_back()
    await asked.rolls_back()
    await asked.executes("INSERT INTO t VALUES (1, 'a')")
    await asked.commits()
    await asked.rolls_back()
    assert steps == {"rollback": 1, "commit": 1}


async def test_after_a_failure_the_rollback_is_not_saved(asked, steps):
    with pytest.raises(sqlite3.OperationalError):
        await asked.executes("SELECT nothing FROM nowhere")
    await asked.rolls_back()
    assert steps == {"rollback": 1}


async def test_a_cancelled_statement_is_undone_before_the_connection_is_used_again(asked):
    running, go_on = threading.Event(), threading.Event()

    def hold():
        running.set()
        return int(go_on.wait(PATIENCE))

    await greenlet_spawn(asked.fast.create_function, "hold", 0, hold)
    async with asyncio.TaskGroup() as tasks:
        statement = tasks.create_task(asked.executes("INSERT INTO t SELECT hold(), 'a'"))
        assert await asyncio.to_thread(running.wait, PATIENCE)
        statement.cancel()
    assert statement.cancelled()
    async with asyncio.TaskGroup() as tasks:
        # The thread is still at it; the rollback waits for its turn.
        undone = tasks.create_task(asked.rolls_back())
        go_on.set()
    assert undone.done()
    assert await asked.count() == 0
