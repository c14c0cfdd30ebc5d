"""The product in a small office: each journey once on SQLite and once on PostgreSQL."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import Application

from bot.app import build_application
from bot.config import Settings
from bot.simulator.request import BoxRequest
from bot.simulator.state import Box
from bot.understand.open import Knowledge
from tests.support.chat import MORNING, Chat, Stage
from tests.support.databases import PostgresServer, newest_postgres, newest_sqlite, postgres
from tests.support.small_office import Employee, Hands, Records, at_home, imports, joins, nip, read_here

__all__ = ["newest_postgres", "newest_sqlite", "postgres"]

OWNER = 900


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is up to date and holds nothing."""
    if request.param == "sqlite":
        copied = shutil.copy(request.getfixturevalue("newest_sqlite"), tmp_path / "netral.db")
        return f"sqlite+aiosqlite:///{copied}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return asyncio.run(server.fresh(like=request.getfixturevalue("newest_postgres")))


@pytest.fixture
def hands() -> Hands:
    """Moves the clock on."""
    return Hands(MORNING)


@pytest.fixture
def wishes() -> dict[str, Any]:
    """Settings of this office beyond the usual; what is changed later holds after a restart."""
    return {}


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are read in this process; overridden where a journey goes the whole way."""
    monkeypatch.setattr("bot.app.read_apart", read_here)


@pytest.fixture
async def stage(
    url: str, tmp_path: Path, knowledge: Knowledge, hands: Hands, wishes: dict[str, Any], reader: None
) -> AsyncIterator[Stage]:
    """The product with one owner."""

    def build(box: Box) -> Application[Any, Any, Any, Any, Any, Any]:
        settings = Settings(
            _env_file=None,
            token=box.token,
            owner_ids=str(OWNER),
            database_url=url,
            key_file=tmp_path / "netral.key",
            **wishes,
        )
        return build_application(settings, box.clock, knowledge, request=BoxRequest(box))

    async with Stage(build, hands.clock) as opened:
        yield opened


@pytest.fixture
def records(url: str, stage: Stage) -> Records:
    """The database that the stage runs on."""
    return Records(url)


@pytest.fixture
def owner(stage: Stage) -> Chat:
    return stage.person("Rahma", number=OWNER)


@pytest.fixture
def appoint(owner: Chat, stage: Stage) -> Callable[..., Awaitable[Chat]]:
    """Makes somebody who has pressed Start and whom the owner gives a role: `await appoint("Hana", "hr")`."""

    async def appointed(name: str, role: str, unit: str = "") -> Chat:
        somebody = stage.person(name)
        await somebody.starts()
        await owner.sends(f"/beri_peran {role} {somebody.person.user.id} {unit}")
        owner.shows("diberikan kepada")
        return somebody

    return appointed


@pytest.fixture
async def hr(appoint: Callable[..., Awaitable[Chat]]) -> Chat:
    """Hana, who keeps the list."""
    return await appoint("Hana", "hr")


@pytest.fixture
def siti(stage: Stage) -> Chat:
    """Works for the government in Makassar's time, and the list has her telephone."""
    return stage.person("Siti")


@pytest.fixture
def budi(stage: Stage) -> Chat:
    """Drives, has neither NIP nor telephone on the list."""
    return stage.person("Budi")


@pytest.fixture
def citra(stage: Stage) -> Chat:
    """Employed by contract, in another office."""
    return stage.person("Citra")


@pytest.fixture
def stranger(stage: Stage) -> Chat:
    """On nobody's list."""
    return stage.person("Maling")


@pytest.fixture
def staff(siti: Chat, budi: Chat, citra: Chat) -> list[Employee]:
    """The office's list."""
    return [
        Employee("Siti Rahma", nip(1), position="Analis", phone=at_home(siti), zone="WITA"),
        Employee("Budi Santoso", status="PPNPN", unit="Dishub/Bidang Lalu Lintas", position="Sopir"),
        Employee("Citra Dewi", nip(2), "PPPK", "Disdik/Bidang SMP", "Guru", at_home(citra)),
    ]


@pytest.fixture
async def office(hr: Chat, staff: list[Employee]) -> list[Employee]:
    """The list after HR has taken it over."""
    await imports(hr, staff)
    return staff


@pytest.fixture
async def colleague(appoint: Callable[..., Awaitable[Chat]], hr: Chat) -> Chat:
    """Hendra, the second one in HR."""
    return await appoint("Hendra", "hr")


@pytest.fixture
async def joined(siti: Chat, office: list[Employee]) -> Chat:
    """Siti after she has joined."""
    await siti.starts()
    await joins(siti)
    return siti


@pytest.fixture
def second_phone(stage: Stage, siti: Chat) -> Chat:
    """Another account with Siti's number: hers on a new telephone, or that of whoever has her old number."""
    chat = stage.person("Siti")
    chat.person.user.phone = siti.person.user.phone
    return chat
