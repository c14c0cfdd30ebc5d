"""The ledger and its checkpoints: appended to one row after the other, read in order, never changed.

A writer locks the ledger until it commits, so that no two rows get the same place.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, replace

from sqlalchemy import desc, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.pledge.ledger import KEY, START, Checkpoint, Row
from bot.store.engine.db import Database
from bot.store.engine.rows import AnyRow
from bot.store.tables import ledger, ledger_head

_AT_ONCE = 1_000
_NEWEST = select(ledger).order_by(desc(ledger.c.seq)).limit(1)
_KEY = _NEWEST.where(ledger.c.kind == KEY)


async def append(db: Database, connection: AsyncConnection, rows: Sequence[Row]) -> list[Row]:
    """Within a transaction: adds rows in this order, each with its place, its link and its hash."""
    await db.lock_table(connection, ledger)
    last = (await connection.execute(_NEWEST)).one_or_none()
    seq, before = (last.seq, last.hash) if last else (0, START)
    appended: list[Row] = []
    for row in rows:
        seq += 1
        one = replace(row, seq=seq, before=before).with_hash()
        before = one.hash
        appended.append(one)
    await connection.execute(insert(ledger), [asdict(one) for one in appended])
    return appended


class LedgerStore:
    """Implements `bot.pledge.ports.Ledger`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def append_key(self, row: Row) -> Row:
        """Adds a change of key; the first, which no earlier key signs, only if the ledger has none."""
        async with self._db.write() as connection:
            # Lock before reading: two processes may start the same ledger at once.
            await self._db.lock_table(connection, ledger)
            last = (await connection.execute(_KEY)).one_or_none()
            if last is not None and not row.person:
                return _row(last)
            (added,) = await append(self._db, connection, [row])
        return added

    async def signing_key(self) -> str | None:
        """The public key that the ledger names last; None before it names any."""
        async with self._db.read() as connection:
            last = (await connection.execute(_KEY)).one_or_none()
        return last.text if last else None

    async def tail(self) -> tuple[int, str]:
        """(how many rows, the hash of the last)."""
        async with self._db.read() as connection:
            last = (await connection.execute(_NEWEST)).one_or_none()
        return (last.seq, last.hash) if last else (0, START)

    async def by_seq(self, seq: int) -> Row | None:
        """One row."""
        rows = await self._db.fetch(select(ledger).where(ledger.c.seq == seq))
        return _row(rows[0]) if rows else None

    async def rows(self, up_to: int) -> AsyncIterator[Row]:
        """The first rows in order, read in batches that let others in between."""
        seen = 0
        while seen < up_to:
            query = (
                select(ledger)
                .where(ledger.c.seq > seen, ledger.c.seq <= up_to)
                .order_by(ledger.c.seq)
                .limit(_AT_ONCE)
            )
            async with self._db.read() as connection:
                batch = (await connection.execute(query)).all()
            if not batch:
                return
            for row in batch:
                yield _row(row)
            seen = batch[-1].seq

    async def keep_checkpoint(self, head: Checkpoint, *, public: str, signature: str) -> bool:
        """Keeps a signed checkpoint; False if one with the same number of rows is kept already."""
        row = {**asdict(head), "public_key": public, "signature": signature}
        async with self._db.write() as connection:
            kept = await connection.execute(self._db.insert(ledger_head).values(row).on_conflict_do_nothing())
        return kept.rowcount == 1

    async def last_checkpoint(self) -> Checkpoint | None:
        """The newest checkpoint that was signed and kept."""
        query = select(ledger_head).order_by(desc(ledger_head.c.count)).limit(1)
        async with self._db.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return Checkpoint(row._mapping["count"], row.hash, row.at) if row else None


def _row(row: AnyRow) -> Row:
    return Row(**row._mapping)
