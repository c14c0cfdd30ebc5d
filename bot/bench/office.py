"""An office to measure on: a new database with people who have all joined, opened as at a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.clock import system
from bot.config import LOCALES, Settings
from bot.outbox.model import Broadcast, BroadcastKind, BroadcastRequest, Content, State, When
from bot.people.keyring import fresh
from bot.store.engine.db import Database
from bot.store.tables import account, person
from bot.wiring import UseCases
from bot.wording import Wording

FIRST_CHAT = 1_000_000
_AT_ONCE = 5_000
_UNITS = 40


class Office:
    """Blocking, since whoever measures has nothing else to do; `url` is the database's address."""

    def __init__(self, url: str, runner: asyncio.Runner, db: Database) -> None:
        self.url = url
        self._run = runner.run
        settings = Settings(_env_file=None, database_url=url)
        self._outbox = UseCases(db, settings, system(), fresh(), Wording(LOCALES, settings.language)).outbox

    def order(self) -> Broadcast:
        """Orders a message to everybody, for now; returns when all recipients are written down."""
        content = Content("<b>Netralitas ASN</b>\nIngat: jangan menyukai unggahan calon.", wants_read=True)
        order = BroadcastRequest(BroadcastKind.MANUAL, content, "semua", When(), "bench")
        return self._run(self._outbox.place(order))

    def is_over(self, number: int) -> bool:
        """Whether every delivery has come to its end."""
        return not any(one.id == number for one in self._run(self._outbox.running()))

    def unknown(self, number: int) -> set[int]:
        """The chats of those of whom nobody knows whether they got it."""
        rows = self._run(self._outbox.account_of(number))
        return {FIRST_CHAT + int(row.number) for row in rows if row.state is State.UNKNOWN}


@contextmanager
def office(file: Path, people: int) -> Iterator[Office]:
    """An office of so many; their chats are FIRST_CHAT and those after it."""
    url = f"sqlite+aiosqlite:///{file}"
    with asyncio.Runner() as runner:
        db = runner.run(Database.open(url))
        try:
            runner.run(_hire(db, people))
            yield Office(url, runner, db)
        finally:
            runner.run(db.close())


async def _hire(db: Database, people: int) -> None:
    now = system().now()
    for first in range(0, people, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, people))
        rows = [
            {
                "id": number + 1,
                "number": str(number),
                "name": f"Pegawai {number}",
                "status": "PNS",
                "unit": f"Dinas {number % _UNITS}",
                "position": "Analis",
                "superior": "",
                "active": True,
                "added_at": now,
            }
            for number in numbers
        ]
        joined = [
            {
                "telegram_id": FIRST_CHAT + number,
                "person_id": number + 1,
                "how": "code",
                "joined_at": now,
            }
            for number in numbers
        ]
        async with db.write() as connection:
            await connection.execute(db.insert(person), rows)
            await connection.execute(db.insert(account), joined)
