"""`backup`: whole, though others are writing; and never over another file."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.store.engine.db import Database


@pytest.fixture
def database(folder):
    """The bot's database, migrated."""

    async def make() -> None:
        await (await Database.open("sqlite+aiosqlite:///netral.db")).close()

    asyncio.run(make())
    return folder / "netral.db"


def _tables(file):
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()


def test_the_copy_holds_what_was_committed_and_not_what_is_being_written(netral, database, folder):
    with closing(sqlite3.connect(database, isolation_level=None)) as bot:
        bot.execute("CREATE TABLE extra (n INTEGER)")
        bot.execute("INSERT INTO extra VALUES (1)")
        bot.execute("BEGIN IMMEDIATE")
        bot.execute("INSERT INTO extra VALUES (2)")
        assert netral("backup", "cadangan.db").code == 0
        bot.execute("COMMIT")
    with closing(sqlite3.connect(folder / "cadangan.db")) as copy:
        assert copy.execute("SELECT n FROM extra").fetchall() == [(1,)]
    assert _tables(folder / "cadangan.db") == _tables(database)


def test_the_copy_is_one_file_for_its_owner_only(netral, database, folder):
    netral("backup", "cadangan.db")
    assert [path.name for path in folder.glob("cadangan*")] == ["cadangan.db"]
    assert (folder / "cadangan.db").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("database")
def test_an_existing_file_is_never_overwritten(netral, folder):
    (folder / "cadangan.db").write_text("penting")
    result = netral("backup", "cadangan.db")
    assert (result.code, "tidak ditimpa" in result.err) == (2, True)
    assert (folder / "cadangan.db").read_text() == "penting"


@pytest.mark.usefixtures("database")
def test_a_folder_that_is_not_there_is_named(netral):
    result = netral("backup", "tidak/ada/cadangan.db")
    assert (result.code, "gagal dibuat" in result.err) == (2, True)


def test_without_a_database_there_is_nothing_to_copy(netral, folder):
    result = netral("backup", "cadangan.db")
    assert (result.code, "belum ada" in result.err) == (2, True)
    assert not list(folder.glob("cadangan*"))


def test_a_database_on_a_server_has_its_own_tool(netral, monkeypatch):
    monkeypatch.setenv("NETRAL_DATABASE_URL", "postgresql+asyncpg://netral@server/netral")
    result = netral("backup", "cadangan.db")
    assert (result.code, "pg_dump" in result.err) == (2, True)


def test_the_file_must_be_named(netral):
    result = netral("backup")
    assert (result.code, "BERKAS belum diisi" in result.err) == (2, True)


@pytest.mark.usefixtures("database")
def test_a_comma_in_the_name_of_the_file_stays_a_comma(netral, folder):
    result = netral("backup", "cadangan, lama.db")
    assert "cadangan, lama.db (" in result.out
    assert (folder / "cadangan, lama.db").is_file()
