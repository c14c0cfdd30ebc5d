"""Broadcasts on record: kept as they were ordered, moved from one phase to the next by one at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.outbox.model import BroadcastKind, Button, Content, Phase, State, When
from bot.people.audit import Act
from bot.store.desk.audit import AuditStore
from bot.store.outbox.broadcast import BroadcastStore
from bot.store.outbox.delivery import DeliveryStore
from tests.outbox.made import crowd, deliveries, frozen, order, ordered
from tests.people.made import AT, line
from tests.people.on_record import at_once

LATER = AT + timedelta(hours=1)
BUTTONS = (Button("Baca", "pl", ("7",)), Button("Lain", "x"))


async def test_an_order_is_kept_as_it_was_given(db):
    given = order(
        BroadcastKind.PLEDGE,
        When(AT, is_local=True, expires=LATER),
        content=Content("<b>teks</b> 👍", "photo", "file-1", BUTTONS, wants_read=True),
        audience='unit:"Dinas A"',
        by="tg:7",
        obligatory=True,
        title="Judul",
    )
    found = await BroadcastStore(db).find(await ordered(db, given))
    assert (found.order, found.phase, found.created_at) == (given, Phase.FREEZING, AT)
    assert (found.recipients, dict(found.skipped), found.progress, found.reason) == (0, {}, None, "")


async def test_ordering_is_on_record_and_another_number_is_nobodys(db):
    number = await ordered(db)
    assert [one.act for one in await AuditStore(db).recent(5)] == [Act.BROADCAST_ORDERED]
    assert await BroadcastStore(db).find(number + 1) is None


async def test_they_are_found_by_phase_oldest_first_and_lately_newest_first(db):
    first, second, third = [
        await ordered(db, phase=phase) for phase in (Phase.PAUSED, Phase.DONE, Phase.PAUSED)
    ]
    assert [one.id for one in await BroadcastStore(db).in_phase([Phase.PAUSED])] == [first, third]
    assert [one.id for one in await BroadcastStore(db).recent(2)] == [third, second]


@pytest.mark.parametrize("stands", Phase)
async def test_it_moves_only_from_where_it_is_expected(db, stands):
    number = await ordered(db, phase=stands)
    note = line(Act.BROADCAST_PAUSED)
    moved = await BroadcastStore(db).move(
        number, [Phase.RUNNING], Phase.PAUSED, at=AT, reason="alasan", entry=note
    )
    found = await BroadcastStore(db).find(number)
    assert moved is (stands is Phase.RUNNING)
    assert (found.phase, found.reason) == ((Phase.PAUSED, "alasan") if moved else (stands, ""))
    assert [one.act for one in await AuditStore(db).recent(5)].count(Act.BROADCAST_PAUSED) == moved


async def test_of_two_at_once_one_moves_it(two_processes):
    first, second = two_processes
    number = await ordered(first, phase=Phase.RUNNING)
    moves = (BroadcastStore(db).move(number, [Phase.RUNNING], Phase.PAUSED, at=AT) for db in (first, second))
    assert sorted(await at_once(*moves)) == [False, True]


async def test_going_on_forgets_why_it_was_held_up(db):
    number = await ordered(db, phase=Phase.RUNNING)
    await BroadcastStore(db).move(number, [Phase.RUNNING], Phase.PAUSED, at=AT, reason="refused: x")
    await BroadcastStore(db).move(number, [Phase.PAUSED], Phase.RUNNING, at=AT)
    assert (await BroadcastStore(db).find(number)).reason == ""


async def test_stopping_it_cancels_what_nobody_holds(db):
    await crowd(db, 3)
    number, other = await frozen(db), await frozen(db)
    await DeliveryStore(db).claim(number, owner="h/1/1/a", wanted=1, at=AT, lease=LATER, quiet=())
    await BroadcastStore(db).move(number, [Phase.RUNNING], Phase.CANCELLED, at=LATER)
    assert [(row.state, row.finished_at) for row in await deliveries(db, number)] == [
        (State.SENDING.value, None),
        (State.CANCELLED.value, LATER),
        (State.CANCELLED.value, LATER),
    ]
    assert (await DeliveryStore(db).counts(other))[State.PLANNED] == 3


async def test_it_is_over_when_nothing_is_planned_or_held(db):
    await crowd(db, 1)
    number, paused = await frozen(db), await ordered(db, phase=Phase.PAUSED)
    assert await BroadcastStore(db).finish(AT) == []
    await DeliveryStore(db).claim(number, owner="h/1/1/a", wanted=1, at=AT, lease=LATER, quiet=())
    assert await BroadcastStore(db).finish(AT) == []
    await DeliveryStore(db).give_up(["h/1/1/a"], AT)
    assert await BroadcastStore(db).finish(AT) == [number]
    assert await BroadcastStore(db).finish(AT) == []
    assert (await BroadcastStore(db).find(paused)).phase is Phase.PAUSED


async def test_the_message_that_tells_how_far_it_is(db):
    number = await ordered(db)
    assert await BroadcastStore(db).shown() == []
    await BroadcastStore(db).show_progress(number, chat=-(2**40), message=7)
    assert [one.progress for one in await BroadcastStore(db).shown()] == [(-(2**40), 7)]
    await BroadcastStore(db).show_progress(number, chat=None, message=None)
    assert await BroadcastStore(db).shown() == []
