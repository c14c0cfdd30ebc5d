"""The inbox: what Telegram handed us is kept until it is done, once each, in order."""

from datetime import UTC, datetime, timedelta

from bot.store.chat.inbox import InboxStore
from bot.store.engine.db import Database

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


async def test_an_update_is_kept_once_however_often_it_is_delivered(db: Database):
    assert await InboxStore(db).add(7, '{"text": "boleh?"}', NOON) is True
    assert await InboxStore(db).add(7, '{"text": "lain"}', NOON) is False
    assert await InboxStore(db).unprocessed() == [(7, '{"text": "boleh?"}')]


async def test_unfinished_updates_come_back_in_the_order_of_arrival(db: Database):
    await InboxStore(db).add(900, "first", NOON)
    await InboxStore(db).add(20, "third", NOON + timedelta(seconds=2))
    await InboxStore(db).add(901, "second", NOON)
    assert [payload for _, payload in await InboxStore(db).unprocessed()] == ["first", "second", "third"]


async def test_a_finished_update_does_not_come_back_not_even_when_redelivered(db: Database):
    await InboxStore(db).add(7, "{}", NOON)
    await InboxStore(db).mark_processed(7, NOON)
    assert await InboxStore(db).add(7, "{}", NOON) is False
    assert await InboxStore(db).unprocessed() == []


async def test_pruning_forgets_old_finished_updates_and_nothing_else(db: Database):
    for update_id, age in ((1, 10), (2, 10), (3, 0)):
        await InboxStore(db).add(update_id, "{}", NOON - timedelta(days=age))
    await InboxStore(db).mark_processed(2, NOON)
    await InboxStore(db).mark_processed(3, NOON)
    assert await InboxStore(db).prune(NOON - timedelta(days=1)) == 1
    assert await InboxStore(db).unprocessed() == [(1, "{}")]
    assert await InboxStore(db).add(3, "{}", NOON) is False


async def test_update_ids_beyond_32_bits_are_kept(db: Database):
    await InboxStore(db).add(2**40, "{}", NOON)
    assert await InboxStore(db).unprocessed() == [(2**40, "{}")]


async def test_what_could_not_be_read_is_known_by_its_number_after_it_is_done(db: Database):
    await InboxStore(db).add(7, "{}", NOON)
    await InboxStore(db).add(8, "{}", NOON, fault="message poll: TypeError")
    await InboxStore(db).mark_processed(8, NOON)
    assert await InboxStore(db).faults() == [(8, "message poll: TypeError")]
