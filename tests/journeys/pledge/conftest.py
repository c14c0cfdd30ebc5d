"""An office that has joined and has not pledged yet; a copy of it for each journey.

Siti works in Makassar's time, Budi in Jayapura's and without NIP, Citra in another office; Karta heads the
first office; Dodi is on the list and has not joined; Maling is on no list.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.understand.open import Knowledge
from tests.journeys.people.scenes import Photograph, appoints
from tests.support.chat import MORNING, Chat
from tests.support.databases import Copier, copier, newest_postgres, newest_sqlite, postgres
from tests.support.small_office import (
    OWNER,
    Employee,
    Hands,
    Records,
    Scene,
    at_home,
    imports,
    nip,
    product,
    read_here,
)

__all__ = ["copier", "newest_postgres", "newest_sqlite", "postgres"]

TITLE = "Ikrar Netralitas Pegawai"
INVITED = "Anda diminta membaca dan berikrar"


def list_of(stage: Scene) -> list[Employee]:
    """The office's list."""
    siti, budi, citra, karta = (stage.somebody(name) for name in ("Siti", "Budi", "Citra", "Karta"))
    dodi = stage.somebody("Dodi")
    number = {chat: str(chat.person.user.id) for chat in (siti, budi, citra, karta)}
    return [
        Employee("Siti Rahma", nip(1), unit="Dishub/Subbag Umum", zone="WITA", account=number[siti]),
        Employee("Budi Santoso", "", "PPNPN", "Dishub/Bidang Lalin", zone="WIT", account=number[budi]),
        Employee("Citra Dewi", nip(2), "PPPK", "Disdik/Bidang SMP", account=number[citra]),
        Employee("Karta Hadi", nip(3), unit="Dishub", position="Kepala Dinas", account=number[karta]),
        Employee("Dodi Pranata", nip(4), unit="Disdik", phone=at_home(dodi)),
    ]


async def has_joined(stage: Scene) -> None:
    """HR takes the list over, which brings everybody's account along; Karta becomes head."""
    stage.person("Rahma", number=OWNER)
    hana = await appoints(stage, "Hana", "hr")
    for name in ("Siti", "Budi", "Citra", "Karta", "Dodi", "Maling"):
        await stage.person(name).starts()
    await imports(hana, list_of(stage))
    owner = stage.somebody("Rahma")
    await owner.sends(f"/beri_peran kepala {nip(3)} Dishub")
    owner.shows("diberikan kepada")


@pytest.fixture(scope="session")
def photographs(
    tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge
) -> Callable[[Copier], Photograph]:
    """The office, played once for each database."""
    taken: dict[str, Photograph] = {}
    folder = tmp_path_factory.mktemp("kantor")

    def photograph(copier: Copier) -> Photograph:
        if copier.newest not in taken:
            place = folder / str(len(taken))
            place.mkdir()
            url, key = Photograph(copier.newest).enter(copier, place)

            async def play() -> bytes:
                build = product(url, key, knowledge, {})
                async with Scene(build, Hands(MORNING).clock) as stage:
                    await has_joined(stage)
                    return stage.telegram()

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("bot.wiring.read_apart", read_here)
                telegram = asyncio.run(play())
            taken[copier.newest] = Photograph(url, key.read_bytes(), telegram)
        return taken[copier.newest]

    return photograph


@pytest.fixture
def before(photographs: Callable[[Copier], Photograph], copier: Copier) -> Photograph:
    """What has happened already when the journey begins."""
    return photographs(copier)


@pytest.fixture
def place(before: Photograph, copier: Copier, tmp_path: Path) -> tuple[str, Path]:
    """The database that the journey goes on with, and the file with its key."""
    return before.enter(copier, tmp_path)


@pytest.fixture
def hands() -> Hands:
    """Moves the clock on."""
    return Hands(MORNING)


@pytest.fixture
def wishes() -> dict[str, Any]:
    """Settings of this office beyond the usual."""
    return {}


@pytest.fixture
async def stage(
    before: Photograph,
    place: tuple[str, Path],
    knowledge: Knowledge,
    hands: Hands,
    wishes: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Scene]:
    """The product; whoever waits for a delivery does not wait long."""
    monkeypatch.setattr("bot.wiring.read_apart", read_here)
    monkeypatch.setattr("bot.outbox.dispatch.LOOK_EVERY_SECONDS", 0.02)
    async with Scene(product(*place, knowledge, wishes), hands.clock, before.telegram) as opened:
        yield opened


@pytest.fixture
async def records(place: tuple[str, Path], stage: Scene) -> AsyncIterator[Records]:
    """The database that the stage runs on."""
    read = Records(place[0])
    yield read
    await read.close()


Awaits = Callable[..., Awaitable[None]]


@pytest.fixture
def awaits(stage: Scene) -> Awaits:
    """Waits until somebody's chat holds a text so many times: `await awaits(siti, "…", 2)`."""

    async def arrives(chat: Chat, text: str, times: int = 1) -> None:
        def is_there() -> bool:
            return sum(text in seen.text for seen in chat.person.messages) >= times

        async with asyncio.timeout(20):
            await stage.box.until(is_there)
        stage.judge()
        chat.looks()

    return arrives


@pytest.fixture
def hr(stage: Scene) -> Chat:
    return stage.somebody("Hana")


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
def head(stage: Scene) -> Chat:
    return stage.somebody("Karta")


@pytest.fixture
def dodi(stage: Scene) -> Chat:
    return stage.somebody("Dodi")


@pytest.fixture
def stranger(stage: Scene) -> Chat:
    return stage.somebody("Maling")


@pytest.fixture
def staff(stage: Scene) -> list[Employee]:
    """The office's list."""
    return list_of(stage)


@pytest.fixture
def opens(hr: Chat) -> Callable[..., Awaitable[None]]:
    """HR opens the usual pledge; what is typed by its field: `await opens(Penerima="status:PNS")`."""

    async def opened(**typed: str) -> None:
        await hr.sends("/ikrar_baru")
        for field, value in typed.items():
            await hr.taps(field.replace("_", " "))
            await hr.sends(value)
        await hr.taps("Pratinjau")
        await hr.taps("Buka dan undang")
        hr.shows("dibuka (nomor")

    return opened


@pytest.fixture
async def opened(opens: Callable[..., Awaitable[None]], awaits: Awaits, siti: Chat) -> None:
    """The usual pledge is open, and the invitation has arrived with Siti."""
    await opens()
    await awaits(siti, INVITED)
