"""Opening, migrating and refusing databases."""

import asyncio
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.store.chat.inbox import InboxStore
from bot.store.chat.preference import PreferenceStore
from bot.store.engine import db as db_module
from bot.store.engine import upgrade
from bot.store.engine.db import Database
from bot.store.engine.failure import StoreError
from bot.store.tables import metadata

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


async def test_the_migrations_make_exactly_the_tables_that_the_queries_expect(db: Database):
    async with db.read() as connection:
        assert await connection.run_sync(_differences) == []


async def test_what_was_stored_is_there_after_reopening(bare_url: str):
    first = await Database.open(bare_url)
    await PreferenceStore(first).set_language(person="tg:1", language="en")
    await first.close()
    second = await Database.open(bare_url)
    assert await PreferenceStore(second).language("tg:1") == "en"
    await second.close()


async def test_two_processes_may_start_on_the_same_empty_database(bare_url: str):
    first, second = await asyncio.gather(Database.open(bare_url), Database.open(bare_url))
    await PreferenceStore(first).set_language(person="tg:1", language="en")
    assert await PreferenceStore(second).language("tg:1") == "en"
    await first.close()
    await second.close()


async def test_many_writers_at_once_all_get_their_turn(two_processes: tuple[Database, Database]):
    first, second = two_processes
    await asyncio.gather(
        *(InboxStore(database).add(number, "{}", NOON) for number in range(20) for database in two_processes)
    )
    assert len(await InboxStore(first).unprocessed()) == len(await InboxStore(second).unprocessed()) == 20


async def test_a_failed_transaction_leaves_nothing_behind(db: Database):
    async def fail_half_way() -> None:
        async with db.write() as connection:
            await connection.execute(text("INSERT INTO preference VALUES ('tg:1', 'en')"))
            raise LookupError

    with pytest.raises(LookupError):
        await fail_half_way()
    assert await PreferenceStore(db).language("tg:1") is None


async def test_a_time_without_its_zone_is_refused(db: Database):
    with pytest.raises(Exception, match="needs its zone"):
        await InboxStore(db).add(1, "{}", datetime(2026, 11, 22))  # noqa: DTZ001


async def test_a_database_in_memory_serves_concurrent_readers_and_writers():
    memory = await Database.open("sqlite+aiosqlite://")
    await asyncio.gather(*(InboxStore(memory).add(number, "{}", NOON) for number in range(5)))
    await asyncio.gather(*(InboxStore(memory).unprocessed() for _ in range(5)))
    assert len(await InboxStore(memory).unprocessed()) == 5
    await memory.close()


async def test_sqlite_survives_a_power_cut_and_checks_foreign_keys(tmp_path: Path):
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/netral.db")
    async with database.write() as connection:
        found = [
            (await connection.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    await database.close()
    full, on = 2, 1
    assert found == ["wal", full, on, 10_000]


async def test_a_new_file_is_readable_by_its_owner_alone(tmp_path: Path):
    file = tmp_path / "netral.db"
    await (await Database.open(f"sqlite+aiosqlite:///{file}")).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite+aiosqlite:////tidak/ada/netral.db", "Folder basis data /tidak/ada tidak ada"),
        ("sqlite+aiosqlite:////proc/netral.db", "tidak dapat dibuat atau ditulisi"),
        ("mysql://localhost/netral", "Jenis basis data 'mysql' tidak didukung"),
        ("bukan alamat", "Alamat basis data tidak terbaca"),
        ("postgresql+asyncpg://admin:sangat-rahasia@127.0.0.1:1/netral", "tidak dapat dihubungi"),
    ],
)
async def test_a_database_that_cannot_be_had_is_explained_in_one_sentence(url: str, sentence: str):
    with pytest.raises(StoreError, match=sentence) as caught:
        await Database.open(url)
    assert "sangat-rahasia" not in str(caught.value)


async def test_an_unknown_postgresql_database_is_explained(postgres):
    with pytest.raises(StoreError, match='"tidak_ada" does not exist'):
        await Database.open(f"postgresql+asyncpg://postgres@/tidak_ada?host={postgres.socket}")


