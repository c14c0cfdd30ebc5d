"""Conversations with the product: real Application, rule base and SQLite; only HTTP and time are replaced."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import Application

from bot.app import build_application
from bot.ask.model import Answer, Question
from bot.clock import fixed
from bot.config import Settings
from bot.simulator.request import BoxRequest
from bot.simulator.state import Box
from bot.understand.open import Knowledge
from tests.support.chat import MORNING, Chat, Stage, knowledge
from tests.support.scripts import Script

__all__ = ["knowledge"]

OWNER = 900


@pytest.fixture
def moment() -> datetime:
    """When the conversation takes place; parametrize it to be elsewhere in time."""
    return MORNING


@pytest.fixture
async def stage(tmp_path: Path, knowledge: Knowledge, moment: datetime) -> AsyncIterator[Stage]:
    """The product with one owner, on a database of its own."""

    def build(box: Box) -> Application[Any, Any, Any, Any, Any, Any]:
        settings = Settings(
            _env_file=None,
            token=box.token,
            owner_ids=str(OWNER),
            database_url=f"sqlite+aiosqlite:///{tmp_path / 'netral.db'}",
        )
        return build_application(settings, box.clock, knowledge, request=BoxRequest(box))

    opened = Stage(build, fixed(moment))
    if moment != MORNING:
        # In the middle of an election he hears from the calendar, be it before he has said anything.
        opened.person("Rahma", number=OWNER).person.chat.bot_status = "member"
    async with opened:
        yield opened


@pytest.fixture
def chat(stage: Stage) -> Chat:
    """An employee's private chat."""
    return stage.person()


@pytest.fixture
def owner(stage: Stage) -> Chat:
    """The legal officer's private chat."""
    return stage.person("Rahma", number=OWNER)


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    """Answers written by the test in place of the engine's, for shapes that no question leads to reliably."""
    written = Script()

    def answer(_: Knowledge, question: Question) -> Answer:
        return written.answer(question)

    monkeypatch.setattr("bot.ask.clerk.answer_to", answer)
    return written
