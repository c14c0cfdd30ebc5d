"""Rules that a legal officer took out of service at once. Lifted suspensions stay as history."""

from __future__ import annotations

from sqlalchemy import select, update

from bot.ask.records import Suspension
from bot.people.audit import AuditEntry
from bot.store.desk import audit
from bot.store.engine.db import Database
from bot.store.tables import suspension


class SuspensionStore:
    """Implements `bot.ask.ports.Suspensions`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def suspend(self, *, rule: str, reason: str, entry: AuditEntry) -> bool:
        """Takes a rule out of service, and writes `entry` down in the same transaction.

        False when it already is out of service: then the first reason stands, and nothing is written down.
        """
        row = {"rule": rule, "suspended_by": entry.actor, "reason": reason, "suspended_at": entry.at}
        async with self._db.write() as connection:
            result = await connection.execute(
                self._db.insert(suspension).values(row).on_conflict_do_nothing()
            )
            if result.rowcount != 1:
                return False
            await audit.write(connection, entry)
        return True

    async def lift(self, rule: str, entry: AuditEntry) -> bool:
        """Puts a rule back into service and writes `entry` down likewise; False if it was not suspended."""
        async with self._db.write() as connection:
            result = await connection.execute(
                update(suspension)
                .where(suspension.c.rule == rule, suspension.c.lifted_at.is_(None))
                .values(lifted_by=entry.actor, lifted_at=entry.at)
            )
            if result.rowcount != 1:
                return False
            await audit.write(connection, entry)
        return True

    async def active(self) -> dict[str, Suspension]:
        """Every suspension in force, by rule id."""
        query = select(suspension).where(suspension.c.lifted_at.is_(None)).order_by(suspension.c.suspended_at)
        async with self._db.read() as connection:
            return {
                row.rule: Suspension(row.rule, row.suspended_by, row.reason, row.suspended_at)
                for row in await connection.execute(query)
            }
