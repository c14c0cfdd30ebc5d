"""Runs a command and kills it at one of its commits: `kill_at_commit.py before|after NUMBER COMMAND…`.

Before means that the database has the statements but not the commit; after, that it has both and the process
has not gone on yet. Only transactions that write are counted.
"""

import os
import signal
import sys

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import Pool

from bot.cli import main


class KillAtCommit:
    """Counts commits until the one."""

    def __init__(self, when: str, number: int) -> None:
        self._when = when
        self._left = number
        self._last: object = None

    def begun(self, connection: Connection) -> None:
        """A transaction begins."""
        connection.info["writes"] = False

    def executing(self, connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        """Before a statement."""
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            connection.info["writes"] = True

    def committing(self, connection: Connection) -> None:
        """Before a commit."""
        if not connection.info.get("writes"):
            return
        self._left -= 1
        if self._left == 0:
            if self._when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            self._last = connection.connection.dbapi_connection

    def returned(self, connection: object, _record: object) -> None:
        """A connection goes back to the pool, which is the first thing after its commit."""
        if self._last is not None and connection is self._last:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    killer = KillAtCommit(sys.argv[1], int(sys.argv[2]))
    event.listen(Engine, "begin", killer.begun)
    event.listen(Engine, "before_cursor_execute", killer.executing)
    event.listen(Engine, "commit", killer.committing)
    event.listen(Pool, "checkin", killer.returned)
    main(sys.argv[3:])
