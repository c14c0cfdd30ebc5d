"""Orders and broadcasts made up for a test, and deliveries read beside whoever moves them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from bot.outbox.model import BroadcastKind, BroadcastRequest, Content, Phase, When
from bot.outbox.plan import ZONES, DeliveryPolicy, snapshot_for
from bot.people.audience import Term, TermKind
from bot.people.audit import Act
from bot.store.engine.db import Database
from bot.store.outbox.broadcast import BroadcastStore
from bot.store.outbox.recipient_snapshot import SnapshotStore
from bot.store.tables import account, delivery, person
from tests.people.made import AT, line

POLICY = DeliveryPolicy(None, 3, ZONES["WIB"])
EVERYBODY = (Term(TermKind.ALL),)


def order(
    sort: BroadcastKind = BroadcastKind.MANUAL, when: When | None = None, **others: Any
) -> BroadcastRequest:
    given = {"content": Content("teks"), "audience": "semua", "by": "tg:1"} | others
    return BroadcastRequest(sort, when=when or When(), **given)


async def ordered(db: Database, one: BroadcastRequest | None = None, phase: Phase = Phase.FREEZING) -> int:
    return await BroadcastStore(db).add(one or order(), phase, AT, line(Act.BROADCAST_ORDERED))


async def frozen(
    db: Database,
    one: BroadcastRequest | None = None,
    terms: tuple[Term, ...] = EVERYBODY,
    owners: frozenset[int] = frozenset(),
    policy: DeliveryPolicy = POLICY,
    at: datetime = AT,
) -> int:
    """The number of a broadcast that runs, with its recipients written down."""
    one = one or order()
    number = await ordered(db, one)
    await SnapshotStore(db).freeze(number, snapshot_for(one, terms, owners, policy, at))
    return number


async def deliveries(db: Database, number: int) -> list[Any]:
    """Every row of a broadcast, by person."""
    query = select(delivery).where(delivery.c.broadcast_id == number).order_by(delivery.c.person_id)
    async with db.read() as connection:
        return list(await connection.execute(query))


async def crowd(db: Database, size: int, *, joined: int | None = None) -> None:
    """So many employees at once, of whom the first have joined (all unless said otherwise)."""
    people = [
        {"id": n, "name": f"P{n}", "status": "PNS", "unit": "Dinas", "position": "", "superior": ""}
        | {"active": True, "added_at": AT}
        for n in range(1, size + 1)
    ]
    ties = [
        {"telegram_id": 10_000 + n, "person_id": n, "how": "code", "joined_at": AT}
        for n in range(1, (size if joined is None else joined) + 1)
    ]
    async with db.write() as connection:
        await connection.execute(insert(person), people)
        await connection.execute(insert(account), ties)
