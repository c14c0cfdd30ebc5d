"""The key that belongs to a database: opened, or made at the first start, and never another one."""

from __future__ import annotations

from pathlib import Path

from bot.people.keyring import KeyFileError, Keyring, fresh, open_keyring
from bot.store.engine import installation
from bot.store.engine.db import Database
from bot.store.engine.failure import StoreError


async def keyring(db: Database, file: Path | None) -> Keyring:
    """The installation's key in `file`; a temporary one for a database in memory (None).

    Raises StoreError when the file cannot be used or belongs to another database.
    """
    if file is None:
        return fresh()
    try:
        keys = open_keyring(file)
    except KeyFileError as error:
        raise StoreError(str(error)) from error
    await installation.insist_on_key(db, keys.fingerprint)
    return keys
