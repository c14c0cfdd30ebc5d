"""The reminder plan on a database of its own, an outbox that nobody empties, and a clock that is moved."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock
from bot.outbox.model import Phase, State
from bot.outbox.outcome import Sent
from bot.outbox.service import Outbox
from bot.remind.model import Planned
from bot.remind.service import News, Remind
from bot.rulebook.model import RuleBook
from bot.store.engine.db import Database
from bot.store.outbox.delivery import DeliveryStore
from bot.tg.core.render import as_html
from tests.people.made import member
from tests.people.on_record import employ
from tests.support.databases import Copier, copier, newest_postgres, newest_sqlite, postgres
from tests.support.use_cases import use_cases

__all__ = ["copier", "newest_postgres", "newest_sqlite", "postgres"]

JAKARTA = ZoneInfo("Asia/Jakarta")


@dataclass
class RemindFixture:
    """What HR works with: the plan, what it has ordered, and the day it is."""

    db: Database
    now: datetime
    remind: Remind
    outbox: Outbox
    build: Callable[[RuleBook], Remind]

    def day(self, day: date, hour: int = 9) -> None:
        """From now on it is this hour of this day in Jakarta."""
        self.now = datetime.combine(day, time(hour), JAKARTA)

    def calendar(self, book: RuleBook) -> None:
        """The bot starts again with another rule base."""
        self.remind = self.build(book)

    async def looks(self) -> News:
        return await self.remind.look()

    async def only(self) -> Planned:
        (one,) = await self.remind.upcoming()
        return one

    async def phase(self, number: int) -> Phase:
        status = await self.outbox.status(number)
        return status.broadcast.phase

    async def alive(self) -> list[int]:
        """Broadcasts that are or will be on their way."""
        return [one.id for one in await self.outbox.recent(100) if not one.is_over]

    async def sends(self, number: int) -> int:
        """The dispatcher has its turn with one broadcast; how many got it."""
        deliveries = DeliveryStore(self.db)
        claims = await deliveries.claim(
            number, owner="h/1/1/a", wanted=10, at=self.now, lease=self.now, quiet=()
        )
        await deliveries.settle("h/1/1/a", [(one, Sent(1)) for one in claims], self.now)
        return (await deliveries.counts(number))[State.SENT]


@pytest.fixture
def address(copier: Copier, tmp_path: Path) -> str:
    return copier.copy(copier.newest, tmp_path)


@pytest.fixture
async def office(address: str) -> AsyncIterator[RemindFixture]:
    """One employee has joined; the calendar is empty."""
    db = await Database.open(address)
    await employ(db, member("1", "Ani", telegram_id=901))
    clock = Clock(lambda: opened.now)
    wired = use_cases(db, clock, quiet_hours=(time(20), time(6)), zone=JAKARTA)

    def build(book: RuleBook) -> Remind:
        return wired.remind(book, as_html)

    opened = RemindFixture(db, datetime(2026, 11, 1, tzinfo=UTC), None, wired.outbox, build)
    yield opened
    await db.close()
