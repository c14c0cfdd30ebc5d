"""The rows behind a list of employees: written in batches, and put back as they were.

Works within somebody else's transaction. Many rows a statement, but few enough that others get their turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people.compare import Changes
from bot.people.member import Member
from bot.store import role
from bot.store.db import Database
from bot.store.tables import account, delivery, join_code, move_request, person

_AT_ONCE = 500
_FIELDS = ("number", "name", "status", "unit", "position", "phone", "zone", "superior")


async def write(connection: AsyncConnection, changes: Changes, by: str, at: datetime) -> dict[str, Any]:
    """Carries out the changes; returns what `restore` needs, as JSON can hold it."""
    added = await _insert(connection, changes.added, at)
    pairs = (*changes.changed, *changes.returned)
    await _update(connection, [_values(pair.after) | {"active": True} for pair in pairs])
    await _leave(connection, [one.id for one in changes.left], at)
    # Who has left has no say any more, and does not get it back by returning.
    leavers = [one.telegram_id for one in changes.left if one.telegram_id is not None]
    dropped = await role.drop(connection, leavers, by, at)
    tied = [
        (person_id, one.telegram_id)
        for person_id, one in zip(added, changes.added, strict=True)
        if one.telegram_id is not None
    ]
    tied += [
        (pair.after.id, pair.after.telegram_id)
        for pair in pairs
        if pair.after.telegram_id is not None and pair.after.telegram_id != pair.before.telegram_id
    ]
    return {
        "added": added,
        "before": [_values(pair.before) | {"active": pair.before.active} for pair in pairs],
        "left": [one.id for one in changes.left],
        "tied": tied,
        "untied": await _tie(connection, tied, by, at),
        "grants": dropped,
    }


async def restore(connection: AsyncConnection, db: Database, before: Mapping[str, Any], at: datetime) -> None:
    """Puts back what `write` changed. Who was added and has left no trace since is forgotten altogether.

    Whoever has joined in another way meanwhile stays as he is.
    """
    for person_id, telegram_id in before["tied"]:
        await connection.execute(
            delete(account).where(
                account.c.telegram_id == telegram_id,
                account.c.person_id == person_id,
                account.c.how == "roster",
            )
        )
    await _update(connection, before["before"])
    back = update(person).values(active=True, left_at=None)
    for some in _batches(before["left"]):
        await connection.execute(back.where(person.c.id.in_(some)))
    await role.restore(connection, before["grants"])
    for some in _batches(before["untied"]):
        rows = [{**row, "joined_at": datetime.fromisoformat(row["joined_at"])} for row in some]
        await connection.execute(db.insert(account).on_conflict_do_nothing(), rows)
    await _leave(connection, before["added"], at)
    traces = or_(
        exists().where(account.c.person_id == person.c.id),
        exists().where(join_code.c.person_id == person.c.id),
        exists().where(move_request.c.person_id == person.c.id),
        exists().where(delivery.c.person_id == person.c.id),
    )
    for some in _batches(before["added"]):
        await connection.execute(delete(person).where(person.c.id.in_(some), ~traces))


async def _insert(connection: AsyncConnection, added: Sequence[Member], at: datetime) -> list[int]:
    """The ids of the new rows, in order. Nobody else inserts meanwhile, see `roster.take_over`."""
    highest = (await connection.execute(select(func.max(person.c.id)))).scalar_one() or 0
    ids = list(range(highest + 1, highest + 1 + len(added)))
    rows = [
        {**_values(one), "id": id_, "active": True, "added_at": at, "left_at": None, "erased_at": None}
        for id_, one in zip(ids, added, strict=True)
    ]
    for some in _batches(rows):
        await connection.execute(insert(person), some)
    return ids


async def _update(connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    # Numbers first out of each other's way: two people may have been given each other's by mistake.
    free = update(person).where(person.c.id == bindparam("at_id")).values(number=None)
    statement = (
        update(person)
        .where(person.c.id == bindparam("at_id"))
        .values({name: bindparam(f"to_{name}") for name in (*_FIELDS, "active")})
    )
    for some in _batches(rows):
        await connection.execute(free, [{"at_id": row["id"]} for row in some])
    for some in _batches(rows):
        await connection.execute(
            statement,
            [
                {"at_id": row["id"], **{f"to_{name}": row[name] for name in (*_FIELDS, "active")}}
                for row in some
            ],
        )
    active = [row["id"] for row in rows if row["active"]]
    for some in _batches(active):
        await connection.execute(update(person).where(person.c.id.in_(some)).values(left_at=None))


async def _leave(connection: AsyncConnection, ids: Sequence[int], at: datetime) -> None:
    for some in _batches(ids):
        await connection.execute(update(person).where(person.c.id.in_(some)).values(active=False, left_at=at))


async def _tie(
    connection: AsyncConnection, tied: Sequence[tuple[int, int]], by: str, at: datetime
) -> list[dict[str, Any]]:
    """Gives each employee his account; returns the accounts that had to go for it."""
    gone: list[dict[str, Any]] = []
    for some in _batches(tied):
        people = [person_id for person_id, _ in some]
        in_the_way = or_(
            account.c.person_id.in_(people), account.c.telegram_id.in_([number for _, number in some])
        )
        gone += [
            {**row._mapping, "joined_at": row.joined_at.isoformat()}
            for row in await connection.execute(select(account).where(in_the_way))
        ]
        await connection.execute(delete(account).where(in_the_way))
        await role.drop(connection, [row["telegram_id"] for row in gone], by, at)
        rows = [
            {"person_id": person_id, "telegram_id": number, "how": "roster", "joined_at": at}
            for person_id, number in some
        ]
        await connection.execute(insert(account), rows)
        await connection.execute(
            update(join_code)
            .where(join_code.c.person_id.in_(people), join_code.c.used_at.is_(None))
            .values(used_at=at)
        )
    return gone


def _values(one: Member) -> dict[str, Any]:
    return {"id": one.id, **{name: getattr(one, name) for name in _FIELDS}}


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
