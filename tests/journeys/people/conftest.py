"""The product in a small office; a journey begins after the last of the scenes whose fixtures it uses."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.understand.open import Knowledge
from tests.journeys.people.scenes import SCENES, Album, Photograph, appoints, list_of
from tests.support.chat import MORNING, Chat
from tests.support.databases import Copier, copier, newest_postgres, newest_sqlite, postgres
from tests.support.small_office import Employee, Hands, Records, Scene, product, read_here, without_disk

__all__ = ["copier", "newest_postgres", "newest_sqlite", "postgres", "without_disk"]


@pytest.fixture(scope="session")
def album(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Album:
    """The scenes, for all journeys."""
    return Album(tmp_path_factory.mktemp("album"), knowledge)


@pytest.fixture
def before(request: pytest.FixtureRequest, album: Album, copier: Copier) -> Photograph:
    """What has happened already when the journey begins."""
    used = [scene for scene in SCENES if scene in request.fixturenames]
    return album.after(used[-1] if used else "", copier)


@pytest.fixture
def place(before: Photograph, copier: Copier, tmp_path: Path) -> tuple[str, Path]:
    """The database that the journey goes on with, by its address, and the file with its key."""
    return before.enter(copier, tmp_path)


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
    monkeypatch.setattr("bot.wiring.read_apart", read_here)


@pytest.fixture
async def stage(
    before: Photograph,
    place: tuple[str, Path],
    knowledge: Knowledge,
    hands: Hands,
    wishes: dict[str, Any],
    reader: None,
) -> AsyncIterator[Scene]:
    """The product, with one owner."""
    async with Scene(product(*place, knowledge, wishes), hands.clock, before.telegram) as opened:
        yield opened


@pytest.fixture
async def records(place: tuple[str, Path], stage: Scene) -> AsyncIterator[Records]:
    """The database that the stage runs on."""
    read = Records(place[0])
    yield read
    await read.close()


@pytest.fixture
def owner(stage: Scene) -> Chat:
    return stage.somebody("Rahma")


@pytest.fixture
def appoint(owner: Chat, stage: Scene) -> Callable[..., Awaitable[Chat]]:
    """Somebody presses Start, and the owner gives him a role: `await appoint("Agus", "auditor")`."""

    async def appointed(name: str, role: str, unit: str = "") -> Chat:
        return await appoints(stage, name, role, unit)

    return appointed


@pytest.fixture
def hr(stage: Scene) -> Chat:
    """Hana, who keeps the list."""
    return stage.somebody("Hana")


@pytest.fixture
def siti(stage: Scene) -> Chat:
    """Works for the government in Makassar's time, and the list has her telephone."""
    return stage.somebody("Siti")


@pytest.fixture
def budi(stage: Scene) -> Chat:
    """Drives, has neither NIP nor telephone on the list."""
    return stage.somebody("Budi")


@pytest.fixture
def citra(stage: Scene) -> Chat:
    """Employed by contract, in another office."""
    return stage.somebody("Citra")


@pytest.fixture
def stranger(stage: Scene) -> Chat:
    """On nobody's list."""
    return stage.somebody("Maling")


@pytest.fixture
def staff(stage: Scene) -> list[Employee]:
    """The office's list."""
    return list_of(stage)


@pytest.fixture
def office(staff: list[Employee]) -> list[Employee]:
    """The list after HR has taken it over."""
    return staff


@pytest.fixture
async def colleague(appoint: Callable[..., Awaitable[Chat]], hr: Chat) -> Chat:
    """Hendra, the second one in HR."""
    return await appoint("Hendra", "hr")


@pytest.fixture
def joined(siti: Chat) -> Chat:
    """Siti after she has joined."""
    return siti


@pytest.fixture
def second_phone(stage: Scene, siti: Chat) -> Chat:
    """Another account with Siti's number: hers on a new telephone, or that of whoever has her old number."""
    chat = stage.person("Siti")
    chat.person.user.phone = siti.person.user.phone
    return chat
