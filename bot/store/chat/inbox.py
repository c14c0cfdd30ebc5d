"""Updates kept before Telegram is told that we have them, so that a kill at any moment loses none.

Knows update ids and JSON text, not what an update means.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from bot.store.engine.db import Database
from bot.store.tables import inbox

_DONE = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("done"))
    .values(processed_at=bindparam("at"), payload="{}")
)


class InboxStore:
    """Implements `bot.tg.transport.inbox.UpdateLog`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def add(
        self, update_id: int, payload: str, received: datetime, *, fault: str | None = None
    ) -> bool:
        """Commits one update; False when it is there already, so that replays are harmless."""
        row = {"update_id": update_id, "payload": payload, "received_at": received, "fault": fault}
        return await self._db.batch(self._add_all, row)

    async def unprocessed(self) -> list[tuple[int, str]]:
        """(update id, payload) of what nobody has finished, in the order of arrival."""
        query = (
            select(inbox.c.update_id, inbox.c.payload)
            .where(inbox.c.processed_at.is_(None))
            # Telegram restarts its numbering at random after a quiet week: arrival counts first.
            .order_by(inbox.c.received_at, inbox.c.update_id)
        )
        async with self._db.read() as connection:
            return [(row.update_id, row.payload) for row in await connection.execute(query)]

    async def faults(self) -> list[tuple[int, str]]:
        """(update id, what was wrong) of recent updates that could not be read, the newest first."""
        query = (
            select(inbox.c.update_id, inbox.c.fault)
            .where(inbox.c.fault.is_not(None))
            .order_by(inbox.c.received_at.desc(), inbox.c.update_id.desc())
        )
        return [(row.update_id, row.fault) for row in await self._db.fetch(query)]

    async def mark_processed(self, update_id: int, at: datetime) -> None:
        """Notes that this update needs no further work and forgets its content; its number tells a repeat."""
        await self._db.batch(self._mark_all, {"done": update_id, "at": at})

    async def prune(self, before: datetime) -> int:
        """Forgets processed updates received before this aware time, never others; returns how many."""
        async with self._db.write() as connection:
            result = await connection.execute(
                delete(inbox).where(inbox.c.processed_at.is_not(None), inbox.c.received_at < before)
            )
        return result.rowcount

    async def _add_all(self, rows: Sequence[dict[str, object]]) -> list[bool]:
        """Whether each update is new; of two copies, the first is."""
        # A batch may be inserted in any order: it is read back by time of arrival and id.
        adding = self._db.insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id)
        first = {row["update_id"]: row for row in reversed(rows)}
        async with self._db.write() as connection:
            added = set((await connection.execute(adding, list(first.values()))).scalars())
        return [row["update_id"] in added and first[row["update_id"]] is row for row in rows]

    async def _mark_all(self, done: Sequence[dict[str, object]]) -> list[None]:
        async with self._db.write() as connection:
            await connection.execute(_DONE, list(done))
        return [None] * len(done)
