"""Facts about the installation, such as its key, that must not change unnoticed."""

from __future__ import annotations

from sqlalchemy import select

from bot.store.engine.db import Database
from bot.store.engine.failure import StoreError
from bot.store.tables import installation

_KEY = "key"


async def insist_on_key(db: Database, fingerprint: str) -> None:
    """Notes at the first start which key belongs to this database; raises StoreError at any other key."""
    async with db.write() as connection:
        row = {"name": _KEY, "value": fingerprint}
        await connection.execute(db.insert(installation).values(row).on_conflict_do_nothing())
        query = select(installation.c.value).where(installation.c.name == _KEY)
        known = (await connection.execute(query)).scalar_one()
    if known != fingerprint:
        raise StoreError(
            f"Berkas kunci bukan pasangan basis data ini (sidik {fingerprint}, seharusnya {known}). "
            "Pulihkan netral.key dari cadangan, atau sesuaikan NETRAL_KEY_FILE."
        )
