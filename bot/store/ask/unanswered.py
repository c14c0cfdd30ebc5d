"""Questions that the bot could not answer, for the legal officer to read. The text arrives redacted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select

from bot.ask.records import Unanswered
from bot.store.engine.db import Database
from bot.store.tables import unanswered


class UnansweredStore:
    """Implements `bot.ask.ports.UnansweredQuestions`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def add(self, *, redacted_text: str, reason: str, at: datetime) -> None:
        """Keeps one question; pass it through bot.ask.redact first."""
        async with self._db.write() as connection:
            await connection.execute(
                insert(unanswered).values(text=redacted_text, reason=reason, asked_at=at)
            )

    async def recent(self, limit: int) -> list[Unanswered]:
        """The latest questions, newest first."""
        query = select(unanswered).order_by(unanswered.c.asked_at.desc(), unanswered.c.id.desc()).limit(limit)
        async with self._db.read() as connection:
            return [Unanswered(row.text, row.reason, row.asked_at) for row in await connection.execute(query)]
