"""The place that the database lies in: there, and writable, before anything is started."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.core.fault import InputError

if TYPE_CHECKING:
    from bot.config import Settings

_SQLITE = "sqlite+aiosqlite:///"


def folder(chosen: Settings) -> Path | None:
    """Where the SQLite file lies, or None on PostgreSQL; raises InputError where nothing could be written."""
    if not chosen.database_url.startswith(_SQLITE):
        return None
    home = Path(chosen.database_url.removeprefix(_SQLITE)).absolute().parent
    if not home.is_dir():
        raise InputError(
            f"Folder basis data {home} tidak ada. Buat foldernya, atau ubah NETRAL_DATABASE_URL."
        )
    if not os.access(home, os.W_OK):
        raise InputError(f"Folder basis data {home} tidak boleh ditulisi. Beri izin tulis.")
    return home


def exists(chosen: Settings) -> bool:
    """Whether there is a database yet; one on PostgreSQL is taken to be there."""
    if not chosen.database_url.startswith(_SQLITE):
        return chosen.database_url.startswith("postgresql")
    return Path(chosen.database_url.removeprefix(_SQLITE)).is_file()
