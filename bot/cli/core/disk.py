"""The place that the database lies in: there, and writable, before anything is started."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.core.fault import InputError
from bot.store.engine.address import existing_folder, is_sqlite, parsed, sqlite_file
from bot.store.engine.failure import StoreError

if TYPE_CHECKING:
    from bot.config import Settings


def folder(chosen: Settings) -> Path | None:
    """Where the SQLite file lies, or None on PostgreSQL; raises InputError where nothing could be written."""
    try:
        file = sqlite_file(parsed(chosen.database_url))
        home = existing_folder(file) if file else None
    except StoreError as error:
        raise InputError(str(error)) from error
    if home is not None and not os.access(home, os.W_OK):
        raise InputError(f"Folder basis data {home} tidak boleh ditulisi. Beri izin tulis.")
    return home


def exists(chosen: Settings) -> bool:
    """Whether there is a database yet; one on PostgreSQL is taken to be there. Raises InputError."""
    try:
        address = parsed(chosen.database_url)
    except StoreError as error:
        raise InputError(str(error)) from error
    file = sqlite_file(address)
    return file.is_file() if file else not is_sqlite(address)
