"""What was answered, under a short number that can be read out on the telephone. Never to whom."""

from __future__ import annotations

import secrets

from sqlalchemy import select, update

from bot.ask.records import JournalEntry
from bot.store.engine.db import Database
from bot.store.tables import journal

PREFIX = "J-"
# Without 0 and O, 1 and I, which people mix up, and without the J of the prefix, which people leave out.
ALPHABET = "23456789ABCDEFGHKLMNPQRSTUVWXYZ"
_SHORTEST = 4
_TRIES_PER_LENGTH = 4


class JournalStore:
    """Implements `bot.ask.ports.AnswerJournal`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def add(self, entry: JournalEntry) -> str:
        """Keeps an answer and returns its number, like J-7F3A; numbers grow longer as they run out."""
        length, tries = _SHORTEST, 0
        while True:
            number = PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(length))
            statement = self._db.insert(journal).values(
                number=number,
                rule=entry.rule,
                version=entry.version,
                facts=dict(entry.facts),
                outcome=entry.outcome,
                day=entry.day,
                release=entry.release,
                snapshot=dict(entry.snapshot),
                asked_at=entry.asked_at,
                helpful=entry.helpful,
            )
            async with self._db.write() as connection:
                result = await connection.execute(statement.on_conflict_do_nothing())
            if result.rowcount == 1:
                return number
            tries += 1
            length = _SHORTEST + tries // _TRIES_PER_LENGTH

    async def find(self, number: str) -> JournalEntry | None:
        """The answer under a number as a person types it: any case, with or without `J-`; None if unknown."""
        async with self._db.read() as connection:
            row = (
                await connection.execute(select(journal).where(journal.c.number == _tidy(number)))
            ).one_or_none()
        if row is None:
            return None
        return JournalEntry(
            rule=row.rule,
            version=row.version,
            facts=row.facts,
            outcome=row.outcome,
            day=row.day,
            release=row.release,
            snapshot=row.snapshot,
            asked_at=row.asked_at,
            helpful=row.helpful,
        )

    async def rate(self, number: str, helpful: bool) -> bool:
        """Notes whether the answer helped, the last word counting; False if there is no such number."""
        async with self._db.write() as connection:
            result = await connection.execute(
                update(journal).where(journal.c.number == _tidy(number)).values(helpful=helpful)
            )
        return result.rowcount == 1


def _tidy(number: str) -> str:
    typed = "".join(letter for letter in number.upper() if letter.isalnum())
    return PREFIX + typed.removeprefix("J")
