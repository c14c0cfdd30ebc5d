"""Who has pledged, and the questions and objections of those who have not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select

from bot.pledge.model import Campaign, Note, NoteKind
from bot.store.engine.db import Database
from bot.store.people.member import SELECTED, member
from bot.store.pledge.campaign import ALL, campaign_in
from bot.store.tables import (
    campaign,
    person,
    pledge,
    pledge_note,
)


class PledgeStore:
    """Implements `bot.pledge.ports.Pledges`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def add_note(self, number: int, *, person_id: int, kind: NoteKind, text: str, at: datetime) -> int:
        """Keeps a question or an objection and returns its number."""
        row = {"campaign_id": number, "person_id": person_id, "kind": kind.value, "text": text, "at": at}
        async with self._db.write() as connection:
            made = await connection.execute(insert(pledge_note).values(row).returning(pledge_note.c.id))
            return int(made.scalar_one())

    async def notes(self, number: int, kind: NoteKind, *, limit: int) -> list[Note]:
        """The latest questions or objections, newest first."""
        query = (
            SELECTED.join(pledge_note, pledge_note.c.person_id == person.c.id)
            .add_columns(
                pledge_note.c.id.label("note"), pledge_note.c.kind, pledge_note.c.text, pledge_note.c.at
            )
            .where(pledge_note.c.campaign_id == number, pledge_note.c.kind == kind.value)
            .order_by(pledge_note.c.id.desc())
            .limit(limit)
        )
        async with self._db.read() as connection:
            return [
                Note(row.note, NoteKind(row.kind), member(row), row.text, row.at)
                for row in await connection.execute(query)
            ]

    async def receipt(self, seq: int) -> tuple[str, datetime] | None:
        """(unit, time) of the pledge in this row of the ledger."""
        query = select(pledge.c.unit, pledge.c.at).where(pledge.c.seq == seq)
        async with self._db.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return (row.unit, row.at) if row else None

    async def of_person(self, person_id: int) -> list[tuple[Campaign, int, datetime]]:
        """(campaign, row of the ledger, time) of everything this person has pledged, oldest first."""
        query = (
            ALL.join(pledge, pledge.c.campaign_id == campaign.c.id)
            .add_columns(pledge.c.seq, pledge.c.at)
            .where(pledge.c.person_id == person_id)
            .order_by(pledge.c.seq)
        )
        async with self._db.read() as connection:
            return [(campaign_in(row), row.seq, row.at) for row in await connection.execute(query)]
