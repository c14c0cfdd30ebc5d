"""Finds employees on record: by account, telephone, code, audience or name.

Reads only; taking over a list is `roster`, joining is `account`.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select

from bot.people.audience import Term, TermKind
from bot.people.member import SEPARATOR, Member, Status, Zone
from bot.store.engine.db import Database
from bot.store.engine.rows import AnyRow, AnySelect
from bot.store.tables import account, person, pledge, role_grant

SELECTED: AnySelect = select(person, account.c.telegram_id).select_from(
    person.outerjoin(account, account.c.person_id == person.c.id)
)
_AT_ONCE = 500


def member(row: AnyRow) -> Member:
    """The employee that a row of SELECTED is."""
    return Member(
        id=row.id,
        name=row.name,
        number=row.number,
        status=Status(row.status),
        unit=row.unit,
        position=row.position,
        phone=row.phone,
        zone=Zone(row.zone) if row.zone else None,
        superior=row.superior,
        active=row.active,
        telegram_id=row.telegram_id,
        erased=row.erased_at is not None,
    )


class MemberStore:
    """Implements `bot.people.ports.Members` and `bot.ask.ports.Employment`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def by_id(self, person_id: int) -> Member | None:
        """One employee, active or not."""
        return await self._one(person.c.id == person_id)

    async def by_account(self, telegram_id: int) -> Member | None:
        """The employee who joined with this Telegram account, active or not."""
        return await self._one(account.c.telegram_id == telegram_id)

    async def status(self, person_key: str) -> str | None:
        """The status, as the rule base spells it, of the active employee behind `tg:ID`; None for others."""
        query = (
            select(person.c.status)
            .select_from(person.join(account, account.c.person_id == person.c.id))
            .where(account.c.telegram_id == int(person_key.removeprefix("tg:")), person.c.active)
        )
        async with self._db.read() as connection:
            found: str | None = (await connection.execute(query)).scalar_one_or_none()
        return found.casefold() if found else None

    async def by_number(self, number: str) -> Member | None:
        """The employee with this NIP or employee number, active or not."""
        return await self._one(person.c.number == number)

    async def by_phone(self, phone: str) -> list[Member]:
        """Active employees with this hashed telephone number; several where a family shares one."""
        query = SELECTED.where(person.c.phone == phone, person.c.active).order_by(person.c.id)
        async with self._db.read() as connection:
            return [member(row) for row in await connection.execute(query)]

    async def everybody(self) -> list[Member]:
        """All on record, those who left included; read in batches, so that others get their turn."""
        found: list[Member] = []
        async with self._db.read() as connection:
            rows = await connection.stream(SELECTED.order_by(person.c.id))
            async for batch in rows.partitions(_AT_ONCE):
                found += [member(row) for row in batch]
        return found

    async def in_audience(self, terms: Sequence[Term], owners: frozenset[int]) -> list[Member]:
        """Active employees that all terms hold for, by unit and name; `owners` are Telegram ids."""
        query = SELECTED.where(*conditions(terms, owners)).order_by(person.c.unit, person.c.name, person.c.id)
        found: list[Member] = []
        async with self._db.read() as connection:
            rows = await connection.stream(query)
            async for batch in rows.partitions(_AT_ONCE):
                found += [member(row) for row in batch]
        return found

    async def count(self, terms: Sequence[Term], owners: frozenset[int]) -> tuple[int, int]:
        """(active employees, those of them who joined) that all terms hold for."""
        query = (
            select(func.count(), func.count(account.c.telegram_id))
            .select_from(person.outerjoin(account, account.c.person_id == person.c.id))
            .where(*conditions(terms, owners))
        )
        async with self._db.read() as connection:
            active, joined = (await connection.execute(query)).one()
        return active, joined

    async def by_unit(self) -> list[tuple[str, int, int]]:
        """(unit, active employees, those who joined), by unit."""
        query = (
            select(person.c.unit, func.count(), func.count(account.c.telegram_id))
            .select_from(person.outerjoin(account, account.c.person_id == person.c.id))
            .where(person.c.active)
            .group_by(person.c.unit)
            .order_by(person.c.unit)
        )
        async with self._db.read() as connection:
            return [(row[0], row[1], row[2]) for row in await connection.execute(query)]

    async def units(self) -> list[str]:
        """Every unit that somebody active works in, and those above it."""
        query = select(person.c.unit).where(person.c.active).distinct()
        async with self._db.read() as connection:
            paths = list((await connection.execute(query)).scalars())
        above = {
            SEPARATOR.join(parts[:n])
            for parts in (path.split(SEPARATOR) for path in paths)
            for n in range(1, len(parts) + 1)
        }
        return sorted(above)

    async def named(self, words: Sequence[str], *, tops: Sequence[str] | None, limit: int) -> list[Member]:
        """Active employees whose name holds all these words, in any case; `tops` limits to subtrees."""
        holds = [func.lower(person.c.name).contains(word.lower(), autoescape=True) for word in words]
        if tops is not None:
            holds.append(or_(false(), *(_within(top) for top in tops)))
        query = SELECTED.where(person.c.active, *holds).order_by(person.c.name, person.c.id).limit(limit)
        async with self._db.read() as connection:
            return [member(row) for row in await connection.execute(query)]

    async def _one(self, condition: ColumnElement[bool]) -> Member | None:
        async with self._db.read() as connection:
            row = (await connection.execute(SELECTED.where(condition))).one_or_none()
        return member(row) if row else None


def conditions(terms: Sequence[Term], owners: frozenset[int]) -> list[ColumnElement[bool]]:
    """An audience in SQL, over SELECTED."""
    return [person.c.active.is_(True), *(_condition(term, owners) for term in terms)]


def _condition(term: Term, owners: frozenset[int]) -> ColumnElement[bool]:
    match term.kind:
        case TermKind.UNIT:
            return _within(term.value)
        case TermKind.STATUS:
            return person.c.status == term.value
        case TermKind.ROLE:
            holds = exists().where(
                and_(
                    role_grant.c.telegram_id == account.c.telegram_id,
                    role_grant.c.role == term.value,
                    role_grant.c.revoked_at.is_(None),
                )
            )
            return account.c.telegram_id.in_(owners) if term.value == "pemilik" else holds
        case TermKind.MISSING:
            # Asked by that campaign is for the other terms to say: they are the campaign's own.
            return ~exists().where(pledge.c.campaign_id == int(term.value), pledge.c.person_id == person.c.id)
        case _:
            return person.c.active.is_(True)


def _within(top: str) -> ColumnElement[bool]:
    """In this unit or below it. Not LIKE: SQLite's disregards case, PostgreSQL's does not."""
    below = f"{top}{SEPARATOR}"
    return or_(person.c.unit == top, func.substr(person.c.unit, 1, len(below)) == below)
