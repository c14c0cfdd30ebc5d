"""What stands under a rush: commits shared by many, answers of Telegram kept whole, clean connections."""

import asyncio
import json
import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, text
from telegram import Update
from telegram.error import NetworkError
from telegram.request import BaseRequest

from bot.clock import fixed
from bot.store.chat.inbox import InboxStore
from bot.store.engine.db import Database
from bot.store.engine.failure import StoreError
from bot.store.engine.group_commit import GroupCommit
from bot.store.tables import preference
from bot.tg.transport.inbox import Inbox
from bot.tg.transport.polling import PollRequest

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
POLL = "https://api.telegram.org/bot1:x/getUpdates"


class Answers(BaseRequest):
    """Telegram, answering the same each time."""

    def __init__(self, *updates, code: int = 200) -> None:
        self._answer = code, json.dumps({"ok": code == 200, "result": list(updates)}).encode()

    read_timeout = 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, *_: object, **__: object) -> tuple[int, bytes]:
        return self._answer


def raw(number: int) -> dict:
    chat = {"id": 7, "type": "private"}
    return {"update_id": number, "message": {"message_id": number, "date": 0, "chat": chat, "text": "boleh?"}}


@pytest.fixture
async def db(tmp_path):
    opened = await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'netral.db'}")
    yield opened
    await opened.close()


@pytest.fixture
async def inbox(db):
    made = Inbox(fixed(NOON))
    await made.open(InboxStore(db), None)
    return made


async def waiting(db) -> list[int]:
    return [number for number, _ in await InboxStore(db).unprocessed()]


async def test_a_whole_answer_is_in_the_database_before_anybody_sees_it(db, inbox):
    code, _ = await PollRequest(Answers(raw(1), raw(2)), inbox).do_request(POLL, "POST")
    assert (code, await waiting(db), inbox.qsize()) == (200, [1, 2], 0)


async def test_what_was_kept_is_queued_once_when_it_is_put(db, inbox):
    line = PollRequest(Answers(raw(1), raw(2)), inbox)
    for _ in range(2):
        await line.do_request(POLL, "POST")
        for number in (1, 2):
            await inbox.put(Update.de_json(raw(number), None))
    assert (inbox.qsize(), await waiting(db)) == (2, [1, 2])


async def test_an_update_that_was_not_kept_before_is_committed_by_put(db, inbox):
    await PollRequest(Answers(raw(1)), inbox).do_request(POLL, "POST")
    await inbox.put(Update.de_json(raw(9), None))
    assert await waiting(db) == [1, 9]


async def test_an_answer_that_cannot_be_stored_is_none(db, inbox, tmp_path):
    blocking = sqlite3.connect(tmp_path / "netral.db", isolation_level=None)
    blocking.execute("DROP TABLE inbox")
    blocking.close()
    with pytest.raises(NetworkError):
        await PollRequest(Answers(raw(1), raw(2)), inbox).do_request(POLL, "POST")
    assert inbox.empty()


async def test_a_refusal_is_passed_on_untouched(db, inbox):
    code, _ = await PollRequest(Answers(code=409), inbox).do_request(POLL, "POST")
    assert (code, await waiting(db)) == (409, [])


async def test_the_same_update_twice_at_one_moment_is_new_once(db):
    found = await asyncio.gather(*(InboxStore(db).add(7, f'"{n}"', NOON) for n in range(20)))
    assert found == [True] + [False] * 19
    assert await InboxStore(db).unprocessed() == [(7, '"0"')]


async def test_many_at_once_share_commits_and_each_hears_of_its_own(db):
    sizes = []

    async def write(items):
        sizes.append(len(items))
        await asyncio.sleep(0)
        return [item * 2 for item in items]

    assert await asyncio.gather(*(db.batch(write, n) for n in range(1_200))) == [n * 2 for n in range(1_200)]
    assert sum(sizes) == 1_200
    assert len(sizes) <= 4


async def test_an_error_reaches_everybody_in_the_group_and_nobody_after_it(db):
    async def write(items):
        if "broken" in items:
            raise StoreError("penuh")
        return items

    told = await asyncio.gather(db.batch(write, "broken"), return_exceptions=True)
    assert isinstance(told[0], StoreError)
    assert await db.batch(write, "whole") == "whole"


async def test_a_task_cancelled_in_a_transaction_leaves_no_lock_behind(db):
    for delay in (0, 0.001, 0.003):
        writing = asyncio.ensure_future(_writes(db, lambda: asyncio.sleep(5)))
        await asyncio.sleep(delay)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
    async with asyncio.timeout(30), db.write() as connection:
        await connection.execute(insert(preference).values(person="tg:7", language="en"))
    assert [row.person for row in await db.fetch(select(preference.c.person))] == ["tg:7"]


async def test_an_error_in_a_transaction_undoes_it(db):
    with pytest.raises(ZeroDivisionError):
        await _writes(db, lambda: 1 / 0)
    assert await db.fetch(select(preference.c.person)) == []


async def test_a_read_sees_one_moment_from_its_first_query_on(db):
    async with db.read() as connection:
        assert (await connection.execute(select(preference))).all() == []
        async with db.write() as writing:
            await writing.execute(insert(preference).values(person="tg:7", language="en"))
        assert (await connection.execute(select(preference))).all() == []
    assert len(await db.fetch(select(preference))) == 1


async def test_every_connection_waits_commits_to_disk_and_keeps_foreign_keys(db):
    names = ("busy_timeout", "journal_mode", "synchronous", "foreign_keys")
    async with db.read() as one, db.read() as other:
        for connection in (one, other):
            found = [(await connection.execute(text(f"PRAGMA {name}"))).scalar_one() for name in names]
            assert found == [10_000, "wal", 2, 1]


async def test_who_is_written_does_not_wait_for_those_after_him():
    gates = {0: asyncio.Event(), 1: asyncio.Event()}

    async def write(items):
        await gates[items[0]].wait()
        return items

    group = GroupCommit(write)
    early = asyncio.ensure_future(group.add(0))
    await asyncio.sleep(0)
    late = [asyncio.ensure_future(group.add(n)) for n in (1, 2)]
    await asyncio.sleep(0)
    gates[0].set()
    assert await asyncio.wait_for(early, 30) == 0
    assert not any(task.done() for task in late)
    gates[1].set()
    assert await asyncio.gather(*late) == [1, 2]


@pytest.mark.parametrize("gives_up", range(4))
async def test_whoever_gives_up_waiting_leaves_the_others_written(gives_up):
    gate, written = asyncio.Event(), []

    async def write(items):
        await gate.wait()
        written.extend(items)
        return items

    group = GroupCommit(write)
    tasks = [asyncio.ensure_future(group.add(n)) for n in range(4)]
    await asyncio.sleep(0)
    tasks[gives_up].cancel()
    await asyncio.sleep(0)
    gate.set()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert [n for n in range(4) if told[n] == n] == [n for n in range(4) if n != gives_up]
    assert len(written) == len(set(written))
    assert await group.add(9) == 9


async def _writes(db, then) -> None:
    async with db.write() as connection:
        await connection.execute(insert(preference).values(person="tg:8", language="en"))
        await then()
