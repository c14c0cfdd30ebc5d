"""Brings a database to the newest schema, in one transaction, after a copy of the SQLite file.

Knows revisions and files, not what the tables are for.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.store.engine.failure import StoreError

MIGRATIONS = Path(__file__).parent.parent / "migrations"
# Any number will do, as long as every process of ours asks for the same one.
_POSTGRES_LOCK = 6_387_251


def upgrade(connection: Connection, place: str) -> None:
    """Migrates what `connection` writes to; raises StoreError for a database that is newer or not ours."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _POSTGRES_LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    newest = scripts.get_current_head()
    present = MigrationContext.configure(connection).get_current_revision()
    if present == newest:
        return
    if present is None and inspect(connection).get_table_names():
        raise StoreError(
            f"Basis data {place} berisi tabel milik program lain. Sediakan basis data kosong untuk Netral."
        )
    if present is not None:
        if present not in {script.revision for script in scripts.walk_revisions()}:
            raise StoreError(
                f"Basis data {place} dibuat oleh Netral yang lebih baru "
                f"(skema {present}, program ini {newest}). Pasang versi Netral yang terbaru."
            )
        if connection.dialect.name == "sqlite" and place != ":memory:":
            _copy(Path(place), Path(f"{place}.sebelum-{newest}"))
    command.upgrade(config, "head")


def _copy(file: Path, copy: Path) -> None:
    """A consistent copy, WAL included; another one of the same name is from an attempt that failed."""
    try:
        copy.touch(mode=0o600)
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"Salinan {copy} sebelum pembaruan skema gagal dibuat ({error}). "
            "Basis data belum diubah; kosongkan ruang atau beri izin tulis, lalu jalankan lagi."
        ) from error
