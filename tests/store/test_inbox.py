"""The inbox: what Telegram handed us is kept until it is done, once each, in order."""

from datetime import UTC, datetime, timedelta

from bot.store.chat import inbox
from bot.store.engine.db import Database

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


async def test_an_update_is_kept_once_however_often_it_is_delivered(db: Database):
    assert await inbox.add(db, 7, '{"text": "boleh?"}', NOON) is True
    assert await inbox.add(db, 7, '{"text": "lain"}', NOON) is False
    assert await inbox.unprocessed(db) == [(7, '{"text": "boleh?"}')]


async def test_unfinished_updates_come_back_in_the_order_of_arrival(db: Database):
    await inbox.add(db, 900, "first", NOON)
    await inbox.add(db, 20, "third", NOON + timedelta(seconds=2))
    await inbox.add(db, 901, "second", NOON)
    assert [payload for _, payload in await inbox.unprocessed(db)] == ["first", "second", "third"]


async def test_a_finished_update_does_not_come_back_not_even_when_redelivered(db: Database):
    await inbox.add(db, 7, "{}", NOON)
    await inbox.mark_processed(db, 7, NOON)
    assert await inbox.add(db, 7, "{}", NOON) is False
    assert await inbox.unprocessed(db) == []


async def test_pruning_forgets_old_finished_updates_and_nothing_else(db: Database):
    for update_id, age in ((1, 10), (2, 10), (3, 0)):
        await inbox.add(db, update_id, "{}", NOON - timedelta(days=age))
    await inbox.mark_processed(db, 2, NOON)
    await inbox.mark_processed(db, 3, NOON)
    assert await inbox.prune(db, NOON - timedelta(days=1)) == 1
    assert await inbox.unprocessed(db) == [(1, "{}")]
    assert await inbox.add(db, 3, "{}", NOON) is False


async def test_update_ids_beyond_32_bits_are_kept(db: Database):
    await inbox.add(db, 2**40, "{}", NOON)
    assert await inbox.unprocessed(db) == [(2**40, "{}")]
