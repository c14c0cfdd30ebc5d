"""Conversations with an Application: `await chat.sends(…)`, then `chat.shows(…)`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.simulator.api.params import Upload
from bot.simulator.chats import Event, Message, User
from bot.simulator.person import Person
from bot.simulator.state import BOT_ID
from bot.simulator.terminal.bubble import Bubble, Button, bubble
from tests.support.released import released

if TYPE_CHECKING:
    from tests.support.app import AppFixture

# The machine may be busy with other tests.
PATIENCE_SECONDS = 20


class Chat:
    """One person's view of a chat. What an act returns is the bot's last message, if there is any."""

    def __init__(self, app: AppFixture, person: Person) -> None:
        self._app = app
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
        await self._app.settle()
        self._step = self.person.news()

    async def receives(self, text: str, times: int = 1) -> Bubble:
        """Waits until others have written this text so many times, and takes what has happened for a step."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._app.box.until(lambda: len(self.holding(text)) >= times)
        except TimeoutError:
            screen = "\n---\n".join(seen.text for seen in self.person.messages)
            pytest.fail(f"no '{text}' on the screen of {self.person.user.first_name}:\n{screen}")
        self._app.check_requests()
        self.looks()
        return self.holding(text)[-1]

    def holding(self, text: str) -> list[Bubble]:
        """The messages on the screen that hold this text and were not written by this person."""
        mine = self.person.user.id
        return [seen for seen in self.person.messages if text in seen.text and seen.author != mine]

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
        return self._app.box.files.find(files[-1]).upload.content

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
