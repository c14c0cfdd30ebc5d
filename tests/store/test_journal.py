"""The journal: answers found again under a number that a person can read out."""

import dataclasses
from datetime import date, datetime, timedelta, timezone

import pytest

from bot.ask.records import JournalEntry
from bot.store.ask import journal
from bot.store.ask.journal import JournalStore
from bot.store.engine.db import Database

WIB = timezone(timedelta(hours=7))
ENTRY = JournalEntry(
    rule="medsos-menyukai",
    version="2022-09-22",
    facts={"perbuatan": "suka", "objek": "calon"},
    outcome="prohibited",
    day=date(2024, 10, 15),
    release="2026.11",
    snapshot={"isi": "**Tidak boleh.**", "dasar": [["PP 94/2021", "Pasal 5"]]},
    asked_at=datetime(2026, 11, 22, 12, tzinfo=WIB),
)


async def test_an_answer_comes_back_as_it_was_given(db: Database):
    assert await JournalStore(db).find(await JournalStore(db).add(ENTRY)) == ENTRY


async def test_times_come_back_in_utc(db: Database):
    found = await JournalStore(db).find(await JournalStore(db).add(ENTRY))
    assert found is not None
    assert found.asked_at.utcoffset() == timedelta(0)


async def test_an_answer_from_no_rule_is_kept_too(db: Database):
    entry = dataclasses.replace(ENTRY, rule=None, outcome="out_of_scope", facts={})
    assert await JournalStore(db).find(await JournalStore(db).add(entry)) == entry


async def test_a_number_is_short_and_has_no_look_alikes(db: Database):
    number = await JournalStore(db).add(ENTRY)
    assert len(number) == len("J-7F3A")
    assert not set(number.removeprefix("J-")) & set("0O1IJ")


@pytest.mark.parametrize("typed", ["J-7F3A", "j-7f3a", " 7f3a ", "J 7F3A", "j7f3a"])
async def test_a_number_is_understood_as_people_type_it(db: Database, monkeypatch, typed: str):
    monkeypatch.setattr(journal.secrets, "choice", _spelling("7F3A"))
    await JournalStore(db).add(ENTRY)
    assert await JournalStore(db).find(typed) == ENTRY


async def test_a_number_that_is_taken_is_not_given_again(db: Database, monkeypatch):
    monkeypatch.setattr(journal.secrets, "choice", _spelling("AAAAAAAABBBB"))
    assert [await JournalStore(db).add(ENTRY), await JournalStore(db).add(ENTRY)] == ["J-AAAA", "J-BBBB"]


async def test_numbers_grow_longer_when_the_short_ones_run_out(db: Database, monkeypatch):
    monkeypatch.setattr(journal.secrets, "choice", lambda _: "A")
    assert [await JournalStore(db).add(ENTRY) for _ in range(3)] == ["J-AAAA", "J-AAAAA", "J-AAAAAA"]


async def test_an_unknown_number_finds_nothing(db: Database):
    assert await JournalStore(db).find("J-ZZZZ") is None
    assert await JournalStore(db).find("") is None


async def test_the_last_rating_counts_and_an_unknown_number_cannot_be_rated(db: Database):
    number = await JournalStore(db).add(ENTRY)
    assert await JournalStore(db).rate(number, True) is True
    assert await JournalStore(db).rate(number, False) is True
    assert await JournalStore(db).rate("J-ZZZZ", True) is False
    found = await JournalStore(db).find(number)
    assert found is not None
    assert found.helpful is False


def _spelling(letters: str):
    """A stand-in for chance that spells `letters`."""
    remaining = iter(letters)
    return lambda _: next(remaining)
