"""The scenes that journeys begin with, each played once and kept, so that a journey enters where it likes."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.understand.open import Knowledge
from tests.support.chat import MORNING, Chat
from tests.support.databases import Copier
from tests.support.small_office import (
    OWNER,
    Employee,
    Hands,
    Scene,
    at_home,
    imports,
    joins,
    nip,
    product,
    read_here,
)


def list_of(stage: Scene) -> list[Employee]:
    """The office's list."""
    siti, citra = stage.somebody("Siti"), stage.somebody("Citra")
    return [
        Employee("Siti Rahma", nip(1), position="Analis", phone=at_home(siti), zone="WITA"),
        Employee("Budi Santoso", status="PPNPN", unit="Dishub/Bidang Lalu Lintas", position="Sopir"),
        Employee("Citra Dewi", nip(2), "PPPK", "Disdik/Bidang SMP", "Guru", at_home(citra)),
    ]


async def appoints(stage: Scene, name: str, role: str, unit: str = "") -> Chat:
    """Somebody presses Start, and the owner gives him a role."""
    owner, somebody = stage.somebody("Rahma"), stage.person(name)
    await somebody.starts()
    await owner.sends(f"/beri_peran {role} {somebody.person.user.id} {unit}")
    owner.shows("diberikan kepada")
    return somebody


async def begins(stage: Scene) -> None:
    """There is an owner."""
    stage.person("Rahma", number=OWNER)


async def has_hr(stage: Scene) -> None:
    """Hana keeps the list."""
    await appoints(stage, "Hana", "hr")


async def has_list(stage: Scene) -> None:
    """HR takes the list over."""
    await imports(stage.somebody("Hana"), list_of(stage))


async def has_siti(stage: Scene) -> None:
    """Siti joins."""
    siti = stage.somebody("Siti")
    await siti.starts()
    await joins(siti)


# In their order, by the fixture that asks for them.
SCENES: Mapping[str, Callable[[Scene], Awaitable[None]]] = {
    "owner": begins,
    "hr": has_hr,
    "office": has_list,
    "joined": has_siti,
}


@dataclass(frozen=True)
class Photograph:
    """How a scene ended: a database to be copied, the key that belongs to it, and Telegram."""

    url: str
    key: bytes = b""
    telegram: bytes = b""

    def enter(self, copier: Copier, folder: Path) -> tuple[str, Path]:
        """A copy of the database, and the key's place in this folder."""
        key = folder / "netral.key"
        if self.key:
            key.touch(mode=0o600)
            key.write_bytes(self.key)
        return copier.copy(self.url, folder), key


class Album:
    """All photographs, each taken when a journey first asks for it."""

    def __init__(self, folder: Path, knowledge: Knowledge) -> None:
        self._folder = folder
        self._knowledge = knowledge
        self._taken: dict[tuple[str, str], Photograph] = {}

    def after(self, scene: str, copier: Copier) -> Photograph:
        """The end of this scene; of none ("") an empty database."""
        place = scene, copier.newest
        if place not in self._taken:
            self._taken[place] = self._play(scene, copier) if scene else Photograph(copier.newest)
        return self._taken[place]

    def _play(self, scene: str, copier: Copier) -> Photograph:
        earlier = ["", *SCENES]
        before = self.after(earlier[earlier.index(scene) - 1], copier)
        folder = self._folder / str(len(self._taken))
        folder.mkdir()
        url, key = before.enter(copier, folder)

        async def play() -> bytes:
            build = product(url, key, self._knowledge, {})
            async with Scene(build, Hands(MORNING).clock, before.telegram) as stage:
                await SCENES[scene](stage)
                return stage.telegram()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.wiring.read_apart", read_here)
            telegram = asyncio.run(play())
        return Photograph(url, key.read_bytes(), telegram)
