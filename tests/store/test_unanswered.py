"""Unanswered questions, newest first."""

from datetime import UTC, datetime, timedelta

from bot.ask.records import Unanswered
from bot.store.ask.unanswered import UnansweredStore
from bot.store.engine.db import Database

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


async def test_the_newest_questions_come_first_and_no_more_than_asked_for(db: Database):
    await UnansweredStore(db).add(
        redacted_text="pertanyaan lama", reason="tidak dikenali", at=NOON - timedelta(hours=1)
    )
    await UnansweredStore(db).add(redacted_text="pertanyaan baru", reason="tidak dikenali", at=NOON)
    await UnansweredStore(db).add(redacted_text="paling baru", reason="di luar cakupan", at=NOON)
    assert await UnansweredStore(db).recent(2) == [
        Unanswered("paling baru", "di luar cakupan", NOON),
        Unanswered("pertanyaan baru", "tidak dikenali", NOON),
    ]
