"""Conversations with a real Application, only HTTP replaced: `await chat.sends(…)`, then `chat.shows(…)`.

Every request the bot makes on the way goes before the judge, and every tap must have been answered.
Import the fixtures `stage` and `chat` into a conftest to use them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from telegram import Update
from telegram.ext import Application

from bot.clock import Clock, fixed
from bot.config import Settings
from bot.simulator.api.params import Upload
from bot.simulator.chats import Event, Message, User
from bot.simulator.drive import running, settle
from bot.simulator.person import Person
from bot.simulator.request import BoxRequest
from bot.simulator.state import BOT_ID, Box
from bot.simulator.terminal.bubble import Bubble, Button, bubble
from tests.support.judge import violations
from tests.support.released import released

# Sunday 22 November 2026, 09.00 in Jakarta.
MORNING = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

Builder = Callable[[Box], Application[Any, Any, Any, Any, Any, Any]]


class Stage:
    """A box and the bot that runs on it; the bot can be restarted, the box remembers."""

    def __init__(self, build: Builder, clock: Clock | None = None) -> None:
        self.box = Box(clock or fixed(MORNING))
        self._build = build
        self._life = AsyncExitStack()
        self._judged = 0
        self._people = 0
        self.application: Application[Any, Any, Any, Any, Any, Any]

    async def __aenter__(self) -> Stage:
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

    def person(self, name: str = "Siti", number: int | None = None, language: str = "id") -> Chat:
        """Somebody new, with a private chat that is not started yet."""
        self._people += 1
        user = User(number or 1000 + self._people, name, language=language, phone=f"+62811{self._people:06d}")
        return Chat(self, Person(self.box, user))

    def group(self, title: str, *members: Chat) -> list[Chat]:
        """A group with the bot in it, as each of its members sees it."""
        chat = self.box.add_group(title, [member.person.user for member in members], len(self.box.chats))
        views = [Chat(self, Person(self.box, member.person.user, chat)) for member in members]
        views[0].person.admits_bot()
        return views

    async def settle(self) -> None:
        """Lets the bot finish all it has to do, then judges what it did."""
        await settle(self.application, self.box)
        self.judge()

    async def rush(self) -> None:
        """Hands over at one moment all that people have done, where `settle` takes turns; then judges."""
        queue, bot = self.application.update_queue, self.application.bot
        await asyncio.gather(*(queue.put(Update.de_json(raw, bot)) for raw in self.box.updates.take()))
        await queue.join()
        self.judge()

    def judge(self) -> None:
        """Fails on requests since the last time that the Bot API forbids, and on taps without an answer."""
        calls = self.box.calls[self._judged :]
        self._judged = len(self.box.calls)
        found = [problem for call in calls for problem in violations(call)]
        unanswered = [query for query in self.box.queries.values() if not query.answered]
        # Each tap is complained about once.
        for query in unanswered:
            query.answered = True
        refused = any(call.planned for call in calls)
        found += [] if refused else [f"tap {query.id} was never answered" for query in unanswered]
        assert not found, "\n".join(found)


class Chat:
    """One person's view of a chat. What an act returns is the bot's last message, if there is any."""

    def __init__(self, stage: Stage, person: Person) -> None:
        self._stage = stage
        self.person = person
        self._step: list[Event] = []

    async def sends(self, text: str) -> Bubble | None:
        """Types a message."""
        self.person.says(text)
        return await self._answered()

    async def starts(self, payload: str = "") -> Bubble | None:
        """Presses Start, perhaps by way of a deep link."""
        self.person.starts(payload)
        return await self._answered()

    async def taps(self, label: str) -> Bubble | None:
        """Taps the newest button with this label."""
        self.person.taps(label)
        return await self._answered()

    async def taps_again(self, label: str, times: int = 2) -> Bubble | None:
        """Taps the same button several times before the bot gets round to any of them."""
        for _ in range(times):
            self.person.taps(label)
        return await self._answered()

    async def shares_contact(self, whose: User | None = None) -> Bubble | None:
        """Shares the own phone number, or somebody else's card."""
        self.person.shares_contact(whose)
        return await self._answered()

    async def sends_document(self, name: str, content: bytes, caption: str = "") -> Bubble | None:
        """Sends a file."""
        self.person.sends_document(Upload(name, content), caption)
        return await self._answered()

    async def forwards(self, other: Bubble, source: Chat) -> Bubble | None:
        """Forwards a message of another chat into this one."""
        self.person.forwards(source.person.chat.messages[other.id])
        return await self._answered()

    async def _answered(self) -> Bubble | None:
        await self.settles()
        return bubble(self._written[-1]) if self._written else None

    async def settles(self) -> None:
        """Lets the bot answer what `person` has done."""
        self.person.news()
        await self._stage.settle()
        self._step = self.person.news()

    def looks(self) -> None:
        """Takes what has happened since this person's last step for a step of its own."""
        self._step = self.person.news()

    @property
    def replies(self) -> list[Bubble]:
        """What the bot sent or edited in the last step, each message once, as it is now."""
        changed = [event.message for event in self._step if event.message and event.kind != "delete"]
        latest = {m["message_id"]: bubble(m) for m in changed if m["from"]["id"] == BOT_ID}
        return list(latest.values())

    @property
    def notices(self) -> list[str]:
        """The small notices that answered taps in the last step."""
        return [event.text for event in self._step if event.message is None]

    @property
    def last(self) -> Bubble:
        """The bot's message that was sent or edited last, in whichever step."""
        assert self._written, "the bot has not written anything"
        return bubble(self._written[-1])

    @property
    def received(self) -> bytes:
        """The content of the file that the bot sent last."""
        files = [seen.file_id for seen in map(bubble, self._written) if seen.file_id]
        assert files, "the bot has not sent any file"
        return self._stage.box.files.find(files[-1]).upload.content

    @property
    def _written(self) -> list[Message]:
        """The bot's messages, sent or edited, in the order in which that happened."""
        events = [event for event in self.person.chat.events if event.kind in ("message", "edit")]
        return [event.message for event in events if event.message and event.message["from"]["id"] == BOT_ID]

    def shows(self, *texts: str, buttons: list[str] | None = None) -> None:
        """Asserts that each text stands in what the bot wrote in the last step, and (if given) that its last
        message carries exactly these buttons."""
        screen = "\n---\n".join(f"{seen.text}\n{seen.buttons}" for seen in self.replies) or "(nothing)"
        for text in texts:
            assert any(text in seen.text for seen in self.replies), f"no '{text}' in:\n{screen}"
        if buttons is not None:
            assert self.last.buttons == buttons, f"other buttons in:\n{screen}"

    def is_silent(self) -> None:
        """Asserts that the bot neither wrote nor edited anything in the last step."""
        assert not self.replies, [seen.text for seen in self.replies]


def labelled(seen: Bubble, label: str) -> Button:
    """The button with this label below one certain message, be it an old one."""
    return next(button for row in seen.rows for button in row if button.label == label)


@pytest.fixture(scope="session")
def knowledge() -> Any:
    """The rule base that the product ships with."""
    return released()


@pytest.fixture
async def stage(tmp_path: Path, knowledge: Any) -> AsyncIterator[Stage]:
    """The product itself on a box of its own, with a database of its own, on the morning of MORNING."""
    from bot.app import build_application

    def build(box: Box) -> Application[Any, Any, Any, Any, Any, Any]:
        settings = Settings(
            _env_file=None, token=box.token, database_url=f"sqlite+aiosqlite:///{tmp_path / 'netral.db'}"
        )
        return build_application(settings, box.clock, knowledge, request=BoxRequest(box))

    async with Stage(build) as opened:
        yield opened


@pytest.fixture
def chat(stage: Stage) -> Chat:
    """A first person's chat with the product."""
    return stage.person()
