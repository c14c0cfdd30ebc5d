"""An office in three time zones with two in HR."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.app import AppFixture, Place
from tests.support.chat import Chat
from tests.support.small_office import Employee, imports
from tests.support.snapshots import Story

# Monday 2 September 2024, 09.00 in Jakarta; the calendar asks for nothing within a week.
CALM = datetime(2024, 9, 2, 2, 0, tzinfo=UTC)
PICTURE = b"\x89PNG\r\n\x1a\n picture"
# Siti in Jakarta's time, Budi in Makassar's, Citra in Jayapura's; Dewi has not joined.
STAFF = (
    Employee("Siti", status="PPNPN", unit="Dinas A/Umum", zone="WIB", account="3"),
    Employee("Budi", status="PPNPN", unit="Dinas A", zone="WITA", account="4"),
    Employee("Citra", status="PPNPN", unit="Dinas B", zone="WIT", account="5"),
    Employee("Dewi", status="PPNPN", unit="Dinas B"),
)


async def has_joined(app: AppFixture, _: Place) -> None:
    """HR takes the list over, which brings everybody's account along."""
    owner = app.somebody("Rahma")
    for number, name in enumerate(("Hana", "Hendra", "Siti", "Budi", "Citra"), 1):
        await app.person(name, number=number).starts()
    for number in (1, 2):
        await owner.sends(f"/beri_peran hr {number}")
    await imports(app.somebody("Hana"), STAFF)


@pytest.fixture
def story() -> Story:
    return Story({"app": has_joined}, moment=CALM)


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"broadcast_rate": 30}


@pytest.fixture(autouse=True)
def calendar_is_looked_at_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.tg.remind.daily_job.EVERY_SECONDS", 0.1)


@pytest.fixture
def second(app: AppFixture) -> Chat:
    """Hendra, the other one in HR."""
    return app.somebody("Hendra")


def writes(app: AppFixture, chat: Chat, content: dict[str, Any]) -> None:
    """Sends any content that a Message may have."""
    message = app.box.post(chat.person.chat, chat.person.user.described(), content)
    app.box.updates.push("message", message)


async def composes(hr: Chat, text: str = "Halo semua") -> None:
    """HR has given the message and sees the choices."""
    await hr.sends("/siaran")
    await hr.sends(text)
    hr.shows("Pesannya sudah saya terima")


async def sends(hr: Chat, text: str = "Halo semua", *options: str) -> None:
    """HR sends a message to everybody, after some of the choices were tapped."""
    await composes(hr, text)
    for option in options:
        await hr.taps(option)
    await hr.taps("Pratinjau")
    await hr.taps("Kirim")
