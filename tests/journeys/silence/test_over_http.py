"""Over real HTTP, where addresses hold the token and updates come from outside."""

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.clock import fixed
from bot.simulator.chats import User
from bot.simulator.person import Person
from bot.simulator.state import Box
from bot.store.chat.inbox import InboxStore
from tests.journeys.silence.log import QUESTION
from tests.support.app import MORNING
from tests.support.over_http import over_http, reads


@pytest.fixture
def box() -> Box:
    return Box(fixed(MORNING))


@pytest.fixture
def storing_fails_twice(monkeypatch) -> list[object]:
    """The disk refuses the first two updates, in SQLAlchemy's words."""
    add, tries = InboxStore.add, []

    async def add_or_fail(store: InboxStore, *args: Any, **kwargs: Any) -> bool:
        tries.append(args)
        if len(tries) > 2:
            return await add(store, *args, **kwargs)
        raise OperationalError("INSERT INTO inbox", args, Exception("database or disk is full"))

    monkeypatch.setattr(InboxStore, "add", add_or_fail)
    return tries


@pytest.mark.parametrize("secret", ["", "rahasia-rahasia-rahasia"], ids=["polling", "webhook"])
async def test_updates_that_cannot_be_stored_leave_nothing_in_the_log(
    tmp_path, knowledge, box, log, storing_fails_twice, secret
):
    siti = Person(box, User(77, "Zulaikha"))
    siti.says(QUESTION)
    log.secrets |= {secret} - {""}
    async with over_http(box, tmp_path, knowledge, secret):
        await reads(box, siti, "Tidak boleh")
    assert len(storing_fails_twice) == 3
    assert secret or "NetworkError" in log.text
    log.is_silent()
