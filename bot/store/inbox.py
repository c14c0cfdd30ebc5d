"""Updates kept before Telegram is told that we have them, so that a kill at any moment loses none.

Knows update ids and JSON text, not what an update means.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from bot.store.db import Database
from bot.store.tables import inbox


async def add(db: Database, update_id: int, payload: str, received: datetime) -> bool:
    """Commits one update; False when it is there already, so that replays are harmless."""
    row = {"update_id": update_id, "payload": payload, "received_at": received}
    async with db.write() as connection:
        result = await connection.execute(db.insert(inbox).values(row).on_conflict_do_nothing())
    return result.rowcount == 1


async def unprocessed(db: Database) -> list[tuple[int, str]]:
    """(update id, payload) of what nobody has finished, in the order of arrival."""
    query = (
        select(inbox.c.update_id, inbox.c.payload)
        .where(inbox.c.processed_at.is_(None))
        # Telegram restarts its numbering at random after a quiet week: arrival counts first.
        .order_by(inbox.c.received_at, inbox.c.update_id)
    )
    async with db.read() as connection:
        return [(row.update_id, row.payload) for row in await connection.execute(query)]


async def mark_processed(db: Database, update_id: int, at: datetime) -> None:
    """Notes that this update needs no further work, and forgets what was in it; its number tells a repeat."""
    done = update(inbox).where(inbox.c.update_id == update_id).values(processed_at=at, payload="{}")
    async with db.write() as connection:
        await connection.execute(done)


async def prune(db: Database, before: datetime) -> int:
    """Forgets processed updates received before this aware time, never others; returns how many."""
    async with db.write() as connection:
        result = await connection.execute(
            delete(inbox).where(inbox.c.processed_at.is_not(None), inbox.c.received_at < before)
        )
    return result.rowcount
