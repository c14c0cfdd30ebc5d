"""Roles by Telegram account, and who is behind an account at this moment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from bot.people.audit import Line
from bot.people.authority import Authority, Role, Visitor
from bot.people.records import Grant
from bot.store import audit
from bot.store.db import Database
from bot.store.member import SELECTED, member
from bot.store.tables import account, role_grant


async def visitor(db: Database, telegram_id: int) -> Visitor:
    """The employee and the roles behind an account, owners aside. Who has left the office has no role."""
    granted = select(role_grant.c.role, role_grant.c.unit).where(
        role_grant.c.telegram_id == telegram_id, role_grant.c.revoked_at.is_(None)
    )
    async with db.read() as connection:
        row = (await connection.execute(SELECTED.where(account.c.telegram_id == telegram_id))).one_or_none()
        grants = (await connection.execute(granted)).all()
    known = member(row) if row else None
    if known is not None and not known.active:
        return Visitor(known)
    roles = frozenset(Role(one.role) for one in grants)
    return Visitor(known, Authority(roles, tuple(sorted(one.unit for one in grants if one.unit))))


async def grant(
    db: Database, role: Role, telegram_id: int, unit: str, by: str, at: datetime, line: Line
) -> bool:
    """Gives a role; False when it is held already."""
    row = {"role": role.value, "telegram_id": telegram_id, "unit": unit, "granted_by": by, "granted_at": at}
    async with db.write() as connection:
        given = await connection.execute(db.insert(role_grant).values(row).on_conflict_do_nothing())
        if given.rowcount != 1:
            return False
        await audit.write(connection, line)
    return True


async def revoke(
    db: Database, role: Role, telegram_id: int, unit: str | None, by: str, at: datetime, line: Line
) -> bool:
    """Takes a role away, for a head that of one unit or (None) of all; False when it is not held."""
    async with db.write() as connection:
        taken = await connection.execute(
            update(role_grant)
            .where(
                role_grant.c.role == role.value,
                role_grant.c.telegram_id == telegram_id,
                role_grant.c.revoked_at.is_(None),
                *([role_grant.c.unit == unit] if unit is not None else []),
            )
            .values(revoked_by=by, revoked_at=at)
        )
        if not taken.rowcount:
            return False
        await audit.write(connection, line)
    return True


async def in_force(db: Database, role: Role | None = None) -> list[Grant]:
    """Every role in force, or one of them, by role and unit; those of people who left the office are not."""
    granted = (
        select(role_grant)
        .where(role_grant.c.revoked_at.is_(None), *([role_grant.c.role == role.value] if role else []))
        .order_by(role_grant.c.role, role_grant.c.unit, role_grant.c.id)
    )
    behind = SELECTED.where(account.c.telegram_id.in_(select(granted.subquery().c.telegram_id)))
    async with db.read() as connection:
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
