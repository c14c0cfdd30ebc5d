"""Unanswered questions, newest first."""

from datetime import UTC, datetime, timedelta

from bot.ask.records import Unanswered
from bot.store.ask import unanswered
from bot.store.engine.db import Database

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


async def test_the_newest_questions_come_first_and_no_more_than_asked_for(db: Database):
    await unanswered.add(db, "pertanyaan lama", "tidak dikenali", NOON - timedelta(hours=1))
    await unanswered.add(db, "pertanyaan baru", "tidak dikenali", NOON)
    await unanswered.add(db, "paling baru", "di luar cakupan", NOON)
    assert await unanswered.recent(db, 2) == [
        Unanswered("paling baru", "di luar cakupan", NOON),
        Unanswered("pertanyaan baru", "tidak dikenali", NOON),
    ]
