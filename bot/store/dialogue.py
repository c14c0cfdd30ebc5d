"""Where each person stands in each dialogue. Knows keys and JSON, not what a flow is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from bot.store.db import Database
from bot.store.tables import dialogue


async def get(db: Database, person: str, flow: str) -> dict[str, Any] | None:
    """The state last put for this person and flow; None when there is none."""
    query = select(dialogue.c.state).where(dialogue.c.person == person, dialogue.c.flow == flow)
    async with db.read() as connection:
        state: dict[str, Any] | None = (await connection.execute(query)).scalar_one_or_none()
    return state


async def put(db: Database, person: str, flow: str, state: Mapping[str, Any], at: datetime) -> None:
    """Replaces the state of this person and flow; `state` must be what JSON can hold."""
    statement = db.insert(dialogue).values(person=person, flow=flow, state=dict(state), updated_at=at)
    statement = statement.on_conflict_do_update(
        index_elements=[dialogue.c.person, dialogue.c.flow],
        set_={"state": statement.excluded.state, "updated_at": statement.excluded.updated_at},
    )
    async with db.write() as connection:
        await connection.execute(statement)


async def clear(db: Database, person: str, flow: str) -> None:
    """Forgets the state of this person and flow, if any."""
    async with db.write() as connection:
        await connection.execute(delete(dialogue).where(dialogue.c.person == person, dialogue.c.flow == flow))