async def test_a_folder_in_place_of_the_file_is_explained(tmp_path: Path):
    with pytest.raises(StoreError, match="bukan folder"):
        await Database.open(f"sqlite+aiosqlite:///{tmp_path}")


async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path):
    file = tmp_path / "laporan.xlsx"
    file.write_text("ini bukan basis data " * 100)
    with pytest.raises(StoreError, match="bukan basis data SQLite"):
        await Database.open(f"sqlite+aiosqlite:///{file}")
    assert file.read_text() == "ini bukan basis data " * 100


async def test_another_programs_database_is_refused(tmp_path: Path):
    file = tmp_path / "arsip.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE surat (nomor TEXT)")
    with pytest.raises(StoreError, match="milik program lain"):
        await Database.open(f"sqlite+aiosqlite:///{file}")


async def test_a_database_newer_than_the_program_is_refused_unchanged(bare_url: str):
    database = await Database.open(bare_url)
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    with pytest.raises(StoreError, match=r"lebih baru.*skema 9999"):
        await Database.open(bare_url)


async def test_a_lock_that_another_program_never_gives_back_is_explained(used: Path, monkeypatch):
    monkeypatch.setattr(db_module, "BUSY_MILLISECONDS", 20)
    with closing(sqlite3.connect(used, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="terkunci proses lain"):
            await Database.open(f"sqlite+aiosqlite:///{used}")


@pytest.fixture
def next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations of a later release: one more step, whose SQL is in the returned file."""
    scripts = tmp_path / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, scripts)
    monkeypatch.setattr(upgrade, "MIGRATIONS", scripts)
    sql = tmp_path / "step.sql"
    sql.write_text("ALTER TABLE preference ADD COLUMN colour TEXT;DELETE FROM preference")
    (scripts / "versions" / "9000_next.py").write_text(
        "from pathlib import Path\n"
        "from alembic import op\n"
        "revision = '9000'\n"
        f"down_revision = {ScriptDirectory(str(scripts)).get_current_head()!r}\n"
        "def upgrade():\n"
        f"    for step in Path({str(sql)!r}).read_text().split(';'):\n"
        "        op.execute(step)\n"
    )
    return sql


@pytest.fixture
async def used(tmp_path: Path) -> Path:
    """A SQLite file with a row in it, made by today's release."""
    file = tmp_path / "netral.db"
    database = await Database.open(f"sqlite+aiosqlite:///{file}")
    await PreferenceStore(database).set_language(person="tg:1", language="en")
    await database.close()
    return file


async def test_the_file_is_copied_before_a_migration_changes_it(used: Path, next_release: Path):
    await (await Database.open(f"sqlite+aiosqlite:///{used}")).close()
    copy = used.with_name("netral.db.sebelum-9000")
    with closing(sqlite3.connect(copy)) as before, closing(sqlite3.connect(used)) as after:
        assert before.execute("SELECT * FROM preference").fetchall() == [("tg:1", "en")]
        assert after.execute("SELECT * FROM preference").fetchall() == []


async def test_a_migration_that_fails_half_way_changes_nothing(used: Path, next_release: Path):
    next_release.write_text("DELETE FROM preference;THIS IS NO SQL")
    with pytest.raises(Exception, match="syntax error"):
        await Database.open(f"sqlite+aiosqlite:///{used}")
    with closing(sqlite3.connect(used)) as after:
        assert after.execute("SELECT * FROM preference").fetchall() == [("tg:1", "en")]


async def test_no_migration_starts_when_the_copy_cannot_be_made(used: Path, next_release: Path):
    used.with_name("netral.db.sebelum-9000").mkdir()
    with pytest.raises(StoreError, match="belum diubah"):
        await Database.open(f"sqlite+aiosqlite:///{used}")
    with closing(sqlite3.connect(used)) as after:
        assert after.execute("SELECT * FROM preference").fetchall() == [("tg:1", "en")]
