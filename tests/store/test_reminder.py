"""Reminders on record: one for each stage and text, decided once, changed only as they were seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.outbox.model import BroadcastKind, Phase
from bot.outbox.service import Placing
from bot.people.audit import Act
from bot.remind.model import Planned, State
from bot.remind.ports import Row
from bot.store.desk.audit import AuditStore
from bot.store.outbox.broadcast import BroadcastStore
from bot.store.outbox.reminder import ReminderStore
from tests.outbox.made import order
from tests.people.made import AT, line
from tests.people.on_record import at_once

DAY = date(2026, 11, 25)
ONE = Planned("kampanye", "medsos", "Kampanye", "Media sosial", DAY, DAY, 3, "**teks**")
NEW = Placing(order(BroadcastKind.REMINDER), Phase.FREEZING, AT, line(Act.BROADCAST_ORDERED))
APPROVED = line(Act.REMINDER_APPROVED)


async def decide(db, one=ONE, state=State.APPROVED, new=NEW):
    return await ReminderStore(db).decide(one, state, new, "tg:1", AT, APPROVED)


async def orders(db):
    return [one.id for one in await BroadcastStore(db).recent(10)]


async def test_a_proposal_is_kept_as_it_was_made(db):
    assert await ReminderStore(db).add(ONE)
    row = Row("kampanye", "medsos", DAY, DAY, State.PROPOSED, "**teks**", "semua", None)
    assert await ReminderStore(db).all() == [row]


async def test_it_is_proposed_once(db):
    assert await ReminderStore(db).add(ONE)
    assert not await ReminderStore(db).add(replace(ONE, text="lain"))
    assert await ReminderStore(db).add(replace(ONE, reminder="lain"))
    assert [row.text for row in await ReminderStore(db).all()] == ["**teks**"] * 2


async def test_approved_it_has_its_broadcast_and_both_are_on_record(db):
    await ReminderStore(db).add(ONE)
    number = await decide(db)
    (row,) = await ReminderStore(db).all()
    assert (row.state, row.broadcast) == (State.APPROVED, number)
    assert (await BroadcastStore(db).find(number)).order == NEW.order
    acts = [one.act for one in await AuditStore(db).recent(5)]
    assert sorted(acts) == sorted([Act.BROADCAST_ORDERED, Act.REMINDER_APPROVED])


async def test_decided_it_is_not_decided_again_and_nothing_is_ordered(db):
    await ReminderStore(db).add(ONE)
    assert await decide(db, state=State.SKIPPED, new=None) == 0
    assert await decide(db) is None
    assert await orders(db) == []
    assert [one.act for one in await AuditStore(db).recent(5)] == [Act.REMINDER_APPROVED]


async def test_of_two_decisions_at_once_one_counts(two_processes):
    first, second = two_processes
    await ReminderStore(first).add(ONE)
    told = await at_once(*(decide(db) for db in (first, second, first)))
    assert [number is None for number in told].count(False) == 1
    assert len(await orders(first)) == 1


async def test_another_day_with_another_broadcast(db):
    await ReminderStore(db).add(ONE)
    old = await decide(db)
    before = replace(ONE, state=State.APPROVED, broadcast=old)
    later = DAY + timedelta(days=7)
    new = await ReminderStore(db).change(
        before=before, after=replace(before, stage_starts=later, send_on=later), new=NEW
    )
    (row,) = await ReminderStore(db).all()
    assert (row.stage_starts, row.send_on, row.state, row.broadcast) == (later, later, State.APPROVED, new)
    assert new != old


async def test_what_is_no_longer_as_it_was_seen_is_not_changed(db):
    await ReminderStore(db).add(ONE)
    number = await decide(db)
    assert await ReminderStore(db).change(before=ONE, after=replace(ONE, text="lain"), new=NEW) is None
    (row,) = await ReminderStore(db).all()
    assert (row.state, row.text, row.broadcast) == (State.APPROVED, "**teks**", number)
    assert await orders(db) == [number]


async def test_only_the_one_that_is_meant_changes(db):
    other = replace(ONE, stage="masa-tenang")
    await ReminderStore(db).add(ONE)
    await ReminderStore(db).add(other)
    assert await ReminderStore(db).change(before=ONE, after=replace(ONE, text="lain")) == 0
    assert {row.stage: row.text for row in await ReminderStore(db).all()} == {
        "kampanye": "lain",
        "masa-tenang": "**teks**",
    }
