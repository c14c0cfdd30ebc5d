"""Every delivery is in one state and in nobody's or one owner's hands, whoever does what in which order."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import delete, update

from bot.outbox.model import Claim, Phase, State, When
from bot.outbox.outcome import Rejected, Sent, Unreachable
from bot.people.audit import Act
from bot.store.desk.audit import AuditStore
from bot.store.engine.db import Database
from bot.store.outbox.broadcast import BroadcastStore
from bot.store.outbox.delivery import DeliveryStore
from bot.store.people.account import AccountStore
from bot.store.tables import account as accounts
from bot.store.tables import broadcast as broadcasts
from bot.store.tables import delivery as rows_of_deliveries
from tests.outbox.made import crowd, deliveries, frozen, order
from tests.outbox.reference_model import LEASE, OUTCOMES, RESENT, A, B, ReferenceModel
from tests.people.made import AT, member
from tests.people.on_record import at_once, employ

FINAL = {State.SENT, State.UNREACHABLE, State.REJECTED, State.EXPIRED, State.CANCELLED}
EDGES = {
    State.PLANNED: {State.SENDING, State.EXPIRED, State.CANCELLED},
    State.SENDING: set(State) - {State.SENDING},
    State.UNKNOWN: {State.SENT, State.UNREACHABLE, State.REJECTED, State.PLANNED},
} | {state: set() for state in FINAL}


def test_whatever_happens_in_whichever_order_each_delivery_is_where_it_has_to_be(url):
    is_file = url.startswith("sqlite")
    examples = 25 if is_file else 15
    with asyncio.Runner() as runner:
        # What matters here does not depend on the disk.
        db = runner.run(Database.open("sqlite+aiosqlite://" if is_file else url))
        try:
            run_state_machine_as_test(
                lambda: ReferenceModel(db, runner),
                settings=settings(max_examples=examples, stateful_step_count=25, deadline=None),
            )
        finally:
            runner.run(db.close())


async def test_states_only_ever_move_along_the_allowed_edges(db):
    """Each of the moves, tried on a delivery in each of the states."""
    await employ(db, member("1", telegram_id=901))
    number = await frozen(db)
    (row,) = await deliveries(db, number)
    claim = Claim(row.id, number, 1, 901, None)
    moves = [
        lambda: DeliveryStore(db).claim(number, owner=A, wanted=1, at=AT, lease=AT + LEASE, quiet=()),
        lambda: DeliveryStore(db).give_back(A, [row.id]),
        lambda: DeliveryStore(db).mark_expired(A, [row.id], AT),
        lambda: DeliveryStore(db).give_up([A], AT),
        lambda: DeliveryStore(db).expire(AT + LEASE),
        lambda: DeliveryStore(db).resend_unknown(number, AT, RESENT),
        lambda: BroadcastStore(db).move(number, [Phase.RUNNING], Phase.CANCELLED, at=AT),
        *(
            lambda outcome=outcome: DeliveryStore(db).settle(A, [(claim, outcome)], AT)
            for outcome in OUTCOMES
        ),
    ]
    seen = set()
    for state in State:
        for move in moves:
            await put(db, number, row.id, state)
            await move()
            (now,) = await deliveries(db, number)
            seen.add((state, State(now.state)))
    moved = {(before, after) for before, after in seen if before is not after}
    assert moved <= {(before, after) for before, targets in EDGES.items() for after in targets}
    assert not [edge for edge in moved if edge[0] in FINAL]


async def put(db, number, row, state):
    """The delivery in this state, as if it had been in A's hands; the broadcast runs and ends in a minute."""
    async with db.write() as connection:
        await connection.execute(
            update(broadcasts)
            .where(broadcasts.c.id == number)
            .values(phase=Phase.RUNNING.value, expires_at=AT + LEASE / 2)
        )
        await connection.execute(
            update(rows_of_deliveries)
            .where(rows_of_deliveries.c.id == row)
            .values(state=state.value, owner=A, lease_until=AT + LEASE)
        )


async def test_two_processes_share_the_work_and_nobody_is_claimed_twice(two_processes):
    first, second = two_processes
    await crowd(first, 60)
    number = await frozen(first)

    async def works(db: Database, owner: str) -> list[int]:
        mine: list[int] = []
        while found := await DeliveryStore(db).claim(
            number, owner=owner, wanted=3, at=AT, lease=AT + LEASE, quiet=()
        ):
            mine += [claim.person for claim in found]
            await DeliveryStore(db).settle(owner, [(claim, Sent(1)) for claim in found], AT)
        return mine

    shares = await at_once(works(first, A), works(second, B))
    assert sorted([*shares[0], *shares[1]]) == list(range(1, 61))
    assert (await DeliveryStore(first).counts(number))[State.SENT] == 60


async def test_claims_are_due_ones_the_longest_due_first(db):
    await crowd(db, 3)
    number = await frozen(db, order(when=When(AT + timedelta(hours=1))))
    assert await DeliveryStore(db).claim(number, owner=A, wanted=5, at=AT, lease=AT + LEASE, quiet=()) == []
    (first,) = await DeliveryStore(db).claim(
        number, owner=A, wanted=1, at=AT + timedelta(hours=1), lease=AT + LEASE, quiet=()
    )
    assert (first.person, first.chat, first.broadcast) == (1, 10_001, number)


async def test_the_account_is_the_one_tied_when_it_is_claimed(db):
    await employ(db, member("1", telegram_id=901))
    number = await frozen(db)
    async with db.write() as connection:
        await connection.execute(update(accounts).values(telegram_id=2**40))
    (claim,) = await DeliveryStore(db).claim(number, owner=A, wanted=5, at=AT, lease=AT + LEASE, quiet=())
    assert claim.chat == 2**40


