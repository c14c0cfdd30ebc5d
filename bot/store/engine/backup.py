"""A consistent copy of a SQLite database while others write to it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from bot.store.engine.failure import StoreError


def copy(url: str, target: Path) -> int:
    """Copies the database of `url` to the new file `target` and returns its size in bytes.

    Raises StoreError; an existing file is never overwritten, and a copy that fails leaves none.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        raise StoreError("Cadangan PostgreSQL dibuat dengan pg_dump; perintah ini untuk SQLite.")
    source = Path(str(address.database)).absolute()
    if not source.is_file():
        raise StoreError(f"Basis data {source} belum ada, jadi belum ada yang dicadangkan.")
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
