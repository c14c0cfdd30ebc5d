"""A person's own choices."""

from bot.store.chat import preference
from bot.store.engine.db import Database


async def test_nobody_has_chosen_a_language_at_first(db: Database):
    assert await preference.language(db, "tg:1") is None


async def test_the_last_choice_counts_for_this_person_alone(db: Database):
    await preference.set_language(db, "tg:1", "en")
    await preference.set_language(db, "tg:1", "id")
    await preference.set_language(db, "tg:2", "en")
    assert await preference.language(db, "tg:1") == "id"
