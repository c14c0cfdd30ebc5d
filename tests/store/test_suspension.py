"""Suspended rules: at most one suspension in force per rule, a history that stays, and the log beside it."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.ask.records import Suspension
from bot.people.audit import Act, AuditEntry
from bot.store.ask.suspension import SuspensionStore
from bot.store.desk import audit
from bot.store.desk.audit import AuditStore
from bot.store.engine.db import Database

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
FIRST = Suspension("medsos-menyukai", "tg:5", "putusan baru", NOON)


def suspending(by: str = "tg:5", at: datetime = NOON) -> AuditEntry:
    return AuditEntry(by, Act.RULE_SUSPENDED, FIRST.rule, at)


def lifting(by: str = "tg:5", at: datetime = NOON) -> AuditEntry:
    return AuditEntry(by, Act.RULE_LIFTED, FIRST.rule, at)


async def acts(db: Database) -> list[tuple[str, str]]:
    return [(one.act, one.actor) for one in reversed(await AuditStore(db).recent(9))]


async def test_a_suspended_rule_is_in_force_with_its_reason(db: Database):
    assert await SuspensionStore(db).suspend(rule=FIRST.rule, reason=FIRST.reason, entry=suspending()) is True
    assert await SuspensionStore(db).active() == {"medsos-menyukai": FIRST}


async def test_suspending_twice_keeps_the_first_reason_and_is_written_down_once(db: Database):
    await SuspensionStore(db).suspend(rule=FIRST.rule, reason=FIRST.reason, entry=suspending())
    assert (
        await SuspensionStore(db).suspend(rule=FIRST.rule, reason="alasan lain", entry=suspending("tg:6"))
        is False
    )
    assert await SuspensionStore(db).active() == {"medsos-menyukai": FIRST}
    assert await acts(db) == [(Act.RULE_SUSPENDED, "tg:5")]


async def test_two_officers_suspending_at_once_make_one_suspension(db: Database):
    made = await asyncio.gather(
        *(
            SuspensionStore(db).suspend(rule=FIRST.rule, reason="x", entry=suspending(f"tg:{number}"))
            for number in range(5)
        )
    )
    assert sorted(made) == [False, False, False, False, True]
    assert len(await acts(db)) == 1


async def test_a_suspension_that_cannot_be_written_down_does_not_come_about(db: Database, monkeypatch):
    async def fails(*_: object) -> None:
        raise RuntimeError("the log is full")

    for act in (
        lambda: SuspensionStore(db).suspend(rule=FIRST.rule, reason=FIRST.reason, entry=suspending()),
        lambda: SuspensionStore(db).lift("lain", lifting()),
    ):
        await _suspended(db, "lain")
        before = await SuspensionStore(db).active()
        with monkeypatch.context() as patch:
            patch.setattr(audit, "write", fails)
            (failure,) = await asyncio.gather(act(), return_exceptions=True)
        assert isinstance(failure, RuntimeError)
        assert await SuspensionStore(db).active() == before


async def _suspended(db: Database, rule: str) -> None:
    await SuspensionStore(db).suspend(rule=rule, reason="x", entry=suspending())


async def test_a_lifted_suspension_is_out_of_force_and_the_rule_can_be_suspended_again(db: Database):
    await SuspensionStore(db).suspend(rule=FIRST.rule, reason=FIRST.reason, entry=suspending())
    assert await SuspensionStore(db).lift(FIRST.rule, lifting(at=NOON + timedelta(days=1))) is True
    assert await SuspensionStore(db).active() == {}
    again = suspending(at=NOON + timedelta(days=2))
    assert await SuspensionStore(db).suspend(rule=FIRST.rule, reason=FIRST.reason, entry=again) is True


async def test_lifting_what_is_not_suspended_says_so_and_is_not_written_down(db: Database):
    assert await SuspensionStore(db).lift("tidak-ditangguhkan", lifting()) is False
    assert await acts(db) == []


async def test_history_shows_who_suspended_and_who_lifted(db: Database):
    await SuspensionStore(db).suspend(rule=FIRST.rule, reason=FIRST.reason, entry=suspending())
    await SuspensionStore(db).lift(FIRST.rule, lifting("tg:6"))
    async with db.read() as connection:
        rows = (await connection.execute(text("SELECT suspended_by, lifted_by FROM suspension"))).all()
    assert rows == [("tg:5", "tg:6")]
    assert await acts(db) == [(Act.RULE_SUSPENDED, "tg:5"), (Act.RULE_LIFTED, "tg:6")]
