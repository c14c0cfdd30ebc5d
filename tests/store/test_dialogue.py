"""Dialogue state: one per person and flow, whatever JSON can hold."""

from datetime import UTC, datetime

from bot.store import dialogue
from bot.store.db import Database

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


async def test_a_state_comes_back_as_it_was_put(db: Database):
    state = {
        "aturan": "medsos-menyukai",
        "fakta": {"objek": ["calon"]},
        "langkah": 2,
        "emoji": "🙏",
        "kosong": None,
    }
    await dialogue.put(db, "tg:1", "ask", state, NOON)
    assert await dialogue.get(db, "tg:1", "ask") == state


async def test_the_last_state_put_is_the_one_that_counts(db: Database):
    await dialogue.put(db, "tg:1", "ask", {"langkah": 1}, NOON)
    await dialogue.put(db, "tg:1", "ask", {"langkah": 2}, NOON)
    assert await dialogue.get(db, "tg:1", "ask") == {"langkah": 2}


async def test_people_and_flows_do_not_mix(db: Database):
    await dialogue.put(db, "tg:1", "ask", {"langkah": 1}, NOON)
    assert await dialogue.get(db, "tg:2", "ask") is None
    assert await dialogue.get(db, "tg:1", "pledge") is None


async def test_a_cleared_state_is_gone_and_clearing_again_is_harmless(db: Database):
    await dialogue.put(db, "tg:1", "ask", {"langkah": 1}, NOON)
    await dialogue.clear(db, "tg:1", "ask")
    await dialogue.clear(db, "tg:1", "ask")
    assert await dialogue.get(db, "tg:1", "ask") is None
