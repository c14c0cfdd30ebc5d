"""A permission is told only for all that was said; who acts is read from the words, not from the roster."""

from __future__ import annotations

from datetime import date

import pytest

from bot.ask.answer import answer
from bot.ask.model import Question
from bot.check.reading import proof

PERMISSIONS = {"allowed", "allowed_with_conditions"}
STATUSES = ("pns", "cpns", "pppk", "ppnpn")
DAY = date(2026, 11, 22)
SAMPLE = 3_000


@pytest.mark.parametrize(
    "text", ["saya boleh nyoblos di TPS kan?", "boleh cari info visi misi calon di situs KPU?"]
)
def test_a_plain_permission_is_told(ask, text):
    assert ask(text).outcome in PERMISSIONS


@pytest.mark.parametrize(
    "text",
    [
        "saya boleh nyoblos di TPS terus bagi-bagi kaos paslon di depan TPS?",
        "boleh cari info visi misi calon di situs KPU sambil like postingan calegnya?",
        "pasang spanduk caleg di rumah, habis itu nyoblos. boleh?",
        "nonton debat di rumah lalu update status dukung paslon 2 gpp kan",
    ],
)
def test_nothing_is_permitted_because_of_what_stands_beside_it(ask, text):
    assert ask(text).outcome not in PERMISSIONS


def test_a_word_that_nobody_knows_is_asked_about_by_name(ask):
    found = ask("boleh nyoblos di TPS pakai blangkrakan?")
    assert found.outcome == "clarify"
    assert found.unexplained == ("blangkrakan",)
    assert "prohibited" in found.possible


def test_a_word_that_means_two_things_is_asked_about_unless_another_word_tells(ask):
    assert "kader" in ask("boleh nyoblos bareng kader?").unexplained
    assert "kader" not in ask("boleh nyoblos bareng kader posyandu?").unexplained


@pytest.mark.parametrize("beside", ["habis hujan", "sama istri", "saya bidan di Wonosobo", "sambil ngopi"])
def test_words_that_change_nothing_change_nothing(ask, beside):
    assert ask(f"boleh nyoblos di TPS {beside}?").outcome in PERMISSIONS


@pytest.mark.parametrize(
    "text",
    [
        "minta tolong pesenin snack buat tamu ya",
        "pinjam pulpen dong",
        "kursi rapat kurang lima",
        "TNI boleh nyoblos?",
        "boleh like foto caleg?",
        "makasih infonya",
    ],
)
def test_the_roster_never_makes_a_message_ours_nor_changes_who_acts(knowledge, text):
    stranger = answer(knowledge, Question(text, DAY))
    for status in STATUSES:
        employee = answer(knowledge, Question(text, DAY, status=status))
        given = answer(knowledge, Question(text, DAY, {"status_pegawai": status}))
        assert employee.outcome == given.outcome == stranger.outcome


def test_what_is_said_of_the_status_wins_over_the_roster(knowledge):
    found = answer(knowledge, Question("saya PPPK, apa sanksinya kalau ikut kampanye?", DAY, status="pns"))
    assert found.rule == "sanksi-pppk"


def test_the_roster_status_stays_with_an_answer_through_taps_but_is_not_told_as_understood(knowledge):
    text = "saya mau dekati partai buat maju bupati, boleh?"
    first = answer(knowledge, Question(text, DAY, status="pppk"))
    assert first.facts["status_pegawai"] == "pppk"
    assert "PPPK" not in first.understood
    again = answer(knowledge, Question("", DAY, {**first.facts, "cltn": "ya"}, rule=first.rule))
    assert again.facts["status_pegawai"] == "pppk"


@pytest.mark.parametrize(
    "text",
    [
        "boleh dampingi suami kampanye terus bagi-bagi kaos paslon?",
        "saya nyoblos paslon 2, bagi kaos caleg di TPS boleh?",
        "boleh nyoblos di TPS? https://contoh.id/poster",
        "boleh nyoblos 选举?",
    ],
)
def test_nor_does_a_question_back_or_a_link_open_the_way_to_a_permission(ask, text):
    found = ask(text)
    assert (found.outcome not in PERMISSIONS, found.ask) == (True, None)


def test_only_what_was_said_is_told_as_understood(ask):
    found = ask("boleh like postingan caleg?")
    assert set(found.understood) == {"menyukai (like)", "calon atau paslon"}


def test_joined_with_something_forbidden_nothing_is_permitted(knowledge):
    """A sample of `netral check --proof`, which composes a hundred thousand."""
    book, reader = knowledge.book, knowledge.reader
    loose, strict = proof.messages(book, DAY)
    allowed = proof.permitted(book, reader, loose[::4], DAY)
    forbidden = proof.forbidden(book, reader, strict[::4], DAY)
    sentences = list(proof.composed(allowed, forbidden, SAMPLE, seed=7))
    counted, looser = proof.tally(book, reader, sentences, DAY)
    assert len(allowed) > 50
    assert len(forbidden) > 100
    assert looser == []
    assert counted["strict"] > counted["asked"]
