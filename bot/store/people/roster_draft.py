"""Checked lists of employees that wait for confirmation; each is applied or dropped once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people.audit import AuditEntry
from bot.store.desk import audit
from bot.store.engine.db import Database
from bot.store.tables import roster_draft


class RosterDraftStore:
    """Implements `bot.people.ports.RosterDrafts`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def keep(self, *, number: str, by: str, at: datetime, base_version: int, content: bytes) -> None:
        """Keeps a list; `base_version` says which records it was compared with."""
        row = {"id": number, "made_by": by, "made_at": at, "basis": base_version, "content": content}
        async with self._db.write() as connection:
            await connection.execute(insert(roster_draft).values(row))

    async def find(self, number: str) -> tuple[str, int, bytes] | None:
        """(who made it, base version, content) of a list that waits."""
        query = select(roster_draft.c.made_by, roster_draft.c.basis, roster_draft.c.content)
        async with self._db.read() as connection:
            row = (await connection.execute(query.where(roster_draft.c.id == number))).one_or_none()
        return (row.made_by, row.basis, row.content) if row else None

    async def drop(self, number: str, entry: AuditEntry | None) -> bool:
        """Forgets a list; False when it is gone already, and then nothing is noted."""
        async with self._db.write() as connection:
            if not await dropped(connection, number):
                return False
            if entry is not None:
                await audit.write(connection, entry)
        return True

    async def prune(self, before: datetime) -> int:
        """Forgets lists that nobody confirmed in time; returns how many."""
        async with self._db.write() as connection:
            result = await connection.execute(delete(roster_draft).where(roster_draft.c.made_at < before))
        return result.rowcount


async def dropped(connection: AsyncConnection, number: str) -> bool:
    """The same within the transaction that takes it over."""
    gone = await connection.execute(delete(roster_draft).where(roster_draft.c.id == number))
    return gone.rowcount == 1
