"""Rules that a legal officer took out of service at once. Lifted suspensions stay as history."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from bot.ask.records import Suspension
from bot.store.db import Database
from bot.store.tables import suspension


async def suspend(db: Database, rule: str, by: str, reason: str, at: datetime) -> bool:
    """Takes a rule out of service; False when it already is, and then the first reason stands."""
    row = {"rule": rule, "suspended_by": by, "reason": reason, "suspended_at": at}
    async with db.write() as connection:
        result = await connection.execute(db.insert(suspension).values(row).on_conflict_do_nothing())
    return result.rowcount == 1


async def lift(db: Database, rule: str, by: str, at: datetime) -> bool:
    """Puts a rule back into service; False when it was not suspended."""
    async with db.write() as connection:
        result = await connection.execute(
            update(suspension)
            .where(suspension.c.rule == rule, suspension.c.lifted_at.is_(None))
            .values(lifted_by=by, lifted_at=at)
        )
    return result.rowcount == 1


async def active(db: Database) -> dict[str, Suspension]:
    """Every suspension in force, by rule id."""
    query = select(suspension).where(suspension.c.lifted_at.is_(None)).order_by(suspension.c.suspended_at)
    async with db.read() as connection:
        return {
            row.rule: Suspension(row.rule, row.suspended_by, row.reason, row.suspended_at)
            for row in await connection.execute(query)
        }
