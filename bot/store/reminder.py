"""Reminders that were proposed to HR, one for each stage and text, decided once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, select, update

from bot.people.audit import Line
from bot.remind.model import Planned, State
from bot.remind.ports import Row
from bot.store import audit
from bot.store.db import Database
from bot.store.tables import reminder


async def everything(db: Database) -> list[Row]:
    """All proposals, decided or not."""
    async with db.read() as connection:
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


async def add(db: Database, one: Planned) -> bool:
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
    async with db.write() as connection:
        made = await connection.execute(db.insert(reminder).values(row).on_conflict_do_nothing())
    return made.rowcount == 1


async def change(db: Database, one: Planned) -> None:
    """Another day, text, state or broadcast."""
    async with db.write() as connection:
        await connection.execute(
            update(reminder)
            .where(and_(reminder.c.stage == one.stage, reminder.c.reminder == one.reminder))
            .values(
                stage_starts=one.stage_starts,
                send_on=one.send_on,
                state=one.state.value,
                text=one.text,
                broadcast_id=one.broadcast,
            )
        )


async def decide(
    db: Database, one: Planned, state: State, broadcast: int | None, by: str, at: datetime, line: Line
) -> bool:
    """HR's word, once; False when there is one already."""
    async with db.write() as connection:
        decided = await connection.execute(
            update(reminder)
            .where(
                reminder.c.stage == one.stage,
                reminder.c.reminder == one.reminder,
                reminder.c.state == State.PROPOSED.value,
            )
            .values(state=state.value, broadcast_id=broadcast, decided_by=by, decided_at=at)
        )
        if decided.rowcount != 1:
            return False
        await audit.write(connection, line)
    return True
