"""The log of acts of authority: appended to, read, never changed; the database itself sees to that."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people.audit import Act, AuditEntry
from bot.store.engine.db import Database
from bot.store.engine.rows import AnyRow
from bot.store.tables import audit


async def write(connection: AsyncConnection, entry: AuditEntry) -> None:
    """Notes an act within the transaction that carries it out, so that neither is there without the other."""
    await connection.execute(
        insert(audit).values(
            at=entry.at, actor=entry.actor, act=entry.act, subject=entry.subject, detail=dict(entry.detail)
        )
    )


class AuditStore:
    """Implements `bot.people.ports.AuditLog`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def add(self, entry: AuditEntry) -> None:
        """Logs an act that changes nothing else in the database."""
        async with self._db.write() as connection:
            await write(connection, entry)

    async def recent(self, limit: int, *, before: int | None = None) -> list[AuditEntry]:
        """The latest acts, newest first; `before` is the id of the last one seen."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(audit.c.id < before)
        async with self._db.read() as connection:
            return [_entry(row) for row in await connection.execute(query)]

    async def about(self, subjects: Sequence[str]) -> list[AuditEntry]:
        """Every act on or by one of these, oldest first."""
        query = (
            select(audit)
            .where(audit.c.subject.in_(subjects) | audit.c.actor.in_(subjects))
            .order_by(audit.c.id)
        )
        async with self._db.read() as connection:
            return [_entry(row) for row in await connection.execute(query)]


def _entry(row: AnyRow) -> AuditEntry:
    return AuditEntry(row.actor, Act(row.act), row.subject, row.at, row.detail, row.id)
