"""Retention: deletes old dialogues, drafts, unanswered questions and attempts, and most data of leavers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update

from bot.store.engine.db import Database
from bot.store.tables import (
    account,
    dialogue,
    draft,
    join_attempt,
    join_code,
    move_request,
    person,
    pledge_note,
    unanswered,
)


class RetentionStore:
    """Called every few hours."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def prune(self, before: datetime) -> int:
        """Forgets what is older than this aware time; returns how many rows that concerned.

        Leavers keep name, number and unit, which prove their pledges; telephone, position, superior,
        account and codes go.
        """
        gone = 0
        leavers = person.c.left_at < before
        async with self._db.write() as connection:
            for statement in (
                delete(dialogue).where(dialogue.c.expires_at < before),
                delete(draft).where(draft.c.updated_at < before),
                delete(unanswered).where(unanswered.c.asked_at < before),
                delete(join_code).where(join_code.c.expires_at < before),
                delete(join_attempt).where(join_attempt.c.at < before),
                delete(move_request).where(move_request.c.decided_at < before),
                update(pledge_note)
                .where(pledge_note.c.at < before, pledge_note.c.text != "")
                .values(text=""),
            ):
                gone += (await connection.execute(statement)).rowcount
            for table in (account, join_code):
                old = person.select().with_only_columns(person.c.id).where(leavers)
                gone += (await connection.execute(delete(table).where(table.c.person_id.in_(old)))).rowcount
            cleared = (
                update(person)
                .where(
                    leavers,
                    person.c.phone.is_not(None) | (person.c.position != "") | (person.c.superior != ""),
                )
                .values(phone=None, position="", superior="")
            )
            gone += (await connection.execute(cleared)).rowcount
        return gone
