"""Reminders that were proposed to HR, one for each stage and text, decided once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.service import Placing
from bot.people.audit import AuditEntry
from bot.remind.model import Planned, State
from bot.remind.ports import Row
from bot.store.desk import audit
from bot.store.engine.db import Database
from bot.store.outbox import broadcast
from bot.store.tables import reminder


class ReminderStore:
    """Implements `bot.remind.ports.Plans`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def all(self) -> list[Row]:
        """All proposals, decided or not."""
        async with self._db.read() as connection:
            return [
                Row(
                    row.stage,
                    row.reminder,
                    row.stage_starts,
                    row.send_on,
                    State(row.state),
                    row.text,
                    row.audience,
                    row.broadcast_id,
                )
                for row in await connection.execute(select(reminder).order_by(reminder.c.send_on))
            ]

    async def add(self, one: Planned) -> bool:
        """Notes a proposal; False when it is there already."""
        row = {
            "stage": one.stage,
            "reminder": one.reminder,
            "stage_starts": one.stage_starts,
            "send_on": one.send_on,
            "state": one.state.value,
            "text": one.text,
            "audience": one.audience,
        }
        async with self._db.write() as connection:
            made = await connection.execute(self._db.insert(reminder).values(row).on_conflict_do_nothing())
        return made.rowcount == 1

    async def change(self, *, before: Planned, after: Planned, new: Placing | None = None) -> int | None:
        """Changes day, text or state, and with `new` the broadcast too, in one transaction.

        Returns the number of the broadcast that it has now, 0 for none; None if it is no longer as `before`.
        """
        async with self._db.write() as connection:
            return await _change(connection, before, after, new, {})

    async def decide(
        self, one: Planned, state: State, new: Placing | None, by: str, at: datetime, entry: AuditEntry
    ) -> int | None:
        """Records HR's decision, once, together with the broadcast it leads to.

        Returns the same as `change`.
        """
        decided = {"decided_by": by, "decided_at": at}
        async with self._db.write() as connection:
            number = await _change(connection, one, replace(one, state=state), new, decided)
            if number is not None:
                await audit.write(connection, entry)
        return number


async def _change(
    connection: AsyncConnection, before: Planned, after: Planned, new: Placing | None, more: dict[str, object]
) -> int | None:
    this = and_(reminder.c.stage == before.stage, reminder.c.reminder == before.reminder)
    as_before = (
        select(reminder.c.stage)
        .where(
            this,
            reminder.c.state == before.state.value,
            reminder.c.stage_starts == before.stage_starts,
            reminder.c.broadcast_id.is_not_distinct_from(before.broadcast),
        )
        .with_for_update()
    )
    if (await connection.execute(as_before)).one_or_none() is None:
        return None
    number = after.broadcast
    if new is not None:
        number = await broadcast.write(connection, new.order, new.phase, new.at, new.entry)
    values = {
        "stage_starts": after.stage_starts,
        "send_on": after.send_on,
        "state": after.state.value,
        "text": after.text,
        "broadcast_id": number,
    }
    await connection.execute(update(reminder).where(this).values(values | more))
    return number or 0
