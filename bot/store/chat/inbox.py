"""Updates kept before Telegram is told that we have them, so that a kill at any moment loses none.

Knows update ids and JSON text, not what an update means.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from bot.store.engine.db import Database
from bot.store.tables import inbox

_DONE = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("done"))
    .values(processed_at=bindparam("at"), payload="{}")
)


async def add(db: Database, update_id: int, payload: str, received: datetime) -> bool:
    """Commits one update; False when it is there already, so that replays are harmless."""
    row = {"update_id": update_id, "payload": payload, "received_at": received}
    return await db.batch(_add, row)


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
    await db.batch(_mark, {"done": update_id, "at": at})


async def prune(db: Database, before: datetime) -> int:
    """Forgets processed updates received before this aware time, never others; returns how many."""
    async with db.write() as connection:
        result = await connection.execute(
            delete(inbox).where(inbox.c.processed_at.is_not(None), inbox.c.received_at < before)
        )
    return result.rowcount


async def _add(db: Database, rows: Sequence[dict[str, Any]]) -> list[bool]:
    """Whether each is new; of the same update twice the first is."""
    # What comes at the same moment is in no order of its own.
    adding = db.insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id)
    first = {row["update_id"]: row for row in reversed(rows)}
    async with db.write() as connection:
        added = set((await connection.execute(adding, list(first.values()))).scalars())
    return [row["update_id"] in added and first[row["update_id"]] is row for row in rows]


async def _mark(db: Database, done: Sequence[dict[str, Any]]) -> list[None]:
    async with db.write() as connection:
        await connection.execute(_DONE, list(done))
    return [None] * len(done)
