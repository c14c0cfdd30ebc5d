"""Writes down who gets a broadcast, once: in batches that let other writers in, resumable after a kill.

Memory stays flat however many there are: the database copies rows, nothing passes through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.model import BroadcastKind, Phase, State
from bot.outbox.plan import OFFICE, RecipientSnapshot
from bot.store.engine.db import Database
from bot.store.people.member import conditions
from bot.store.tables import UtcDateTime, account, broadcast, delivery, person

AT_ONCE = 5_000
_JOINED = person.outerjoin(account, account.c.person_id == person.c.id)
_ZONE = func.coalesce(person.c.zone, literal(OFFICE, String))
_CAPPED = [sort.value for sort in BroadcastKind if sort.is_considerate]
_WITHOUT_EFFECT = [State.CANCELLED.value, State.EXPIRED.value]


class SnapshotStore:
    """Implements `bot.outbox.ports.Snapshots`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def freeze(self, number: int, snapshot: RecipientSnapshot) -> None:
        """Writes down every recipient of a broadcast that is being frozen, and lets it run.

        Called again after a kill it goes on where it stopped.
        """
        while await self._batch(number, snapshot):
            pass

    async def _batch(self, number: int, snapshot: RecipientSnapshot) -> bool:
        """Snapshots the next people; False when none are left, and the broadcast then runs."""
        async with self._db.write() as connection:
            query = select(broadcast.c.frozen_up_to, broadcast.c.skipped, broadcast.c.recipients).where(
                broadcast.c.id == number, broadcast.c.phase == Phase.FREEZING.value
            )
            row = (await connection.execute(query.with_for_update())).one_or_none()
            if row is None:
                return False
            last = await _last_of_batch(connection, row.frozen_up_to)
            if last is None:
                await connection.execute(
                    update(broadcast).where(broadcast.c.id == number).values(phase=Phase.RUNNING.value)
                )
                return False
            audience = conditions(snapshot.terms, snapshot.owners)
            here = and_(person.c.id > row.frozen_up_to, person.c.id <= last, *audience)
            why = _left_out(snapshot).label("why")
            skipped = dict(row.skipped)
            counted = select(why, func.count()).select_from(_JOINED).where(here).group_by(why)
            for reason, count in await connection.execute(counted):
                if reason:
                    skipped[reason] = skipped.get(reason, 0) + count
            columns = (
                literal(number),
                person.c.id,
                _ZONE,
                _by_zone(snapshot.dues),
                literal(State.PLANNED.value),
            )
            recipients = (
                select(*columns)
                .select_from(_JOINED)
                .where(here, _left_out(snapshot) == "")
                .order_by(person.c.id)
            )
            written = await connection.execute(
                insert(delivery).from_select(
                    ["broadcast_id", "person_id", "zone", "due_at", "state"], recipients
                )
            )
            await connection.execute(
                update(broadcast)
                .where(broadcast.c.id == number)
                .values(frozen_up_to=last, skipped=skipped, recipients=row.recipients + written.rowcount)
            )
        return True


async def _last_of_batch(connection: AsyncConnection, after: int) -> int | None:
    some = select(person.c.id).where(person.c.id > after).order_by(person.c.id).limit(AT_ONCE).subquery()
    last: int | None = (await connection.execute(select(func.max(some.c.id)))).scalar_one()
    return last


def _left_out(snapshot: RecipientSnapshot) -> ColumnElement[str]:
    """Why somebody in the audience is skipped; empty for recipients."""
    reasons: list[tuple[ColumnElement[bool], ColumnElement[str]]] = [
        (account.c.telegram_id.is_(None), literal("not_joined"))
    ]
    if not snapshot.obligatory:
        reasons.append((account.c.stopped_at.is_not(None), literal("stopped")))
    reasons.append((account.c.unreachable_at.is_not(None), literal("unreachable")))
    if snapshot.cap is not None:
        reasons.append((_today(snapshot) >= snapshot.cap, literal("cap")))
    return case(*reasons, else_=literal(""))


def _today(snapshot: RecipientSnapshot) -> ColumnElement[int]:
    """How many considerate messages this person is due on the day of this one."""
    first = {zone: day[0] for zone, day in snapshot.days.items()}
    after = {zone: day[1] for zone, day in snapshot.days.items()}
    return (
        select(func.count())
        .select_from(delivery.join(broadcast, broadcast.c.id == delivery.c.broadcast_id))
        .where(
            delivery.c.person_id == person.c.id,
            delivery.c.due_at >= _by_zone(first),
            delivery.c.due_at < _by_zone(after),
            delivery.c.state.not_in(_WITHOUT_EFFECT),
            broadcast.c.sort.in_(_CAPPED),
        )
        .scalar_subquery()
    )


def _by_zone(moments: Mapping[str, datetime]) -> ColumnElement[Any]:
    return case({name: literal(moment, UtcDateTime) for name, moment in moments.items()}, value=_ZONE)
