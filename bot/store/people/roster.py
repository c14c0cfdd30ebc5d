"""Lists of employees applied in one transaction, and undone.

Writes down what changes, and what undoing it needs; how the changes were found is not its business.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import replace as with_values
from datetime import datetime

from sqlalchemy import desc, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people.audit import AuditEntry
from bot.people.records import Import
from bot.people.roster.compare import Changes
from bot.store.desk import audit
from bot.store.engine.db import Database
from bot.store.people import roster_draft, roster_rows
from bot.store.tables import roster_import


class RosterStore:
    """Implements `bot.people.ports.RosterRecords`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def base_version(self) -> int:
        """The version of the records; it changes with every list applied or undone."""
        async with self._db.read() as connection:
            return await _base_version(connection)

    async def apply(
        self,
        changes: Changes,
        *,
        base_version: int,
        draft: str | None,
        by: str,
        at: datetime,
        entry: AuditEntry,
    ) -> int | None:
        """Writes the changes in one transaction and returns the import's number.

        None, and nothing written, when the records are no longer those of `base_version`, or `draft` is gone.
        """
        async with self._db.write() as connection:
            await self._db.lock_table(connection, roster_import)
            if await _base_version(connection) != base_version:
                return None
            if draft is not None and not await roster_draft.dropped(connection, draft):
                return None
            # Earlier lists can no longer be undone, so their undo data, which is personal, is deleted.
            await connection.execute(update(roster_import).values(before=None))
            before = await roster_rows.write(connection, self._db, changes, by, at)
            packed = zlib.compress(json.dumps(before).encode())
            made = await connection.execute(
                insert(roster_import)
                .values(applied_by=by, applied_at=at, before=packed, **changes.counts)
                .returning(roster_import.c.id)
            )
            import_id = int(made.scalar_one())
            await audit.write(connection, with_values(entry, subject=f"import:{import_id}"))
        return import_id

    async def undo(self, import_id: int, by: str, at: datetime, entry: AuditEntry) -> bool:
        """Undoes a list; False if it is not the newest one or was undone already."""
        async with self._db.write() as connection:
            await self._db.lock_table(connection, roster_import)
            if await _base_version(connection) != _state(import_id, undone=False):
                return False
            query = select(roster_import.c.before).where(roster_import.c.id == import_id)
            packed: bytes | None = (await connection.execute(query)).scalar_one_or_none()
            if packed is None:
                return False
            before: roster_rows.Undoing = json.loads(zlib.decompress(packed))
            await roster_rows.restore(connection, self._db, before, at)
            await connection.execute(
                update(roster_import)
                .where(roster_import.c.id == import_id)
                .values(undone_by=by, undone_at=at, before=None)
            )
            await audit.write(connection, entry)
        return True

    async def last(self) -> Import | None:
        """The newest list applied."""
        async with self._db.read() as connection:
            row = (await connection.execute(_NEWEST)).one_or_none()
        if row is None:
            return None
        counts = {name: getattr(row, name) for name in ("added", "changed", "left", "unchanged")}
        undone = row.undone_at is not None
        return Import(row.id, row.applied_by, row.applied_at, counts, undone, row.before is not None)

    async def forget_undoing(self, before: datetime) -> int:
        """Deletes the undo data of lists applied before this time; returns for how many lists."""
        async with self._db.write() as connection:
            result = await connection.execute(
                update(roster_import)
                .where(roster_import.c.applied_at < before, roster_import.c.before.is_not(None))
                .values(before=None)
            )
        return result.rowcount


_NEWEST = select(roster_import).order_by(desc(roster_import.c.id)).limit(1)


async def _base_version(connection: AsyncConnection) -> int:
    newest = select(roster_import.c.id, roster_import.c.undone_at).order_by(desc(roster_import.c.id)).limit(1)
    row = (await connection.execute(newest)).one_or_none()
    return 0 if row is None else _state(row.id, undone=row.undone_at is not None)


def _state(import_id: int, *, undone: bool) -> int:
    return import_id * 2 + undone
