"""Who gets a broadcast is written down once: by audience, with a reason for each who is left out."""

from __future__ import annotations

import tracemalloc
from datetime import datetime, timedelta

import pytest

from bot.outbox.model import BroadcastKind, Phase, State, When
from bot.outbox.plan import ZONES, snapshot_for
from bot.people.audience import Term, TermKind
from bot.people.authority import Role
from bot.people.member import Status, Zone
from bot.people.records import RoleChange
from bot.store.outbox import recipient_snapshot
from bot.store.outbox.broadcast import BroadcastStore
from bot.store.outbox.delivery import DeliveryStore
from bot.store.outbox.recipient_snapshot import SnapshotStore
from bot.store.people.account import AccountStore
from bot.store.people.role import RoleStore
from tests.outbox.made import EVERYBODY, POLICY, crowd, deliveries, frozen, order, ordered
from tests.people.made import AT, line, member
from tests.people.on_record import at_once, employ

REMINDER = order(BroadcastKind.REMINDER)


async def office(db):
    """Six who are there, of whom four have joined, and one who has left."""
    await employ(
        db,
        member("1", "Ani", "Dinas A", telegram_id=901),
        member("2", "Budi", "Dinas A/Umum", telegram_id=902, status=Status.PPPK),
        member("3", "Citra", "Dinas A"),
        member("4", "Dewi", "Dinas B", telegram_id=904, zone=Zone.WIT),
        member("5", "Eko", "Dinas B"),
        member("6", "Fajar", "Dinas B", telegram_id=906),
        member("7", "Gita", "Dinas A", telegram_id=907, active=False),
    )
    await AccountStore(db).stop(902, AT)
    await AccountStore(db).reach(906, AT)


async def people(db, number):
    return [row.person_id for row in await deliveries(db, number)]


async def skipped(db, number):
    found = await BroadcastStore(db).find(number)
    return dict(found.skipped), found.recipients


async def test_everybody_who_has_joined_gets_it_and_each_other_has_his_reason(db):
    await office(db)
    number = await frozen(db)
    assert await people(db, number) == [1, 4]
    assert await skipped(db, number) == ({"not_joined": 2, "stopped": 1, "unreachable": 1}, 2)
    assert (await BroadcastStore(db).find(number)).phase is Phase.RUNNING


async def test_the_obligatory_reaches_who_stopped_but_nobody_who_cannot_be_reached(db):
    await office(db)
    number = await frozen(db, order(obligatory=True))
    assert await people(db, number) == [1, 2, 4]
    assert await skipped(db, number) == ({"not_joined": 2, "unreachable": 1}, 3)


@pytest.mark.parametrize(
    ("terms", "reached", "left_out"),
    [
        ((Term(TermKind.UNIT, "Dinas A"),), [1], {"not_joined": 1, "stopped": 1}),
        ((Term(TermKind.UNIT, "Dinas B"),), [4], {"not_joined": 1, "unreachable": 1}),
        ((Term(TermKind.STATUS, "PPPK"),), [], {"stopped": 1}),
        ((Term(TermKind.UNIT, "Dinas B"), Term(TermKind.STATUS, "PPPK")), [], {}),
        ((Term(TermKind.ROLE, "hr"),), [1], {}),
        ((Term(TermKind.ROLE, "pemilik"),), [4], {}),
    ],
)
async def test_only_the_audience_is_looked_at(db, terms, reached, left_out):
    await office(db)
    await RoleStore(db).change(RoleChange(True, Role.HR, 901, "", line()))
    number = await frozen(db, terms=terms, owners=frozenset({904}))
    assert await people(db, number) == reached
    assert await skipped(db, number) == (left_out, len(reached))


async def test_each_is_due_on_the_clock_of_his_zone(db):
    await office(db)
    eight = datetime(2026, 11, 28, 8, tzinfo=ZONES["WIB"])
    ani, dewi = await deliveries(db, await frozen(db, order(when=When(eight, is_local=True))))
    assert (ani.zone, ani.due_at) == ("kantor", eight)
    assert (dewi.zone, dewi.due_at) == ("WIT", datetime(2026, 11, 28, 8, tzinfo=ZONES["WIT"]))
    assert {ani.state, dewi.state} == {State.PLANNED.value}


