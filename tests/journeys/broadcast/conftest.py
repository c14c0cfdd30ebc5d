"""An office in three time zones with two in HR; what the bot does by itself it does without dawdling."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.outbox import dispatch, rate_limit
from bot.simulator.terminal.bubble import Bubble
from bot.tg.broadcast import progress_reporter
from bot.tg.remind import daily_job
from bot.understand.open import Knowledge
from tests.support.chat import Chat
from tests.support.databases import newest_sqlite
from tests.support.small_office import OWNER, Employee, Hands, Records, Scene, imports, product, read_here

__all__ = ["newest_sqlite"]

# Monday 2 September 2024, 09.00 in Jakarta; the calendar asks for nothing within a week.
CALM = datetime(2024, 9, 2, 2, 0, tzinfo=UTC)
PICTURE = b"\x89PNG\r\n\x1a\n picture"
PATIENCE = 15


@pytest.fixture(scope="session")
def photograph(tmp_path_factory: pytest.TempPathFactory, newest_sqlite: Path, knowledge: Knowledge) -> Path:
    """A folder with the database, the key and Telegram after HR has taken the list over."""
    folder = tmp_path_factory.mktemp("photograph")
    shutil.copy(newest_sqlite, folder / "netral.db")

    async def play() -> bytes:
        async with Scene(
            product(at(folder), folder / "netral.key", knowledge, {}), Hands(CALM).clock
        ) as stage:
            owner, *others = (
                stage.person(name, number=number)
                for name, number in [
                    ("Rahma", OWNER),
                    ("Hana", 1),
                    ("Hendra", 2),
                    ("Siti", 3),
                    ("Budi", 4),
                    ("Citra", 5),
                ]
            )
            for one in others:
                await one.starts()
            for one in others[:2]:
                await owner.sends(f"/beri_peran hr {one.person.user.id}")
            await imports(others[0], list_of())
            return stage.telegram()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.wiring.read_apart", read_here)
        (folder / "telegram").write_bytes(asyncio.run(play()))
    return folder


def list_of() -> list[Employee]:
    """Siti in Jakarta's time, Budi in Makassar's, Citra in Jayapura's; Dewi has not joined."""
    return [
        Employee("Siti", status="PPNPN", unit="Dinas A/Umum", zone="WIB", account="3"),
        Employee("Budi", status="PPNPN", unit="Dinas A", zone="WITA", account="4"),
        Employee("Citra", status="PPNPN", unit="Dinas B", zone="WIT", account="5"),
        Employee("Dewi", status="PPNPN", unit="Dinas B"),
    ]


def at(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'netral.db'}"


@pytest.fixture
def beginning() -> datetime:
    """When the journey begins."""
    return CALM


@pytest.fixture
def hands(beginning: datetime) -> Hands:
    """Moves the clock on."""
    return Hands(beginning)


@pytest.fixture
def wishes() -> dict[str, Any]:
    """Settings of this office beyond the usual; what is changed later holds after a restart."""
    return {"broadcast_rate": 30}


@pytest.fixture
def law(knowledge: Knowledge) -> list[Knowledge]:
    """The rule base; what is put in its place holds after a restart."""
    return [knowledge]


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting for ticks: what a day brings comes as soon as the clock shows it."""
    monkeypatch.setattr(dispatch, "LOOK_EVERY_SECONDS", 0.03)
    monkeypatch.setattr(progress_reporter, "EVERY_SECONDS", 0.03)
    monkeypatch.setattr(daily_job, "EVERY_SECONDS", 0.1)
    monkeypatch.setattr(rate_limit, "CHAT_SECONDS", 0.0)
    monkeypatch.setattr("bot.wiring.read_apart", read_here)


@pytest.fixture
async def stage(
    photograph: Path, tmp_path: Path, law: list[Knowledge], hands: Hands, wishes: dict[str, Any], brisk: None
) -> AsyncIterator[Scene]:
    """The product as the photograph has it."""
    for name in ("netral.db", "netral.key", "netral.head"):
        if (photograph / name).exists():
            shutil.copy2(photograph / name, tmp_path / name)

    def build(box):
        return product(at(tmp_path), tmp_path / "netral.key", law[-1], wishes)(box)

    async with Scene(build, hands.clock, (photograph / "telegram").read_bytes()) as opened:
        yield opened


@pytest.fixture
async def records(tmp_path: Path, stage: Scene) -> AsyncIterator[Records]:
    """The database, read beside the bot."""
    read = Records(at(tmp_path))
    yield read
    await read.close()


@pytest.fixture
def owner(stage: Scene) -> Chat:
    return stage.somebody("Rahma")


@pytest.fixture
def hr(stage: Scene) -> Chat:
    """Hana, who writes to many."""
    return stage.somebody("Hana")


@pytest.fixture
def second(stage: Scene) -> Chat:
    """Hendra, the other one in HR."""
    return stage.somebody("Hendra")


@pytest.fixture
def siti(stage: Scene) -> Chat:
    return stage.somebody("Siti")


@pytest.fixture
def budi(stage: Scene) -> Chat:
    return stage.somebody("Budi")


@pytest.fixture
def citra(stage: Scene) -> Chat:
    return stage.somebody("Citra")


@pytest.fixture
def reads(stage: Scene) -> Callable[..., Any]:
    """Waits until somebody has this text on his screen: `await reads(siti, "Halo")`."""

    async def read(chat: Chat, text: str, times: int = 1) -> Bubble:
        try:
            async with asyncio.timeout(PATIENCE):
                await stage.box.until(lambda: len(having(chat, text)) >= times)
        except TimeoutError:
            screen = "\n---\n".join(seen.text for seen in chat.person.messages)
            pytest.fail(f"no '{text}' on the screen of {chat.person.user.first_name}:\n{screen}")
        return having(chat, text)[-1]

    return read


def having(chat: Chat, text: str) -> list[Bubble]:
    """The messages on somebody's screen that hold this text and were not written by himself."""
    mine = chat.person.user.id
    return [seen for seen in chat.person.messages if text in seen.text and seen.author != mine]


def writes(stage: Scene, chat: Chat, content: dict[str, Any]) -> None:
    """Sends any content that a Message may have."""
    message = stage.box.post(chat.person.chat, chat.person.user.described(), content)
    stage.box.updates.push("message", message)


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
