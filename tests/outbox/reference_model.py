"""Deliveries against a model: two processes, two broadcasts to five people, and a clock, in any order."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from sqlalchemy import delete, select, update

from bot.outbox.model import Phase, State, When
from bot.outbox.outcome import Outcome, Rejected, Sent, Unknown, Unreachable
from bot.people.audit import Act
from bot.people.member import Zone
from bot.store.engine.db import Database
from bot.store.outbox.broadcast import BroadcastStore
from bot.store.outbox.delivery import DeliveryStore
from bot.store.tables import account as accounts
from bot.store.tables import broadcast as broadcasts
from bot.store.tables import delivery as rows_of_deliveries
from bot.store.tables import person as persons
from tests.outbox.made import deliveries, frozen, order
from tests.people.made import AT, line, member
from tests.people.on_record import employ

A, B = "host/1/1/a", "host/2/2/b"
LEASE = timedelta(minutes=2)
ENDS: dict[Outcome, State] = {
    Sent(5): State.SENT,
    Unreachable("blocked"): State.UNREACHABLE,
    Rejected("wrong"): State.REJECTED,
    Unknown("timeout"): State.UNKNOWN,
}
OUTCOMES = tuple(ENDS)
RESENT = line(Act.BROADCAST_RESENT)


@dataclass(frozen=True)
class DeliveryModel:
    """A delivery as the model has it."""

    broadcast: int
    person: int
    zone: str
    state: State = State.PLANNED
    owner: str | None = None
    lease: datetime | None = None


@dataclass(frozen=True)
class BroadcastModel:
    """A broadcast as the model has it."""

    phase: Phase
    expires: datetime | None


class ReferenceModel(RuleBasedStateMachine):
    """Two processes, two broadcasts to five people, and a clock."""

    claims = Bundle("claims")
    owners = st.sampled_from([A, B])

    def __init__(self, db: Database, runner: asyncio.Runner) -> None:
        super().__init__()
        self.db, self.do = db, runner.run
        self.now = AT
        self.rows: dict[int, DeliveryModel] = {}
        self.models: dict[int, BroadcastModel] = {}
        self.gone: set[int] = set()

    @initialize()
    def an_office(self) -> None:
        self.do(self._begins())
        for number, expires in zip(self.models, (None, AT + timedelta(minutes=5)), strict=True):
            self.models[number] = BroadcastModel(Phase.RUNNING, expires)

    async def _begins(self) -> None:
        async with self.db.write() as connection:
            for table in (rows_of_deliveries, broadcasts, accounts, persons):
                await connection.execute(delete(table))
        zones = [None, Zone.WIB, Zone.WIT, Zone.WIT, None]
        people = [member(str(n), f"P{n}", telegram_id=900 + n, zone=zone) for n, zone in enumerate(zones)]
        await employ(self.db, *people)
        for expires in (None, AT + timedelta(minutes=5)):
            number = await frozen(self.db, order(when=When(expires=expires)))
            self.models[number] = BroadcastModel(Phase.RUNNING, expires)
            for row in await deliveries(self.db, number):
                self.rows[row.id] = DeliveryModel(number, row.person_id, row.zone)

    def _set(self, ids, **changes) -> None:
        for number in ids:
            self.rows[number] = replace(self.rows[number], **changes)

    def _held(self, owner, ids) -> list[int]:
        return [n for n in ids if (self.rows[n].owner, self.rows[n].state) == (owner, State.SENDING)]

    @rule(
        target=claims,
        n=st.integers(0, 1),
        owner=owners,
        wanted=st.integers(1, 4),
        quiet=st.sampled_from(["", "WIT"]),
    )
    def claim(self, n, owner, wanted, quiet):
        number = sorted(self.models)[n]
        known, quiet = self.models[number], [quiet] if quiet else []
        free = [
            each
            for each, row in sorted(self.rows.items())
            if (row.broadcast, row.state) == (number, State.PLANNED) and row.zone not in quiet
        ]
        if known.phase is not Phase.RUNNING or (known.expires and known.expires <= self.now):
            free = []
        found = self.do(
            DeliveryStore(self.db).claim(
                number, owner=owner, wanted=wanted, at=self.now, lease=self.now + LEASE, quiet=quiet
            )
        )
        # What was planned once more is due later than the rest; any so many of those that are due will do.
        looked_at = {claim.id for claim in found} | {
            each
            for each in free
            if self.rows[each].person in self.gone and self._state(each) is State.CANCELLED
        }
        assert looked_at <= set(free)
        assert len(looked_at) == min(wanted, len(free))
        assert not any(self.rows[claim.id].person in self.gone for claim in found)
        self._set([each for each in looked_at if self.rows[each].person in self.gone], state=State.CANCELLED)
        self._set([claim.id for claim in found], state=State.SENDING, owner=owner, lease=self.now + LEASE)
        return multiple(*((owner, claim) for claim in found))

    def _state(self, number: int) -> State:
        async def read() -> str:
            async with self.db.read() as connection:
                query = select(rows_of_deliveries.c.state).where(rows_of_deliveries.c.id == number)
                return (await connection.execute(query)).scalar_one()

        return State(self.do(read()))

    @rule(held=claims, by=owners, outcome=st.sampled_from(OUTCOMES))
    def settle(self, held, by, outcome):
        _, claim = held
        self.do(DeliveryStore(self.db).settle(by, [(claim, outcome)], self.now))
        row = self.rows[claim.id]
        if row.owner == by and row.state in (State.SENDING, State.UNKNOWN):
            self._set([claim.id], state=ENDS[outcome], lease=None)

    @rule(held=claims, by=owners)
    def give_back(self, held, by):
        _, claim = held
        self.do(DeliveryStore(self.db).give_back(by, [claim.id]))
        for each in self._held(by, [claim.id]):
            stopped = self.models[self.rows[each].broadcast].phase is Phase.CANCELLED
            self._set([each], state=State.CANCELLED if stopped else State.PLANNED, owner=None, lease=None)

    @rule(held=claims, by=owners)
    def mark_expired(self, held, by):
        _, claim = held
        self.do(DeliveryStore(self.db).mark_expired(by, [claim.id], self.now))
        self._set(self._held(by, [claim.id]), state=State.EXPIRED, lease=None)

    @rule(minutes=st.sampled_from([1, 2, 3]))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(dead=st.sampled_from([(), (A,), (B,)]))
    def give_up(self, dead):
        lost = [
            each
            for each, row in self.rows.items()
            if row.state is State.SENDING and (row.owner in dead or row.lease < self.now)
        ]
        assert self.do(DeliveryStore(self.db).give_up(dead, self.now)) == len(lost)
        self._set(lost, state=State.UNKNOWN, lease=None)

    @rule()
    def expire(self):
        over = [
            each
            for each, row in self.rows.items()
            if row.state is State.PLANNED
            and self.models[row.broadcast].phase in (Phase.RUNNING, Phase.PAUSED)
            and (ends := self.models[row.broadcast].expires)
            and ends <= self.now
        ]
        assert self.do(DeliveryStore(self.db).expire(self.now)) == len(over)
        self._set(over, state=State.EXPIRED)

    @rule(n=st.integers(0, 1), target_phase=st.sampled_from([Phase.PAUSED, Phase.RUNNING, Phase.CANCELLED]))
    def steer(self, n, target_phase):
        number = sorted(self.models)[n]
        sources = {
            Phase.PAUSED: [Phase.RUNNING],
            Phase.RUNNING: [Phase.PAUSED],
            Phase.CANCELLED: [Phase.RUNNING, Phase.PAUSED],
        }[target_phase]
        may = self.models[number].phase in sources
        assert self.do(BroadcastStore(self.db).move(number, sources, target_phase, at=self.now)) is may
        if not may:
            return
        self.models[number] = replace(self.models[number], phase=target_phase)
        if target_phase is Phase.CANCELLED:
            mine = [each for each, row in self.rows.items() if row.broadcast == number]
            self._set([n for n in mine if self.rows[n].state is State.PLANNED], state=State.CANCELLED)

    @rule()
    def finish(self):
        over = [
            number
            for number, known in self.models.items()
            if known.phase is Phase.RUNNING
            and not any(
                row.broadcast == number and row.state in (State.PLANNED, State.SENDING)
                for row in self.rows.values()
            )
        ]
        assert sorted(self.do(BroadcastStore(self.db).finish(self.now))) == over
        for number in over:
            self.models[number] = replace(self.models[number], phase=Phase.DONE)

    @rule(n=st.integers(0, 1))
    def resend_unknown(self, n):
        number = sorted(self.models)[n]
        known = self.models[number]
        again = [e for e, row in self.rows.items() if (row.broadcast, row.state) == (number, State.UNKNOWN)]
        if known.phase is Phase.CANCELLED or (known.expires and known.expires <= self.now):
            again = []
        assert self.do(DeliveryStore(self.db).resend_unknown(number, self.now, RESENT)) == len(again)
        self._set(again, state=State.PLANNED, owner=None)
        if again and known.phase is Phase.DONE:
            self.models[number] = replace(known, phase=Phase.RUNNING)

    @rule(person=st.integers(1, 5))
    def leaves(self, person):
        async def left() -> None:
            async with self.db.write() as connection:
                await connection.execute(update(persons).where(persons.c.id == person).values(active=False))

        self.do(left())
        self.gone.add(person)

    @invariant()
    def the_database_is_as_it_has_to_be(self):
        if self.models:
            self.do(self._compare())

    async def _compare(self) -> None:
        for number, known in self.models.items():
            assert (await BroadcastStore(self.db).find(number)).phase is known.phase
            found = await deliveries(self.db, number)
            for row in found:
                model = self.rows[row.id]
                assert (row.state, row.lease_until) == (model.state.value, model.lease)
                if model.state in (State.PLANNED, State.SENDING):
                    assert row.owner == model.owner
                assert (row.finished_at is None) is (model.state in (State.PLANNED, State.SENDING))
            counts = await DeliveryStore(self.db).counts(number)
            mine = [row.state for row in self.rows.values() if row.broadcast == number]
            assert counts == {state: mine.count(state) for state in State}