async def test_on_a_day_that_has_enough_the_next_considerate_one_is_left_out(db):
    await employ(db, member("1", telegram_id=901))
    for _ in range(3):
        assert (await skipped(db, await frozen(db, REMINDER))) == ({}, 1)
    assert (await skipped(db, await frozen(db, order(BroadcastKind.NUDGE)))) == ({"cap": 1}, 0)
    assert (await skipped(db, await frozen(db, order()))) == ({}, 1)
    later = order(BroadcastKind.REMINDER, When(AT + timedelta(days=1)))
    assert (await skipped(db, await frozen(db, later))) == ({}, 1)


async def test_what_hr_sent_itself_does_not_fill_the_day(db):
    await employ(db, member("1", telegram_id=901))
    for _ in range(4):
        await frozen(db)
    assert (await skipped(db, await frozen(db, REMINDER))) == ({}, 1)


async def test_what_was_stopped_does_not_fill_the_day(db):
    await employ(db, member("1", telegram_id=901))
    for _ in range(3):
        number = await frozen(db, REMINDER)
        await BroadcastStore(db).move(number, [Phase.RUNNING], Phase.CANCELLED, at=AT)
    assert (await skipped(db, await frozen(db, REMINDER))) == ({}, 1)


async def test_the_day_that_counts_is_that_of_the_zone(db):
    await employ(db, member("1", telegram_id=901, zone=Zone.WIT), member("2", telegram_id=902, zone=Zone.WIB))
    # 23.30 and 00.30 in Jayapura, and both on one day in Jakarta.
    before, after = (datetime(2026, 11, 24, 21, 30, tzinfo=ZONES["WIB"]) + timedelta(hours=n) for n in (0, 1))
    for _ in range(3):
        await frozen(db, order(BroadcastKind.REMINDER, When(before)))
    number = await frozen(db, order(BroadcastKind.REMINDER, When(after)))
    assert await people(db, number) == [1]
    assert await skipped(db, number) == ({"cap": 1}, 1)


async def test_killed_in_between_it_goes_on_where_it_stopped_and_nobody_is_there_twice(db, monkeypatch):
    monkeypatch.setattr(recipient_snapshot, "AT_ONCE", 10)
    await crowd(db, 35, joined=25)
    number = await ordered(db)
    wanted = snapshot_for(order(), EVERYBODY, frozenset(), POLICY, AT)
    for _ in range(2):
        assert await SnapshotStore(db)._batch(number, wanted)
    assert len(await people(db, number)) == 20
    assert (await BroadcastStore(db).find(number)).phase is Phase.FREEZING
    await SnapshotStore(db).freeze(number, wanted)
    assert await people(db, number) == list(range(1, 26))
    assert await skipped(db, number) == ({"not_joined": 10}, 25)
    await SnapshotStore(db).freeze(number, wanted)
    assert len(await people(db, number)) == 25


async def test_two_processes_that_freeze_it_at_once_write_everybody_once(two_processes, monkeypatch):
    monkeypatch.setattr(recipient_snapshot, "AT_ONCE", 5)
    first, second = two_processes
    await crowd(first, 40, joined=30)
    number = await ordered(first)
    wanted = snapshot_for(order(), EVERYBODY, frozenset(), POLICY, AT)
    await at_once(*(SnapshotStore(db).freeze(number, wanted) for db in (first, second, first)))
    assert await people(first, number) == list(range(1, 31))
    assert await skipped(first, number) == ({"not_joined": 10}, 30)


async def test_stopped_while_it_is_frozen_nobody_gets_it(db, monkeypatch):
    monkeypatch.setattr(recipient_snapshot, "AT_ONCE", 10)
    await crowd(db, 25)
    number = await ordered(db)
    wanted = snapshot_for(order(), EVERYBODY, frozenset(), POLICY, AT)
    await SnapshotStore(db)._batch(number, wanted)
    assert await BroadcastStore(db).move(number, [Phase.FREEZING], Phase.CANCELLED, at=AT)
    await SnapshotStore(db).freeze(number, wanted)
    counts = await DeliveryStore(db).counts(number)
    assert (counts[State.CANCELLED], counts[State.PLANNED]) == (10, 0)
    assert (await BroadcastStore(db).find(number)).phase is Phase.CANCELLED


async def test_without_anybody_it_runs_and_is_over_at_once(db):
    number = await frozen(db)
    assert await skipped(db, number) == ({}, 0)
    assert await BroadcastStore(db).finish(AT) == [number]


async def test_twenty_thousand_are_written_down_quickly_and_in_little_memory(db):
    await crowd(db, 20_000)
    tracemalloc.start()
    number = await frozen(db, REMINDER)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert await skipped(db, number) == ({}, 20_000)
    assert most < 3_000_000
