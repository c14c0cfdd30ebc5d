"""The rows behind a list of employees: written in batches, and put back as they were.

Works within somebody else's transaction. Many rows a statement, but few enough that others get their turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypeAlias, TypedDict, TypeVar

from sqlalchemy import RowMapping, and_, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people.member import Member
from bot.people.roster.compare import Changes
from bot.store.engine.db import Database
from bot.store.people import role
from bot.store.tables import (
    account,
    delivery,
    installation,
    join_code,
    move_request,
    person,
    pledge,
    pledge_note,
)

_AT_ONCE = 500
_Row = TypeVar("_Row")
_LAST_ID = "last_person"
_MOMENTS = ("joined_at", "unreachable_at", "stopped_at")
_FIELDS = ("number", "name", "status", "unit", "position", "phone", "zone", "superior")

Held: TypeAlias = dict[str, Any]
"""A row by the names of its columns."""


class Undoing(TypedDict):
    """What `restore` needs, as JSON can hold it: ids of people and role grants, rows as they were before.

    `tied` pairs a person's id with the account that the list gave him.
    """

    added: list[int]
    before: list[Held]
    left: list[int]
    tied: list[tuple[int, int]]
    untied: list[Held]
    grants: list[int]


async def write(
    connection: AsyncConnection, db: Database, changes: Changes, by: str, at: datetime
) -> Undoing:
    """Carries out the changes; returns what `restore` needs, as JSON can hold it."""
    added = await _insert(connection, db, changes.added, at)
    pairs = (*changes.changed, *changes.returned)
    await _update(connection, [_values(pair.after) | {"active": True} for pair in pairs])
    await _leave(connection, [one.id for one in changes.left], at)
    # Leavers lose their roles, and do not get them back by returning.
    leavers = [one.telegram_id for one in changes.left if one.telegram_id is not None]
    grants = await role.drop(connection, leavers, by, at)
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
    untied, lost = await _tie(connection, db, tied, by, at)
    return {
        "added": added,
        "before": [_values(pair.before) | {"active": pair.before.active} for pair in pairs],
        "left": [one.id for one in changes.left],
        "tied": tied,
        "untied": untied,
        "grants": [*grants, *lost],
    }


async def restore(connection: AsyncConnection, db: Database, before: Undoing, at: datetime) -> None:
    """Restores what `write` changed. People it added are deleted unless something refers to them since.

    Accounts tied in another way meanwhile are kept.
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
    await _tie_again(connection, db, before["untied"])
    returned = [row["id"] for row in before["before"] if not row["active"]]
    await _leave(connection, returned, at)
    await _leave(connection, before["added"], at)
    traces = or_(
        exists().where(account.c.person_id == person.c.id),
        exists().where(join_code.c.person_id == person.c.id),
        exists().where(move_request.c.person_id == person.c.id),
        exists().where(delivery.c.person_id == person.c.id),
        exists().where(pledge.c.person_id == person.c.id),
        exists().where(pledge_note.c.person_id == person.c.id),
    )
    for some in _batches(before["added"]):
        await connection.execute(delete(person).where(person.c.id.in_(some), ~traces))


async def _insert(
    connection: AsyncConnection, db: Database, added: Sequence[Member], at: datetime
) -> list[int]:
    """The ids of the new rows, in order. Nobody else inserts meanwhile, see `roster.RosterStore.apply`."""
    highest = await _highest(connection)
    ids = list(range(highest + 1, highest + 1 + len(added)))
    rows = [
        {**_values(one), "id": id_, "active": True, "added_at": at, "left_at": None, "erased_at": None}
        for id_, one in zip(ids, added, strict=True)
    ]
    for some in _batches(rows):
        await connection.execute(insert(person), some)
    if ids:
        last = db.insert(installation).values(name=_LAST_ID, value=str(ids[-1]))
        await connection.execute(
            last.on_conflict_do_update(
                index_elements=[installation.c.name], set_={"value": last.excluded.value}
            )
        )
    return ids


async def _highest(connection: AsyncConnection) -> int:
    """The highest id ever used: a deleted person's id must never be given to somebody else."""
    given = select(installation.c.value).where(installation.c.name == _LAST_ID)
    last = int((await connection.execute(given)).scalar_one_or_none() or 0)
    highest: int | None = (await connection.execute(select(func.max(person.c.id)))).scalar_one()
    return max(last, highest or 0)


async def _update(connection: AsyncConnection, rows: Sequence[Held]) -> None:
    # Clear the numbers first: two people may be swapping theirs, and they are unique.
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
    connection: AsyncConnection, db: Database, tied: Sequence[tuple[int, int]], by: str, at: datetime
) -> tuple[list[Held], list[int]]:
    """Ties the employees' accounts; returns the accounts replaced by that and the roles they lost.

    An account that somebody else has joined with since the comparison stays with that person.
    """
    gone: list[Held] = []
    for some in _batches(tied):
        people = [person_id for person_id, _ in some]
        numbers = [number for _, number in some]
        has_left = exists().where(person.c.id == account.c.person_id, ~person.c.active)
        in_the_way = or_(account.c.person_id.in_(people), and_(account.c.telegram_id.in_(numbers), has_left))
        removed = await connection.execute(delete(account).where(in_the_way).returning(*account.c))
        gone += [_frozen(row._mapping) for row in removed]
        rows = [
            {"person_id": person_id, "telegram_id": number, "how": "roster", "joined_at": at}
            for person_id, number in some
        ]
        await connection.execute(db.insert(account).on_conflict_do_nothing(), rows)
        await connection.execute(
            update(join_code)
            .where(join_code.c.person_id.in_(people), join_code.c.used_at.is_(None))
            .values(used_at=at)
        )
    lost = await role.drop(connection, [row["telegram_id"] for row in gone], by, at)
    return gone, lost


async def _tie_again(connection: AsyncConnection, db: Database, untied: Sequence[Held]) -> None:
    """Puts accounts back, except of people who asked for erasure since."""
    for some in _batches(untied):
        people = [row["person_id"] for row in some]
        erased = select(person.c.id).where(person.c.id.in_(people), person.c.erased_at.is_not(None))
        without = set((await connection.execute(erased)).scalars())
        rows = [_thawed(row) for row in some if row["person_id"] not in without]
        if rows:
            await connection.execute(db.insert(account).on_conflict_do_nothing(), rows)


def _frozen(row: RowMapping) -> Held:
    """As JSON can hold it."""
    return {**row, **{name: row[name].isoformat() for name in _MOMENTS if row[name] is not None}}


def _thawed(row: Held) -> Held:
    return {
        **row,
        **{name: datetime.fromisoformat(row[name]) for name in _MOMENTS if row[name] is not None},
    }


def _values(one: Member) -> Held:
    return {"id": one.id, **{name: getattr(one, name) for name in _FIELDS}}


def _batches(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
