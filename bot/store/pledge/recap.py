"""Who of a campaign's audience stands where: counted by unit, listed by person, by the database itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select

from bot.people.audience import Term, TermKind
from bot.pledge.ledger import receipt_number
from bot.pledge.model import Counts, Entry, NoteKind, Standing
from bot.store.engine.db import Database
from bot.store.engine.rows import AnyRow, AnySelect
from bot.store.people.member import conditions
from bot.store.tables import account, ledger, person, pledge, pledge_note

_AT_ONCE = 500


class RecapStore:
    """Implements `bot.pledge.ports.Recaps`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def by_unit(self, number: int, terms: Sequence[Term]) -> list[Counts]:
        """Counts of every unit that the campaign asks somebody of, by unit."""
        standing = _standing(number).label("standing")
        asked = _noted(number, NoteKind.QUESTION)
        people = (
            _joined(number, person.c.unit, standing, case((asked, 1), else_=0).label("asked"))
            .where(*conditions(terms, frozenset()))
            .subquery()
        )
        query = (
            select(people.c.unit, people.c.standing, func.count(), func.sum(people.c.asked))
            .group_by(people.c.unit, people.c.standing)
            .order_by(people.c.unit)
        )
        found: dict[str, dict[str, int]] = {}
        async with self._db.read() as connection:
            for unit, where, count, questions in await connection.execute(query):
                counts = found.setdefault(unit, {})
                counts[where] = int(count)
                counts["questions"] = counts.get("questions", 0) + int(questions)
        return [Counts(unit, **counts) for unit, counts in found.items()]

    async def everybody(self, number: int, terms: Sequence[Term], tops: Sequence[str] | None) -> list[Entry]:
        """Each person with where he stands, by unit and name; `tops` limits to subtrees."""
        standing = _standing(number).label("standing")
        columns = (
            person.c.name,
            person.c.number,
            person.c.status,
            person.c.unit,
            standing,
            pledge.c.seq,
            pledge.c.at,
            ledger.c.hash,
        )
        query = _joined(number, *columns).outerjoin(ledger, ledger.c.seq == pledge.c.seq)
        query = query.where(*conditions(terms, frozenset()))
        if tops is not None:
            inside = [conditions([Term(TermKind.UNIT, top)], frozenset())[1] for top in tops]
            query = query.where(or_(literal(False), *inside))
        found: list[Entry] = []
        async with self._db.read() as connection:
            rows = await connection.stream(query.order_by(person.c.unit, person.c.name, person.c.id))
            async for batch in rows.partitions(_AT_ONCE):
                found += [_entry(row) for row in batch]
        return found


def _joined(number: int, *columns: Any) -> AnySelect:
    return select(*columns).select_from(
        person.outerjoin(account, account.c.person_id == person.c.id).outerjoin(
            pledge, and_(pledge.c.person_id == person.c.id, pledge.c.campaign_id == number)
        )
    )


def _standing(number: int) -> ColumnElement[str]:
    return case(
        (pledge.c.seq.is_not(None), literal(Standing.CONFIRMED.value)),
        (_noted(number, NoteKind.OBJECTION), literal(Standing.OBJECTED.value)),
        (account.c.telegram_id.is_(None), literal(Standing.NOT_JOINED.value)),
        (account.c.unreachable_at.is_not(None), literal(Standing.UNREACHABLE.value)),
        else_=literal(Standing.PENDING.value),
    )


def _noted(number: int, kind: NoteKind) -> ColumnElement[bool]:
    return exists().where(
        pledge_note.c.campaign_id == number,
        pledge_note.c.person_id == person.c.id,
        pledge_note.c.kind == kind.value,
    )


def _entry(row: AnyRow) -> Entry:
    receipt = receipt_number(row.hash, row.seq) if row.seq is not None else ""
    return Entry(row.name, row.number or "", row.status, row.unit, Standing(row.standing), receipt, row.at)
