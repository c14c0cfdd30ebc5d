"""Suspended rules: at most one suspension in force per rule, and a history that stays."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.ask.records import Suspension
from bot.store import suspension
from bot.store.db import Database

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
FIRST = Suspension("medsos-menyukai", "tg:5", "putusan baru", NOON)


async def test_a_suspended_rule_is_in_force_with_its_reason(db: Database):
    assert await suspension.suspend(db, FIRST.rule, FIRST.by, FIRST.reason, FIRST.at) is True
    assert await suspension.active(db) == {"medsos-menyukai": FIRST}


async def test_suspending_twice_keeps_the_first_reason(db: Database):
    await suspension.suspend(db, FIRST.rule, FIRST.by, FIRST.reason, FIRST.at)
    assert await suspension.suspend(db, FIRST.rule, "tg:6", "alasan lain", NOON) is False
    assert await suspension.active(db) == {"medsos-menyukai": FIRST}


async def test_two_officers_suspending_at_once_make_one_suspension(db: Database):
    made = await asyncio.gather(
        *(suspension.suspend(db, FIRST.rule, f"tg:{number}", "x", NOON) for number in range(5))
    )
    assert sorted(made) == [False, False, False, False, True]


async def test_a_lifted_suspension_is_out_of_force_and_the_rule_can_be_suspended_again(db: Database):
    await suspension.suspend(db, FIRST.rule, FIRST.by, FIRST.reason, FIRST.at)
    assert await suspension.lift(db, FIRST.rule, "tg:5", NOON + timedelta(days=1)) is True
    assert await suspension.active(db) == {}
    assert await suspension.suspend(db, FIRST.rule, FIRST.by, FIRST.reason, NOON + timedelta(days=2)) is True


async def test_lifting_what_is_not_suspended_says_so(db: Database):
    assert await suspension.lift(db, "tidak-ditangguhkan", "tg:5", NOON) is False


async def test_history_shows_who_suspended_and_who_lifted(db: Database):
    await suspension.suspend(db, FIRST.rule, "tg:5", FIRST.reason, NOON)
    await suspension.lift(db, FIRST.rule, "tg:6", NOON)
    async with db.read() as connection:
        rows = (await connection.execute(text("SELECT suspended_by, lifted_by FROM suspension"))).all()
    assert rows == [("tg:5", "tg:6")]
