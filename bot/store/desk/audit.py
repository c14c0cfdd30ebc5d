"""The log of acts of authority: appended to, read, never changed; the database itself sees to that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people.audit import Act, AuditEntry
from bot.store.engine.db import Database
from bot.store.tables import audit


async def write(connection: AsyncConnection, line: AuditEntry) -> None:
    """Notes an act within the transaction that carries it out, so that neither is there without the other."""
    await connection.execute(
        insert(audit).values(
            at=line.at, actor=line.actor, act=line.act, subject=line.subject, detail=dict(line.detail)
        )
    )


async def add(db: Database, line: AuditEntry) -> None:
    """Notes an act that leaves nothing else behind."""
    async with db.write() as connection:
        await write(connection, line)


async def recent(db: Database, limit: int, before: int | None = None) -> list[AuditEntry]:
    """The latest acts, newest first; `before` is the id of the last one seen."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(audit.c.id < before)
    async with db.read() as connection:
        return [_line(row) for row in await connection.execute(query)]


async def about(db: Database, subjects: Sequence[str]) -> list[AuditEntry]:
    """Every act on or by one of these, oldest first."""
    query = (
        select(audit).where(audit.c.subject.in_(subjects) | audit.c.actor.in_(subjects)).order_by(audit.c.id)
    )
    async with db.read() as connection:
        return [_line(row) for row in await connection.execute(query)]


def _line(row: Row[Any]) -> AuditEntry:
    return AuditEntry(row.actor, Act(row.act), row.subject, row.at, row.detail, row.id)
