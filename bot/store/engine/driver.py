"""SQLite in its own thread with one step for each statement, rows included.

SQLAlchemy's adapter takes four (cursor, statement, rows, close), and one more for undoing what is over: at
hundreds of transactions a second, passing work to the thread and back costs more than the work. Knows no SQL.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
)


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """For results that are read whole; streams keep the adapter's own."""

    __slots__ = ()
    _awaitable_cursor_close = False

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    def _make_new_cursor(self, connection: Any) -> Any:  # noqa: ARG002 - the adapter's signature
        return None

    def close(self) -> None:
        """It was closed where it was used."""
        self._rows.clear()

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        return await self._run(operation, () if parameters is None else parameters, many=False)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        return await self._run(operation, seq_of_parameters, many=True)

    async def _run(self, operation: str, parameters: Any, *, many: bool) -> Any:
        connection: Any = self._adapt_connection
        async with connection._execute_mutex:
            connection.is_idle = False
            work = (connection._connection._conn, operation, parameters, many)
            self._cursor, rows, connection.is_idle = await connection._connection._execute(_executed, *work)
            self._rows = deque(rows)
        return self._cursor


class SwiftConnection(AsyncAdapt_aiosqlite_connection):
    """`is_idle`: nothing was asked of it since its last transaction came to an end."""

    __slots__ = ("is_idle",)
    _cursor_cls = _Cursor

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.is_idle = False

    def commit(self) -> None:
        """Ends the transaction, if there is one."""
        if not self.is_idle:
            super().commit()
            self.is_idle = True

    def rollback(self) -> None:
        """Undoes what is under way. The pool asks for it each time, be there anything or not."""
        # What a cancelled task has left in the thread's queue counts as under way.
        if not self.is_idle:
            super().rollback()
            self.is_idle = True


def swift(plain: AsyncAdapt_aiosqlite_connection) -> SwiftConnection:
    """The same connection, taking fewer steps."""
    return SwiftConnection(plain.dbapi, plain._connection)


def _executed(
    connection: sqlite3.Connection, operation: str, parameters: Any, many: bool
) -> tuple[sqlite3.Cursor, Sequence[Any], bool]:
    """(the cursor, its rows, whether no transaction is under way afterwards)."""
    cursor = (connection.executemany if many else connection.execute)(operation, parameters)
    rows = cursor.fetchall() if cursor.description else ()
    cursor.close()
    return cursor, rows, not connection.in_transaction
