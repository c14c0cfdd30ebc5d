"""A consistent copy of a SQLite database while others write to it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.engine.address import is_sqlite, parsed, sqlite_file
from bot.store.engine.failure import StoreError


def copy(url: str, target: Path) -> int:
    """Copies the database of `url` to the new file `target` and returns its size in bytes.

    Raises StoreError; an existing file is never overwritten, and a copy that fails leaves none.
    """
    address = parsed(url)
    if not is_sqlite(address):
        raise StoreError("Cadangan PostgreSQL dibuat dengan pg_dump; perintah ini untuk SQLite.")
    source = sqlite_file(address)
    if source is None or not source.is_file():
        raise StoreError(f"Basis data {source or url} belum ada, jadi belum ada yang dicadangkan.")
    if target.exists():
        raise StoreError(f"Berkas {target} sudah ada dan tidak ditimpa; pakai nama lain.")
    part = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        part.touch(mode=0o600)
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(part)) as there:
            here.backup(there)
            # A copy in WAL mode would need a second file beside it.
            there.execute("PRAGMA journal_mode=DELETE")
            if (found := there.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
                raise StoreError(f"Basis data {source} rusak ({found}); cadangan tidak dibuat.")
        os.link(part, target)
        return target.stat().st_size
    except FileExistsError as error:
        raise StoreError(f"Berkas {target} sudah ada dan tidak ditimpa; pakai nama lain.") from error
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"Cadangan {target} gagal dibuat ({error}).") from error
    finally:
        part.unlink(missing_ok=True)
