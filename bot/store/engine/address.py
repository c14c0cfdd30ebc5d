"""The database's address as set, taken apart: which kind it is, and where a SQLite file lies."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from bot.store.engine.failure import StoreError

_DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")
_IN_MEMORY = (None, "", ":memory:")


def parsed(url: str) -> URL:
    """The address; raises StoreError where it cannot be read or names another kind of database."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreError("Alamat basis data tidak terbaca. Periksa NETRAL_DATABASE_URL.") from error
    if address.drivername not in _DRIVERS:
        raise StoreError(
            f"Jenis basis data '{address.drivername}' tidak didukung; pakai sqlite+aiosqlite:///berkas "
            "atau postgresql+asyncpg://pengguna:sandi@alamat/nama."
        )
    return address


def is_sqlite(address: URL) -> bool:
    """Whether it is SQLite, in a file or in memory; otherwise it is PostgreSQL."""
    return address.get_backend_name() == "sqlite"


def sqlite_file(address: URL) -> Path | None:
    """The absolute path of SQLite's file; None on PostgreSQL and for a database in memory."""
    if not is_sqlite(address) or address.database in _IN_MEMORY:
        return None
    return Path(str(address.database)).absolute()


def existing_folder(file: Path) -> Path:
    """The folder that `file` lies or will lie in; raises StoreError where there is none."""
    if not file.parent.is_dir():
        raise StoreError(
            f"Folder basis data {file.parent} tidak ada. Buat foldernya, atau ubah NETRAL_DATABASE_URL."
        )
    return file.parent
