"""Pledging without Telegram, on a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock
from bot.outbox.model import State
from bot.people.keyring import Keyring, fresh
from bot.people.member import Status, Zone
from bot.pledge.model import Campaign, PledgeText
from bot.pledge.service import deadline_on
from bot.store.engine.db import Database
from bot.store.tables import delivery
from tests.people.made import member as somebody
from tests.people.on_record import employ, rows
from tests.support.databases import newest_sqlite
from tests.support.use_cases import use_cases

__all__ = ["newest_sqlite"]

# Sunday 22 November 2026, 09.00 in Jakarta.
MORNING = datetime(2026, 11, 22, 2, tzinfo=UTC)
JAKARTA = ZoneInfo("Asia/Jakarta")
TEXT = PledgeText("ikrar", "1", "Ikrar", "Saya berikrar …")
SEEN = TEXT.hash[:8]
OWNER = 900


class PledgeFixture:
    """An office without Telegram: the use cases on a database, with a clock that is moved by hand."""

    def __init__(self, db: Database, keys: Keyring | None = None) -> None:
        self.db = db
        self.now = MORNING
        self.keys = keys or fresh()
        self.clock = Clock(lambda: self.now)
        self.restart()

    def restart(self) -> None:
        """What was only remembered is forgotten."""
        office = use_cases(self.db, self.clock, self.keys, owner_ids=frozenset({OWNER}))
        self.outbox, self.checkpoints, self.pledging = office.outbox, office.checkpoints, office.pledging

    async def opens(self, audience: str = "semua", text: PledgeText = TEXT, **days: float) -> Campaign:
        """A campaign that ends in a week unless told otherwise."""
        deadline = deadline_on(self.now + timedelta(**(days or {"days": 9})), JAKARTA)
        campaign, _ = await self.pledging.open(text, audience, deadline, "tg:1")
        return campaign

    async def asked(self, number: int = 0) -> list[int]:
        """Whom the broadcasts, or one of them, are to reach, in order."""
        return sorted(
            row["person_id"]
            for row in await rows(self.db, delivery)
            if number in (0, row["broadcast_id"]) and row["state"] == State.PLANNED
        )


@pytest.fixture
async def office(newest_sqlite: Path, tmp_path: Path) -> AsyncIterator[PledgeFixture]:
    db = await Database.open(f"sqlite+aiosqlite:///{shutil.copy(newest_sqlite, tmp_path / 'netral.db')}")
    await employ(
        db,
        somebody("11", "Ani", "Dinas A", telegram_id=901, zone=Zone.WIB),
        somebody("22", "Budi", "Dinas A/Bidang 1", telegram_id=902, zone=Zone.WIT),
        somebody("33", "Citra", "Dinas AB", telegram_id=903, status=Status.PPPK),
        somebody("44", "Dewi", "Dinas AB"),
    )
    yield PledgeFixture(db)
    await db.close()
