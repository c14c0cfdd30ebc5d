"""The real Application on a fake Telegram: only HTTP and time are replaced.

Every request the bot makes on the way is checked against the Bot API, and every tap must have been answered.
"""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.app import build_application
from bot.clock import Clock, fixed
from bot.config import Settings
from bot.simulator.chats import User
from bot.simulator.drive import running, settle
from bot.simulator.person import Person
from bot.simulator.request import BoxRequest
from bot.simulator.state import Box
from bot.understand.open import Knowledge
from tests.support.api_rules import violations
from tests.support.chat import Chat

# Sunday 22 November 2026, 09.00 in Jakarta.
MORNING = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
OWNER = 900

App = Application[Any, Any, Any, Any, Any, Any]
Builder = Callable[[Box], App]


class ManualClock(Clock):
    """A clock that stands still until it is moved on."""

    # A Clock is frozen, this one is not.
    __setattr__ = object.__setattr__

    def __init__(self, moment: datetime) -> None:
        super().__init__(lambda: self._moment)
        self._moment = moment

    def move(self, **time: float) -> None:
        """Moves on by days, hours, minutes …"""
        self._moment += timedelta(**time)


@dataclass(frozen=True)
class Place:
    """A database by its address, and the file with the key that belongs to it."""

    url: str
    key: Path

    @property
    def file(self) -> Path:
        """The database's file, on SQLite."""
        return Path(self.url.removeprefix("sqlite+aiosqlite:///"))


def product(place: Place, law: Sequence[Knowledge], settings: Mapping[str, Any]) -> Builder:
    """Builds the product with OWNER as its owner, on the last rule base of `law`; `settings` come beyond the
    usual ones. Both are read at each start, so that changes hold after a restart.
    """

    def build(box: Box) -> App:
        usual = {"owner_ids": str(OWNER), "database_url": place.url, "key_file": place.key}
        chosen = Settings(_env_file=None, token=box.token, **(usual | settings))
        return build_application(chosen, box.clock, law[-1], request=BoxRequest(box))

    return build


def as_bytes(box: Box) -> bytes:
    """A Telegram as it is now, without its clock."""
    return pickle.dumps(replace(box, clock=None))


class AppFixture:
    """An Application and its Telegram, `box`. The bot can be restarted, the box remembers; with `telegram` it
    goes on where another one ended.
    """

    def __init__(self, build: Builder, clock: Clock | None = None, telegram: bytes = b"") -> None:
        self.box = pickle.loads(telegram) if telegram else Box(fixed(MORNING))
        if clock:
            self.box.clock = clock
        self._build = build
        self._life = AsyncExitStack()
        self._checked = len(self.box.calls)
        self._people = len(self.box.users)
        self.application: App

    async def __aenter__(self) -> AppFixture:
        await self._start()
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._life.aclose()

    async def _start(self) -> None:
        self.application = self._build(self.box)
        await self._life.enter_async_context(running(self.application))

    async def restart(self) -> None:
        """Stops the bot and starts a new one on the same database and the same Telegram."""
        await self._life.aclose()
        await self._start()

    async def kill_between_receipt_and_handling(self) -> None:
        """One update that waits is stored by a process that dies before it handles it; the next process finds
        it there, and Telegram, whose offset never moved, offers it once more.
        """
        (raw,) = self.box.updates.take()
        killed = self._build(self.box)
        await killed.initialize()
        assert killed.post_init
        assert killed.post_shutdown
        await killed.post_init(killed)
        await killed.update_queue.put(Update.de_json(raw, killed.bot))
        await killed.shutdown()
        await killed.post_shutdown(killed)
        async with running(reborn := self._build(self.box)):
            await reborn.update_queue.join()
            await reborn.update_queue.put(Update.de_json(raw, reborn.bot))
            await reborn.update_queue.join()

    def telegram(self) -> bytes:
        """Accounts, chats and messages as they are now, for another AppFixture to go on with."""
        return as_bytes(self.box)

    def person(self, name: str = "Siti", number: int | None = None, language: str = "id") -> Chat:
        """Somebody new, with a private chat that is not started yet."""
        self._people += 1
        user = User(number or 1000 + self._people, name, language=language, phone=f"+62811{self._people:06d}")
        return Chat(self, Person(self.box, user))

    def somebody(self, name: str) -> Chat:
        """The private chat of whoever came first under this name; of somebody new if nobody did."""
        known = (user for user in self.box.users.values() if user.first_name == name)
        user = next(known, None)
        return Chat(self, Person(self.box, user)) if user else self.person(name)

    def group(self, title: str, *members: Chat) -> list[Chat]:
        """A group with the bot in it, as each of its members sees it."""
        chat = self.box.add_group(title, [member.person.user for member in members], len(self.box.chats))
        views = [Chat(self, Person(self.box, member.person.user, chat)) for member in members]
        views[0].person.admits_bot()
        return views

    async def settle(self) -> None:
        """Lets the bot finish all it has to do, then checks what it did."""
        await settle(self.application, self.box)
        self.check_requests()

    async def rush(self) -> None:
        """Hands over at one moment all that people have done, where `settle` takes turns; then checks."""
        queue, bot = self.application.update_queue, self.application.bot
        await asyncio.gather(*(queue.put(Update.de_json(raw, bot)) for raw in self.box.updates.take()))
        await queue.join()
        self.check_requests()

    def check_requests(self) -> None:
        """Fails on requests since the last time that the Bot API forbids, and on taps without an answer."""
        calls = self.box.calls[self._checked :]
        self._checked = len(self.box.calls)
        found = [problem for call in calls for problem in violations(call)]
        unanswered = [query for query in self.box.queries.values() if not query.answered]
        # Each tap is complained about once.
        for query in unanswered:
            query.answered = True
        refused = any(call.planned for call in calls)
        found += [] if refused else [f"tap {query.id} was never answered" for query in unanswered]
        assert not found, "\n".join(found)
