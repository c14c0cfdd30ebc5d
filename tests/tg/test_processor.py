"""Each person's updates in order, different people's at the same time, each marked when done."""

import asyncio
from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, Update, User

from bot.clock import fixed
from bot.tg.transport.inbox import Inbox
from bot.tg.transport.update_processor import Processor

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.fixture
def finished() -> list[int]:
    return []


class FinishedOnly:
    """Keeps nothing but the numbers of finished updates."""

    def __init__(self, finished: list[int]) -> None:
        self._finished = finished

    async def add(self, update_id: int, payload: str, received: datetime) -> bool:
        return True

    async def unprocessed(self) -> list[tuple[int, str]]:
        return []

    async def mark_processed(self, update_id: int, at: datetime) -> None:
        self._finished.append(update_id)

    async def prune(self, before: datetime) -> int:
        return 0


@pytest.fixture
async def processor(finished) -> Processor:
    inbox = Inbox(fixed(NOON))
    await inbox.open(FinishedOnly(finished), None)
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