async def test_whoever_untied_his_account_is_cancelled_and_told_as_gone(db):
    await crowd(db, 1)
    number = await frozen(db)
    async with db.write() as connection:
        await connection.execute(delete(accounts))
    assert await DeliveryStore(db).claim(number, owner=A, wanted=5, at=AT, lease=AT + LEASE, quiet=()) == []
    (row,) = await deliveries(db, number)
    assert (row.state, row.reason) == (State.CANCELLED.value, "gone")


async def test_who_cannot_be_reached_is_left_out_of_the_next_until_he_returns(db):
    await crowd(db, 2)
    number = await frozen(db)
    one, two = await DeliveryStore(db).claim(number, owner=A, wanted=5, at=AT, lease=AT + LEASE, quiet=())
    await DeliveryStore(db).settle(A, [(one, Unreachable("blocked")), (two, Sent(7))], AT)
    assert [row.person_id for row in await deliveries(db, await frozen(db))] == [2]
    await AccountStore(db).reach(one.chat, None)
    assert [row.person_id for row in await deliveries(db, await frozen(db))] == [1, 2]


async def test_the_unknown_are_sent_again_once_and_it_is_on_record_who_wanted_that(db):
    await crowd(db, 2)
    number = await frozen(db)
    await DeliveryStore(db).claim(number, owner=A, wanted=5, at=AT, lease=AT + LEASE, quiet=())
    assert await DeliveryStore(db).give_up([A], AT) == 2
    assert await BroadcastStore(db).finish(AT) == [number]
    assert await DeliveryStore(db).resend_unknown(number, AT, RESENT) == 2
    assert await DeliveryStore(db).resend_unknown(number, AT, RESENT) == 0
    assert (await BroadcastStore(db).find(number)).phase is Phase.RUNNING
    assert (
        len(await DeliveryStore(db).claim(number, owner=B, wanted=5, at=AT, lease=AT + LEASE, quiet=())) == 2
    )
    assert [one.act for one in await AuditStore(db).recent(10)].count(Act.BROADCAST_RESENT) == 1


async def test_the_owners_are_those_who_hold_something(db):
    await crowd(db, 2)
    number = await frozen(db)
    assert await DeliveryStore(db).owners() == []
    (claim,) = await DeliveryStore(db).claim(number, owner=A, wanted=1, at=AT, lease=AT + LEASE, quiet=())
    await DeliveryStore(db).claim(number, owner=B, wanted=1, at=AT, lease=AT + LEASE, quiet=())
    assert sorted(await DeliveryStore(db).owners()) == [A, B]
    await DeliveryStore(db).settle(A, [(claim, Sent(1))], AT)
    assert await DeliveryStore(db).owners() == [B]


async def test_reading_is_noted_once_and_only_for_a_recipient_once_it_was_sent(db):
    await crowd(db, 3, joined=2)
    number = await frozen(db)
    other = await frozen(db)
    assert await DeliveryStore(db).note_read(number, telegram_id=10_001, at=AT) is None
    async with db.write() as connection:
        await connection.execute(update(rows_of_deliveries).values(state=State.SENT.value))
    assert await DeliveryStore(db).note_read(number, telegram_id=10_001, at=AT) == AT
    assert await DeliveryStore(db).note_read(number, telegram_id=10_001, at=AT + LEASE) == AT
    assert await DeliveryStore(db).note_read(number, telegram_id=10_003, at=AT) is None
    assert await DeliveryStore(db).note_read(number, telegram_id=77, at=AT) is None
    assert await DeliveryStore(db).note_read(other + 1, telegram_id=10_001, at=AT) is None
    assert [await DeliveryStore(db).reads(each) for each in (number, other)] == [1, 0]


async def test_the_account_of_more_than_a_batch_of_500_lists_everybody_once(db):
    await crowd(db, 501)
    told = [row.name for row in await DeliveryStore(db).rows(await frozen(db))]
    assert len(told) == len(set(told)) == 501


async def test_the_account_lists_everybody_by_unit_and_name(db):
    await employ(
        db,
        member("1", "Citra", "B", telegram_id=901),
        member(None, "Budi", "A", telegram_id=902),
        member("3", "Ani", "B", telegram_id=903),
        member("4", "Dewi", "B"),
    )
    number = await frozen(db)
    (claim,) = await DeliveryStore(db).claim(number, owner=A, wanted=1, at=AT, lease=AT + LEASE, quiet=())
    await DeliveryStore(db).settle(A, [(claim, Rejected("wrong"))], AT)
    told = [
        (r.name, r.number, r.unit, r.state, r.reason, r.finished_at)
        for r in await DeliveryStore(db).rows(number)
    ]
    assert told == [
        ("Budi", "", "A", State.PLANNED, "", None),
        ("Ani", "3", "B", State.PLANNED, "", None),
        ("Citra", "1", "B", State.REJECTED, "wrong", AT),
    ]


async def test_what_comes_back_is_planned_again_or_where_it_was_stopped_meanwhile_cancelled(db):
    await crowd(db, 1)
    number = await frozen(db)
    for stopped, state in ((False, State.PLANNED), (True, State.CANCELLED)):
        (claim,) = await DeliveryStore(db).claim(number, owner=A, wanted=1, at=AT, lease=AT + LEASE, quiet=())
        if stopped:
            await BroadcastStore(db).move(number, [Phase.RUNNING], Phase.CANCELLED, at=AT)
        await DeliveryStore(db).give_back(B, [claim.id])
        assert (await deliveries(db, number))[0].state == State.SENDING.value
        await DeliveryStore(db).give_back(A, [claim.id])
        assert (await deliveries(db, number))[0].state == state.value
