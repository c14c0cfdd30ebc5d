"""The seam: an update is committed before Telegram is told that we have it."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from telegram import CallbackQuery, Chat, Message, MessageEntity, Update, User
from telegram.error import NetworkError

from bot.clock import Clock, fixed
from bot.store.chat.inbox import InboxStore
from bot.store.engine.db import Database
from bot.tg.transport.inbox import Inbox

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
SITI = User(7, "Siti", False, language_code="id")
CHAT = Chat(7, "private", first_name="Siti")


def message(number: int = 1, text: str = "boleh?") -> Update:
    entity = MessageEntity("mention", 0, 3)
    return Update(number, Message(number, NOON, CHAT, from_user=SITI, text=text, entities=[entity]))


@pytest.fixture
async def db() -> AsyncIterator[Database]:
    opened = await Database.open("sqlite+aiosqlite://")
    yield opened
    await opened.close()


@pytest.fixture
async def inbox(db) -> Inbox:
    made = Inbox(fixed(NOON))
    await made.open(InboxStore(db), None)
    return made


async def test_an_update_is_in_the_database_when_put_returns(inbox, db):
    await inbox.put(message(1))
    assert [number for number, _ in await InboxStore(db).unprocessed()] == [1]


async def test_an_update_that_comes_twice_is_queued_once(inbox):
    await inbox.put(message(1))
    await inbox.put(message(1))
    assert inbox.qsize() == 1


async def test_what_is_no_update_passes_untouched(inbox, db):
    signal = object()
    await inbox.put(signal)
    assert inbox.get_nowait() is signal
    assert await InboxStore(db).unprocessed() == []


@pytest.mark.parametrize(
    "update",
    [
        message(1, "<b>é😀"),
        Update(
            2,
            callback_query=CallbackQuery(
                "9", SITI, "x", message=Message(5, NOON, CHAT, text="lama"), data="1:t:7"
            ),
        ),
    ],
)
async def test_what_an_earlier_life_left_is_replayed_as_it_was(inbox, db, update):
    await inbox.put(update)
    later = Inbox(fixed(NOON))
    assert await later.open(InboxStore(db), None) == 1
    assert later.get_nowait().to_dict() == update.to_dict()


async def test_what_is_finished_is_not_replayed(inbox, db):
    await inbox.put(message(1))
    await inbox.finish(message(1))
    assert await Inbox(fixed(NOON)).open(InboxStore(db), None) == 0


async def test_when_nothing_can_be_stored_telegram_is_asked_again(db):
    class FullDisk(InboxStore):
        async def add(self, *_):
            raise sqlite3.OperationalError("disk is full")

    inbox = Inbox(fixed(NOON))
    await inbox.open(FullDisk(db), None)
    with pytest.raises(NetworkError):
        await inbox.put(message(1))
    assert inbox.empty()


async def test_finished_words_are_forgotten_once_telegram_cannot_send_them_again(db):
    now = NOON
    inbox = Inbox(Clock(lambda: now))
    await inbox.open(InboxStore(db), None)
    await inbox.put(message(1))
    await inbox.finish(message(1))
    now = NOON + timedelta(days=3)
    await inbox.prune()
    assert await InboxStore(db).add(1, "{}", NOON) is True


async def test_an_update_before_the_database_is_open_is_refused():
    with pytest.raises(RuntimeError):
        await Inbox(fixed(NOON)).put(message(1))
