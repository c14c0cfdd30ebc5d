"""Acts that wait for a second person. Each is decided once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.people.audit import AuditEntry
from bot.people.records import Proposal, RoleChange
from bot.store.desk import audit
from bot.store.engine.db import Database
from bot.store.people import role
from bot.store.tables import proposal


class ProposalStore:
    """Implements `bot.people.ports.Proposals`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def add(
        self, *, kind: str, content: Mapping[str, object], by: str, at: datetime, entry: AuditEntry
    ) -> int:
        """Keeps a proposal and returns its number; `content` must be what JSON can hold."""
        row = {"kind": kind, "content": dict(content), "asked_by": by, "asked_at": at}
        async with self._db.write() as connection:
            made = await connection.execute(insert(proposal).values(row).returning(proposal.c.id))
            number = int(made.scalar_one())
            await audit.write(connection, entry)
        return number

    async def find(self, number: int) -> Proposal | None:
        """One proposal, decided or not."""
        async with self._db.read() as connection:
            row = (await connection.execute(select(proposal).where(proposal.c.id == number))).one_or_none()
        if row is None:
            return None
        return Proposal(row.id, row.kind, row.content, row.asked_by, row.asked_at, row.approved)

    async def decide(
        self, number: int, by: str, at: datetime, entry: AuditEntry, change: RoleChange | None
    ) -> bool:
        """Notes a decision and, where there is a `change`, carries it out in the same transaction.

        False when there is a decision already, or when it would be the proposer's own.
        """
        async with self._db.write() as connection:
            decided = await connection.execute(
                update(proposal)
                .where(proposal.c.id == number, proposal.c.decided_at.is_(None), proposal.c.asked_by != by)
                .values(decided_by=by, decided_at=at, approved=change is not None)
            )
            if decided.rowcount != 1:
                return False
            await audit.write(connection, entry)
            if change is not None:
                await role.carry_out(connection, self._db, change)
        return True
