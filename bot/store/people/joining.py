"""Codes that HR issued, attempts that failed, and second accounts that wait for HR's word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people.audit import Act, AuditEntry
from bot.people.records import Bound, Code, Move
from bot.store.desk import audit
from bot.store.engine.db import Database
from bot.store.engine.rows import AnySelect
from bot.store.people import account
from bot.store.people.member import SELECTED, member
from bot.store.tables import account as accounts
from bot.store.tables import join_attempt, join_code, move_request, person

_AT_ONCE = 500
_MOVES: AnySelect = SELECTED.join(move_request, move_request.c.person_id == person.c.id).add_columns(
    move_request.c.id.label("request"),
    move_request.c.telegram_id.label("claimant"),
    move_request.c.asked_at,
    move_request.c.allowed,
)


class JoiningStore:
    """Implements `bot.people.ports.Joins`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def issue(self, codes: Sequence[tuple[int, str]], expires: datetime, entry: AuditEntry) -> None:
        """Keeps new codes, as (person id, digest); earlier ones of these people are void, and known to be."""
        async with self._db.write() as connection:
            for start in range(0, len(codes), _AT_ONCE):
                some = codes[start : start + _AT_ONCE]
                people = [one for one, _ in some]
                # Locked, so that of two who issue at once the later one makes the earlier code void.
                await connection.execute(select(person.c.id).where(person.c.id.in_(people)).with_for_update())
                await connection.execute(
                    update(join_code)
                    .where(join_code.c.person_id.in_(people), join_code.c.used_at.is_(None))
                    .values(used_at=entry.at)
                )
                rows = [
                    {
                        "digest": digest,
                        "person_id": person_id,
                        "issued_by": entry.actor,
                        "issued_at": entry.at,
                        "expires_at": expires,
                        "used_at": None,
                    }
                    for person_id, digest in some
                ]
                await connection.execute(insert(join_code), rows)
            await audit.write(connection, entry)

    async def code(self, digest: str) -> Code | None:
        """The code with this digest, used or not."""
        query = SELECTED.join(join_code, join_code.c.person_id == person.c.id).add_columns(
            join_code.c.digest, join_code.c.issued_at, join_code.c.expires_at, join_code.c.used_at
        )
        async with self._db.read() as connection:
            row = (await connection.execute(query.where(join_code.c.digest == digest))).one_or_none()
        return Code(member(row), row.digest, row.issued_at, row.expires_at, row.used_at) if row else None

    async def note_failure(self, telegram_id: int, at: datetime) -> None:
        """Counts one failed attempt."""
        async with self._db.write() as connection:
            await connection.execute(insert(join_attempt).values(telegram_id=telegram_id, at=at))

    async def failures(self, telegram_id: int, since: datetime) -> int:
        """How many attempts of this account have failed since then."""
        query = select(func.count()).where(
            join_attempt.c.telegram_id == telegram_id, join_attempt.c.at >= since
        )
        async with self._db.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def ask_to_move(self, *, person_id: int, telegram_id: int, at: datetime) -> tuple[int, bool]:
        """(the request's number, whether it is new): repeating an open request adds none."""
        row = {"person_id": person_id, "telegram_id": telegram_id, "asked_at": at}
        is_open = (
            move_request.c.person_id == person_id,
            move_request.c.telegram_id == telegram_id,
            move_request.c.decided_at.is_(None),
        )
        async with self._db.write() as connection:
            made = await connection.execute(
                self._db.insert(move_request).values(row).on_conflict_do_nothing()
            )
            number = (await connection.execute(select(move_request.c.id).where(*is_open))).scalar_one()
        return number, made.rowcount == 1

    async def move(self, number: int) -> Move | None:
        """One request to move."""
        async with self._db.read() as connection:
            row = (await connection.execute(_MOVES.where(move_request.c.id == number))).one_or_none()
        return Move(row.request, member(row), row.claimant, row.asked_at, row.allowed) if row else None

    async def decide_move(
        self, number: int, *, by: str, allow: bool, at: datetime, entry: AuditEntry
    ) -> tuple[Bound, int | None]:
        """Carries out HR's decision, once; returns (result, the account that had him before).

        SPENT when it was decided already, GONE when the employee left, OTHER when the claimant has meanwhile
        joined as somebody else.
        """
        async with self._db.write() as connection:
            asked = select(move_request.c.person_id, move_request.c.telegram_id).where(
                move_request.c.id == number, move_request.c.decided_at.is_(None)
            )
            request = (await connection.execute(asked.with_for_update())).one_or_none()
            if request is None:
                return Bound.SPENT, None
            hindrance = (
                await _hindrance(connection, request.person_id, request.telegram_id) if allow else None
            )
            allowed = allow and hindrance is None
            await connection.execute(
                update(move_request)
                .where(move_request.c.id == number)
                .values(decided_by=by, decided_at=at, allowed=allowed)
            )
            await audit.write(connection, entry if allowed == allow else replace(entry, act=Act.MOVE_REFUSED))
            if not allowed:
                return hindrance or Bound.DONE, None
            before = select(accounts.c.telegram_id).where(accounts.c.person_id == request.person_id)
            old: int | None = (await connection.execute(before)).scalar_one_or_none()
            if old == request.telegram_id:
                return Bound.ALREADY, None
            await account.replace(
                connection,
                self._db,
                person_id=request.person_id,
                telegram_id=request.telegram_id,
                how="move",
                entry=entry,
            )
        return Bound.DONE, old


async def _hindrance(connection: AsyncConnection, person_id: int, telegram_id: int) -> Bound | None:
    """Why the request can no longer be granted; None if it can."""
    locked = select(person.c.active).where(person.c.id == person_id).with_for_update()
    if not (await connection.execute(locked)).scalar_one():
        return Bound.GONE
    if await account.person_of(connection, telegram_id) not in (None, person_id):
        return Bound.OTHER
    return None
