"""Which Telegram account belongs to which employee: one each, also under concurrent attempts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people.audit import AuditEntry
from bot.people.records import Bound
from bot.store.desk import audit
from bot.store.engine.db import Database
from bot.store.people import role
from bot.store.tables import account, join_code, person


class _TakenError(Exception):
    """Another transaction has tied this account meanwhile; this one must be rolled back."""


class AccountStore:
    """Implements `bot.people.ports.Accounts`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def bind(
        self,
        *,
        person_id: int,
        telegram_id: int,
        how: str,
        digest: str | None,
        entry: AuditEntry,
    ) -> tuple[Bound, int | None]:
        """Ties an account to an employee in one transaction; returns (what became of it, the account before).

        With the `digest` of a code, the code is used up; one issued after the employee had joined replaces
        his account, which is what HR issued it for. Whichever way he joins, his codes are void afterwards.
        """
        try:
            return await self._bound(
                person_id=person_id, telegram_id=telegram_id, how=how, digest=digest, entry=entry
            )
        except _TakenError:
            return Bound.OTHER, None

    async def _bound(
        self, *, person_id: int, telegram_id: int, how: str, digest: str | None, entry: AuditEntry
    ) -> tuple[Bound, int | None]:
        async with self._db.write() as connection:
            # Locked, so that two people racing for one employee, or one code, come one after the other.
            locked = select(person.c.active).where(person.c.id == person_id).with_for_update()
            if not (await connection.execute(locked)).scalar_one_or_none():
                return Bound.GONE, None
            mine = await person_of(connection, telegram_id)
            if mine is not None:
                return (Bound.ALREADY if mine == person_id else Bound.OTHER), None
            held = select(account).where(account.c.person_id == person_id)
            holder = (await connection.execute(held)).one_or_none()
            issued = await _issued(connection, person_id, digest, entry.at) if digest is not None else None
            if digest is not None and issued is None:
                return Bound.SPENT, None
            if holder is not None and (issued is None or issued < holder.joined_at):
                return Bound.TAKEN, None
            await replace(
                connection,
                self._db,
                person_id=person_id,
                telegram_id=telegram_id,
                how=how,
                entry=entry,
            )
            await audit.write(connection, entry)
        return Bound.DONE, holder.telegram_id if holder else None

    async def release(self, telegram_id: int, entry: AuditEntry) -> bool:
        """Unties an account, which has no roles from then on; False when it was not tied."""
        async with self._db.write() as connection:
            gone = await connection.execute(delete(account).where(account.c.telegram_id == telegram_id))
            if gone.rowcount != 1:
                return False
            await role.drop(connection, [telegram_id], entry.actor, entry.at)
            await audit.write(connection, entry)
        return True

    async def stop(self, telegram_id: int, since: datetime | None) -> bool:
        """Stores since when he wants only obligatory messages, None for all again.

        False if he has not joined.
        """
        return await self._set(telegram_id, {"stopped_at": since})

    async def reach(self, telegram_id: int, lost: datetime | None) -> bool:
        """Stores since when he has blocked the bot, None once unblocked; False if he has not joined."""
        return await self._set(telegram_id, {"unreachable_at": lost})

    async def _set(self, telegram_id: int, values: dict[str, datetime | None]) -> bool:
        async with self._db.write() as connection:
            changed = await connection.execute(
                update(account).where(account.c.telegram_id == telegram_id).values(values)
            )
        return changed.rowcount == 1


async def replace(
    connection: AsyncConnection,
    db: Database,
    *,
    person_id: int,
    telegram_id: int,
    how: str,
    entry: AuditEntry,
) -> None:
    """Within a transaction: makes this the employee's account in place of any that he had.

    His open codes are void from then on. The account he had before loses its roles.
    """
    in_the_way = (account.c.person_id == person_id) | (account.c.telegram_id == telegram_id)
    gone = await connection.execute(delete(account).where(in_the_way).returning(account.c.telegram_id))
    await role.drop(connection, list(gone.scalars()), entry.actor, entry.at)
    row = {"telegram_id": telegram_id, "person_id": person_id, "how": how, "joined_at": entry.at}
    made = await connection.execute(db.insert(account).values(row).on_conflict_do_nothing())
    if made.rowcount != 1:
        raise _TakenError
    await connection.execute(update(person).where(person.c.id == person_id).values(erased_at=None))
    await connection.execute(
        update(join_code)
        .where(join_code.c.person_id == person_id, join_code.c.used_at.is_(None))
        .values(used_at=entry.at)
    )


async def _issued(connection: AsyncConnection, person_id: int, digest: str, at: datetime) -> datetime | None:
    """When this code of his was issued; None when it is used up, replaced or out of date."""
    query = select(join_code.c.issued_at).where(
        join_code.c.person_id == person_id,
        join_code.c.digest == digest,
        join_code.c.used_at.is_(None),
        join_code.c.expires_at > at,
    )
    found: datetime | None = (await connection.execute(query)).scalar_one_or_none()
    return found


async def person_of(connection: AsyncConnection, telegram_id: int) -> int | None:
    """Who joined with this account, unless he has left the office."""
    tied = account.join(person, person.c.id == account.c.person_id)
    query = (
        select(account.c.person_id)
        .select_from(tied)
        .where(account.c.telegram_id == telegram_id, person.c.active)
    )
    found: int | None = (await connection.execute(query)).scalar_one_or_none()
    return found
