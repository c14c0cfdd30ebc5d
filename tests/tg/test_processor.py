"""Each person's updates in order, different people's at the same time, each marked when done."""

import asyncio
from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, Update, User

from bot.clock import fixed
from bot.tg.transport.inbox import Inbox, Rows
from bot.tg.transport.update_processor import Processor

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.fixture
def finished() -> list[int]:
    return []


@pytest.fixture
async def processor(finished) -> Processor:
    async def add(*_):
        return True

    async def nothing():
        return []

    async def mark(update_id, _):
        finished.append(update_id)

    async def prune(_):
        return 0

    inbox = Inbox(fixed(NOON))
    await inbox.open(Rows(add, nothing, mark, prune), None)
    return Processor(inbox)


def update(number: int, person: int) -> Update:
    user = User(person, "Siti", False)
    return Update(number, Message(number, NOON, Chat(person, "private"), from_user=user, text="boleh?"))


async def test_a_persons_second_update_waits_for_the_first(processor):
    said, go = [], asyncio.Event()

    async def first():
        await go.wait()
        said.append("first")

    async def second():
        said.append("second")

    async with asyncio.TaskGroup() as group:
        group.create_task(processor.process_update(update(1, 7), first()))
        group.create_task(processor.process_update(update(2, 7), second()))
        go.set()
    assert said == ["first", "second"]


async def test_another_person_does_not_wait(processor):
    served = asyncio.Event()

    async def waits():
        await served.wait()

    async def serves():
        served.set()

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(processor.process_update(update(1, 7), waits()))
        group.create_task(processor.process_update(update(2, 8), serves()))
    assert served.is_set()


async def test_an_update_is_marked_only_when_it_has_been_dealt_with(processor, finished):
    async def handle():
        assert finished == []

    await processor.process_update(update(5, 7), handle())
    assert finished == [5]


async def test_an_update_whose_handling_broke_off_is_not_marked(processor, finished):
    async def killed():
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await processor.process_update(update(5, 7), killed())
    assert finished == []


async def test_nobodys_queue_is_kept_for_ever(processor):
    async def handle():
        return None

    for number in range(3):
        await processor.process_update(update(number, number), handle())
    assert (processor._turns, processor._waiting) == ({}, {})
