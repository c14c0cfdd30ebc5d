"""An application with the small bot on it, and a box without any bot to call methods of directly."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.clock import fixed
from bot.simulator.api.methods import call
from bot.simulator.api.params import Upload
from bot.simulator.chats import User
from bot.simulator.person import Person
from bot.simulator.state import Box
from tests.simulator.echo import echo
from tests.support.app import MORNING, AppFixture
from tests.support.chat import Chat


@pytest.fixture
async def app() -> AsyncIterator[AppFixture]:
    async with AppFixture(echo) as opened:
        yield opened


@pytest.fixture
def chat(app: AppFixture) -> Chat:
    return app.person()


class Api:
    """A bot's bare requests, and Siti, whose private chat is started."""

    def __init__(self) -> None:
        self.box = Box(fixed(MORNING))
        self.siti = Person(self.box, User(77, "Siti", phone="+62811"))
        self.siti.starts()

    async def __call__(self, method: str, uploads: dict[str, Upload] | None = None, **values: Any) -> Any:
        if method.startswith(("send", "edit", "delete")):
            values.setdefault("chat_id", 77)
        return await call(self.box, self.box.token, method, values, uploads or {})


@pytest.fixture
def api() -> Api:
    return Api()
