"""Deliveries: claimed before they are sent, settled afterwards, and told apart when a process has died.

Every statement moves rows between states by their present state, so that no two processes move the same one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, case, exists, func, or_, select, update

from bot.outbox.model import Claim, Phase, Row, State
from bot.outbox.outcome import Outcome, Rejected, Sent, Unknown, Unreachable
from bot.people.audit import AuditEntry
from bot.store.desk import audit
from bot.store.engine.db import Database
from bot.store.tables import account, broadcast, delivery, person

_AT_ONCE = 500
_FINAL = {Sent: State.SENT, Unreachable: State.UNREACHABLE, Rejected: State.REJECTED, Unknown: State.UNKNOWN}


class DeliveryStore:
    """Implements `bot.outbox.ports.Claims` and `bot.outbox.ports.Deliveries`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def claim(
        self,
        number: int,
        *,
        owner: str,
        wanted: int,
        at: datetime,
        lease: datetime,
        quiet: Collection[str],
    ) -> list[Claim]:
        """Takes up to `wanted` due deliveries of a running broadcast into the hands of `owner`.

        Zones in `quiet` wait. Cancels on the way the deliveries of people who have left or untied their
        account.
        """
        due = (
            select(delivery.c.id, delivery.c.person_id, account.c.telegram_id, broadcast.c.expires_at)
            .select_from(
                delivery.join(broadcast, broadcast.c.id == delivery.c.broadcast_id)
                .join(person, person.c.id == delivery.c.person_id)
                .outerjoin(account, and_(account.c.person_id == delivery.c.person_id, person.c.active))
            )
            .where(
                delivery.c.broadcast_id == number,
                delivery.c.state == State.PLANNED.value,
                delivery.c.due_at <= at,
                broadcast.c.phase == Phase.RUNNING.value,
                or_(broadcast.c.expires_at.is_(None), broadcast.c.expires_at > at),
                *([delivery.c.zone.not_in(quiet)] if quiet else []),
            )
            .order_by(delivery.c.due_at, delivery.c.id)
            .limit(wanted)
            .with_for_update(of=delivery, skip_locked=True)
        )
        async with self._db.write() as connection:
            rows = (await connection.execute(due)).all()
            gone = [row.id for row in rows if row.telegram_id is None]
            if gone:
                await connection.execute(
                    update(delivery)
                    .where(delivery.c.id.in_(gone))
                    .values(state=State.CANCELLED.value, reason="gone", finished_at=at)
                )
            taken = [row for row in rows if row.telegram_id is not None]
            if taken:
                await connection.execute(
                    update(delivery)
                    .where(delivery.c.id.in_([row.id for row in taken]))
                    .values(state=State.SENDING.value, owner=owner, lease_until=lease)
                )
        return [Claim(row.id, number, row.person_id, row.telegram_id, row.expires_at) for row in taken]

    async def settle(self, owner: str, outcomes: Sequence[tuple[Claim, Outcome]], at: datetime) -> None:
        """Writes down final outcomes of this owner's claims, and who cannot be reached any more.

        A claim that was marked unknown meanwhile is still updated, since this process knows the outcome.
        """
        known = (
            update(delivery)
            .where(
                delivery.c.id == bindparam("claim"),
                delivery.c.owner == owner,
                # Not IN, whose values cannot be bound many rows at a time.
                or_(delivery.c.state == State.SENDING.value, delivery.c.state == State.UNKNOWN.value),
            )
            .values(
                state=bindparam("becomes"),
                message_id=bindparam("message"),
                reason=bindparam("why"),
                finished_at=at,
                lease_until=None,
            )
        )
        rows = [
            {
                "claim": one.id,
                "becomes": _FINAL[type(outcome)].value,
                "message": outcome.message if isinstance(outcome, Sent) else None,
                "why": getattr(outcome, "reason", None),
            }
            for one, outcome in outcomes
        ]
        async with self._db.write() as connection:
            await connection.execute(known, rows)
            unreachable = [one.chat for one, outcome in outcomes if isinstance(outcome, Unreachable)]
            if unreachable:
                await connection.execute(
                    update(account)
                    .where(account.c.telegram_id.in_(unreachable), account.c.unreachable_at.is_(None))
                    .values(unreachable_at=at)
                )

    async def give_back(self, owner: str, ids: Collection[int]) -> None:
        """Returns claims that have certainly not left.

        If their broadcast was cancelled meanwhile, they end.
        """
        cancelled = exists().where(
            broadcast.c.id == delivery.c.broadcast_id, broadcast.c.phase == Phase.CANCELLED.value
        )
        state = case((cancelled, State.CANCELLED.value), else_=State.PLANNED.value)
        # Lock the broadcast row: otherwise a concurrent cancel and this update would miss each other's
        # change.
        concerned = select(delivery.c.broadcast_id).where(delivery.c.id.in_(ids))
        steady = select(broadcast.c.id).where(broadcast.c.id.in_(concerned)).with_for_update(read=True)
        async with self._db.write() as connection:
            await connection.execute(steady)
            await connection.execute(
                update(delivery)
                .where(
                    delivery.c.id.in_(ids), delivery.c.owner == owner, delivery.c.state == State.SENDING.value
                )
                .values(state=state, owner=None, lease_until=None)
            )

    async def owners(self) -> list[str]:
        """Everybody who holds a claim."""
        query = select(delivery.c.owner).where(delivery.c.state == State.SENDING.value).distinct()
        async with self._db.read() as connection:
            return [owner for owner in (await connection.execute(query)).scalars() if owner]

    async def give_up(self, dead: Collection[str], at: datetime) -> int:
        """Marks as unknown the claims of dead processes and those past their lease; returns how many."""
        async with self._db.write() as connection:
            lost = await connection.execute(
                update(delivery)
                .where(
                    delivery.c.state == State.SENDING.value,
                    or_(delivery.c.owner.in_(dead), delivery.c.lease_until < at),
                )
                .values(state=State.UNKNOWN.value, reason="interrupted", finished_at=at, lease_until=None)
            )
        return lost.rowcount

    async def expire(self, at: datetime) -> int:
        """Expires the unclaimed deliveries of broadcasts past their expiry; returns how many."""
        over = select(broadcast.c.id).where(
            broadcast.c.expires_at <= at,
            broadcast.c.phase.in_([Phase.RUNNING.value, Phase.PAUSED.value, Phase.FREEZING.value]),
        )
        async with self._db.write() as connection:
            ended = await connection.execute(
                update(delivery)
                .where(delivery.c.state == State.PLANNED.value, delivery.c.broadcast_id.in_(over))
                .values(state=State.EXPIRED.value, finished_at=at)
            )
        return ended.rowcount

    async def mark_expired(self, owner: str, ids: Collection[int], at: datetime) -> None:
        """Expires claims that this process held too long and has not sent."""
        async with self._db.write() as connection:
            await connection.execute(
                update(delivery)
                .where(
                    delivery.c.id.in_(ids), delivery.c.owner == owner, delivery.c.state == State.SENDING.value
                )
                .values(state=State.EXPIRED.value, finished_at=at, lease_until=None)
            )

    async def counts(self, number: int) -> dict[State, int]:
        """How many deliveries stand in each state, states without any included."""
        query = (
            select(delivery.c.state, func.count())
            .where(delivery.c.broadcast_id == number)
            .group_by(delivery.c.state)
        )
        async with self._db.read() as connection:
            found = {row[0]: int(row[1]) for row in await connection.execute(query)}
        return {state: found.get(state.value, 0) for state in State}

    async def resend_unknown(self, number: int, at: datetime, entry: AuditEntry) -> int:
        """Plans the unknown deliveries once more, which only a person may decide; returns how many.

        Skips broadcasts that were stopped or have expired, since nothing would send their deliveries.
        """
        alive = (
            select(broadcast.c.phase)
            .where(
                broadcast.c.id == number,
                broadcast.c.phase.in_([Phase.RUNNING.value, Phase.PAUSED.value, Phase.DONE.value]),
                or_(broadcast.c.expires_at.is_(None), broadcast.c.expires_at > at),
            )
            .with_for_update()
        )
        async with self._db.write() as connection:
            phase = (await connection.execute(alive)).scalar_one_or_none()
            if phase is None:
                return 0
            again = await connection.execute(
                update(delivery)
                .where(delivery.c.broadcast_id == number, delivery.c.state == State.UNKNOWN.value)
                .values(state=State.PLANNED.value, owner=None, reason=None, finished_at=None, due_at=at)
            )
            if again.rowcount:
                if phase == Phase.DONE.value:
                    await connection.execute(
                        update(broadcast)
                        .where(broadcast.c.id == number)
                        .values(phase=Phase.RUNNING.value, finished_at=None)
                    )
                await audit.write(connection, entry)
        return again.rowcount

    async def note_read(self, number: int, *, telegram_id: int, at: datetime) -> datetime | None:
        """When this person first said that he has read it; None when it was not sent to him."""
        mine = and_(
            delivery.c.broadcast_id == number,
            delivery.c.person_id.in_(select(account.c.person_id).where(account.c.telegram_id == telegram_id)),
            delivery.c.state.in_([State.SENT.value, State.UNKNOWN.value, State.SENDING.value]),
        )
        async with self._db.write() as connection:
            await connection.execute(
                update(delivery).where(mine, delivery.c.read_at.is_(None)).values(read_at=at)
            )
            found: datetime | None = (
                await connection.execute(select(delivery.c.read_at).where(mine))
            ).scalar_one_or_none()
        return found

    async def reads(self, number: int) -> int:
        """How many have said that they read it."""
        query = select(func.count(delivery.c.read_at)).where(delivery.c.broadcast_id == number)
        async with self._db.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def rows(self, number: int) -> list[Row]:
        """Every recipient by unit and name; read in batches, so that others get their turn."""
        query = (
            select(
                person.c.name,
                person.c.number,
                person.c.unit,
                delivery.c.state,
                delivery.c.reason,
                delivery.c.finished_at,
                delivery.c.read_at,
            )
            .select_from(delivery.join(person, person.c.id == delivery.c.person_id))
            .where(delivery.c.broadcast_id == number)
            .order_by(person.c.unit, person.c.name, person.c.id)
        )
        found: list[Row] = []
        async with self._db.read() as connection:
            stream = await connection.stream(query)
            async for batch in stream.partitions(_AT_ONCE):
                found += [
                    Row(
                        row.name,
                        row.number or "",
                        row.unit,
                        State(row.state),
                        row.reason or "",
                        row.finished_at,
                        row.read_at,
                    )
                    for row in batch
                ]
        return found
