"""Roles by Telegram account, and who is behind an account at this moment."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BigInteger, and_, bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people.audit import Act, AuditEntry, telegram
from bot.people.authority import Authority, Role, Visitor
from bot.people.records import Grant, RoleChange
from bot.store.desk import audit
from bot.store.engine.db import Database
from bot.store.people.member import SELECTED, member
from bot.store.tables import account, person, role_grant

# One row for each role in force, or one without; the person's columns are empty for whoever has not joined.
_ASKED = select(bindparam("asked", type_=BigInteger).label("telegram_id")).subquery()
_VISITOR = select(
    person, account.c.telegram_id, role_grant.c.role.label("granted"), role_grant.c.unit.label("within")
).select_from(
    _ASKED.outerjoin(account, account.c.telegram_id == _ASKED.c.telegram_id)
    .outerjoin(person, person.c.id == account.c.person_id)
    .outerjoin(
        role_grant,
        and_(role_grant.c.telegram_id == _ASKED.c.telegram_id, role_grant.c.revoked_at.is_(None)),
    )
)


class RoleStore:
    """Implements `bot.people.ports.Roles`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def visitor(self, telegram_id: int) -> Visitor:
        """The employee and the roles behind an account, owners aside. Who has left the office has no role."""
        rows = await self._db.fetch(_VISITOR.params(asked=telegram_id))
        known = member(rows[0]) if rows and rows[0].id is not None else None
        if known is not None and not known.active:
            return Visitor(known)
        granted = [row for row in rows if row.granted is not None]
        roles = frozenset(Role(row.granted) for row in granted)
        return Visitor(known, Authority(roles, tuple(sorted(row.within for row in granted if row.within))))

    async def change(self, wanted: RoleChange) -> bool:
        """Grants or revokes a role; False if nothing changes."""
        async with self._db.write() as connection:
            return await carry_out(connection, self._db, wanted)

    async def in_force(self, role: Role | None = None) -> list[Grant]:
        """Every role in force, or one of them, by role and unit; roles of people who left do not count."""
        granted = (
            select(role_grant)
            .where(role_grant.c.revoked_at.is_(None), *([role_grant.c.role == role.value] if role else []))
            .order_by(role_grant.c.role, role_grant.c.unit, role_grant.c.id)
        )
        behind = SELECTED.where(account.c.telegram_id.in_(select(granted.subquery().c.telegram_id)))
        async with self._db.read() as connection:
            rows = (await connection.execute(granted)).all()
            known = {one.telegram_id: member(one) for one in await connection.execute(behind)}
        return [
            Grant(
                Role(row.role),
                row.telegram_id,
                row.unit,
                row.granted_by,
                row.granted_at,
                known.get(row.telegram_id),
            )
            for row in rows
            if row.telegram_id not in known or known[row.telegram_id].active
        ]


async def carry_out(connection: AsyncConnection, db: Database, wanted: RoleChange) -> bool:
    """The same within a transaction."""
    entry = wanted.entry
    if wanted.gives:
        row = {
            "role": wanted.role.value,
            "telegram_id": wanted.telegram_id,
            "unit": wanted.unit,
            "granted_by": entry.actor,
            "granted_at": entry.at,
        }
        done = await connection.execute(db.insert(role_grant).values(row).on_conflict_do_nothing())
    else:
        done = await connection.execute(
            update(role_grant)
            .where(
                role_grant.c.role == wanted.role.value,
                role_grant.c.telegram_id == wanted.telegram_id,
                role_grant.c.revoked_at.is_(None),
                *([role_grant.c.unit == wanted.unit] if wanted.unit else []),
            )
            .values(revoked_by=entry.actor, revoked_at=entry.at)
        )
    if done.rowcount < 1:
        return False
    await audit.write(connection, entry)
    return True


async def drop(connection: AsyncConnection, accounts: Collection[int], by: str, at: datetime) -> list[int]:
    """Within a transaction: takes every role from these accounts, each with its entry in the log.

    Used when accounts no longer belong to anybody; returns the grants, so that undoing an import restores
    them.
    """
    taken = await connection.execute(
        update(role_grant)
        .where(role_grant.c.telegram_id.in_(accounts), role_grant.c.revoked_at.is_(None))
        .values(revoked_by=by, revoked_at=at)
        .returning(role_grant.c.id, role_grant.c.role, role_grant.c.telegram_id, role_grant.c.unit)
    )
    rows = taken.all()
    for row in rows:
        detail = {"role": row.role, "unit": row.unit}
        entry = AuditEntry(by, Act.ROLE_REVOKED, telegram(row.telegram_id), at, detail)
        await audit.write(connection, entry)
    return [row.id for row in rows]


async def restore(connection: AsyncConnection, grants: Collection[int]) -> None:
    """Restores grants that `drop` took, unless the same role was granted again since."""
    again = role_grant.alias()
    anew = exists().where(
        again.c.role == role_grant.c.role,
        again.c.telegram_id == role_grant.c.telegram_id,
        again.c.unit == role_grant.c.unit,
        again.c.revoked_at.is_(None),
    )
    await connection.execute(
        update(role_grant).where(role_grant.c.id.in_(grants), ~anew).values(revoked_by=None, revoked_at=None)
    )
