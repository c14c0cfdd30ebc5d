"""What has happened before a journey begins: each step is played once, kept, and copied for every journey."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.clock import fixed
from bot.people.roster.model import Roster
from bot.people.roster.reader.read import read
from bot.simulator.chats import User
from bot.simulator.person import Person
from bot.simulator.state import Box
from bot.understand.open import Knowledge
from tests.support.app import MORNING, OWNER, AppFixture, ManualClock, Place, as_bytes, product
from tests.support.databases import Copier

Step = Callable[[AppFixture, Place], Awaitable[None]]


@dataclass(frozen=True)
class Story:
    """Steps in their order, by the fixture that asks for each, and what holds while they are played."""

    steps: Mapping[str, Step] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    moment: datetime = MORNING

    def up_to(self, fixtures: Collection[str]) -> Story:
        """The same up to the last step that one of these fixtures asks for."""
        last = max((n for n, name in enumerate(self.steps, 1) if name in fixtures), default=0)
        return replace(self, steps=dict(list(self.steps.items())[:last]))


@dataclass(frozen=True)
class Snapshot:
    """How a story ended: a database to be copied, the files that belong to it, and Telegram."""

    url: str
    telegram: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)

    def restore(self, copier: Copier, folder: Path) -> Place:
        """A copy of it, with its files in this folder."""
        for name, content in self.files.items():
            (folder / name).touch(mode=0o600)
            (folder / name).write_bytes(content)
        return Place(copier.copy(self.url, folder), folder / "netral.key")


class Snapshots:
    """All snapshots of a run, each taken when a journey first asks for it."""

    def __init__(self, folder: Path, knowledge: Knowledge) -> None:
        self._folder = folder
        self._knowledge = knowledge
        self._taken: dict[object, Snapshot] = {}

    def after(self, story: Story, copier: Copier) -> Snapshot:
        """The end of this story; without steps there is nothing but an owner who has pressed Start."""
        played = *story.steps.values(), *sorted(story.settings.items()), story.moment, copier.newest
        if played not in self._taken:
            self._taken[played] = self._play(story, copier) if story.steps else _nothing(copier)
        return self._taken[played]

    def _play(self, story: Story, copier: Copier) -> Snapshot:
        *earlier, (_, step) = story.steps.items()
        before = self.after(replace(story, steps=dict(earlier)), copier)
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        place = before.restore(copier, folder)
        build = product(place, [self._knowledge], story.settings)

        async def play() -> bytes:
            async with AppFixture(build, ManualClock(story.moment), before.telegram) as app:
                await step(app, place)
                return app.telegram()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.wiring.read_apart", read_here)
            telegram = asyncio.run(play())
        kept = (place.key, place.key.with_suffix(".head"))
        return Snapshot(place.url, telegram, {one.name: one.read_bytes() for one in kept if one.exists()})


def _nothing(copier: Copier) -> Snapshot:
    box = Box(fixed(MORNING))
    owner = Person(box, User(OWNER, "Rahma", phone="+62811000001"))
    owner.chat.bot_status = "member"
    return Snapshot(copier.newest, as_bytes(box))


async def read_here(content: bytes, name: str, today: date) -> Roster:
    """Reads a list without the process of its own that takes most of the time."""
    return read(content, name, today)
