"""Asking on a real database, with the engine's answers written by the tests."""

from collections.abc import AsyncIterator

import pytest

from bot.ask import clerk as desk
from bot.ask.clerk import Clerk
from bot.ask.earlier import Earlier
from bot.ask.service import Ask
from bot.people.dialogue import Conversation, Dialogues
from bot.rulebook.reading.load import load
from bot.store.chat.dialogue import DialogueStore
from bot.store.engine.db import Database
from bot.understand.open import Knowledge
from bot.wiring import UseCases
from tests.support.app import MORNING, ManualClock
from tests.support.knowledge import Base, ObedientReader
from tests.support.scripts import Script
from tests.support.use_cases import use_cases

SITI = Conversation("tg:1", 1)


@pytest.fixture
def script(monkeypatch) -> Script:
    written = Script()
    monkeypatch.setattr(desk, "answer_to", lambda _, question: written.answer(question))
    return written


@pytest.fixture
async def db() -> AsyncIterator[Database]:
    opened = await Database.open("sqlite+aiosqlite://")
    yield opened
    await opened.close()


@pytest.fixture
def dialogues(db) -> Dialogues:
    return DialogueStore(db)


@pytest.fixture
def clock() -> ManualClock:
    """Moves time on."""
    return ManualClock(MORNING)


@pytest.fixture
def office(db, clock) -> UseCases:
    return use_cases(db, clock)


@pytest.fixture
def clerk(office, tmp_path) -> Clerk:
    base = Base()
    for rule in base.rules:
        rule["bukan_ini"] = []
    base.rule("suka")["id"] = "medsos-menyukai"
    book = load(base.write(tmp_path))
    return office.clerk(Knowledge(book, ObedientReader()))


@pytest.fixture
def ask(office, clerk) -> Ask:
    return office.ask(clerk)


@pytest.fixture
def earlier(clerk) -> Earlier:
    return Earlier(clerk)


async def typed(ask: Ask, text: str):
    reply = await ask.text(SITI, text)
    await ask.shown(SITI, reply)
    return reply


async def tapped(ask: Ask, turn: str | None, value: str | None):
    reply = await ask.option(SITI, turn or "", value)
    assert reply is not None
    await ask.shown(SITI, reply)
    return reply
