"""A person's own choices."""

from bot.store.chat.preference import PreferenceStore
from bot.store.engine.db import Database


async def test_nobody_has_chosen_a_language_at_first(db: Database):
    assert await PreferenceStore(db).language("tg:1") is None


async def test_the_last_choice_counts_for_this_person_alone(db: Database):
    await PreferenceStore(db).set_language(person="tg:1", language="en")
    await PreferenceStore(db).set_language(person="tg:1", language="id")
    await PreferenceStore(db).set_language(person="tg:2", language="en")
    assert await PreferenceStore(db).language("tg:1") == "id"
