"""The foot of an answer tells who signed the rules that it rests on, in two lines of a narrow phone."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.ask.answer import answer
from bot.ask.model import Question
from bot.ask.plain import plain
from bot.config import LOCALES
from bot.rulebook.digest import digest
from bot.understand.open import Knowledge
from bot.wording import Wording
from tests.support.knowledge import Base
from tests.support.scripts import clarify, verdict

ID, EN = Wording(LOCALES, "id"), Wording(LOCALES, "en")
PHONE = 36
HEAD = {"approved_by": "Rahma", "approved_as": "Kepala Biro Hukum", "approved_on": "2026-12-01"}


def foot(found: Any, words: Wording = ID) -> str:
    return plain(found, words).splitlines()[-1]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((verdict(),), "Per 22 November 2026 · Basis aturan 2026.11 · belum disahkan biro hukum"),
        ((verdict(**HEAD),), "Per 22 Nov 2026 · 2026.11 · disahkan Kepala Biro Hukum, 1 Des 2026"),
        (
            (verdict(**HEAD), verdict()),
            "Per 22 Nov 2026 · 2026.11 · sebagian belum disahkan biro hukum",
        ),
        (
            (verdict(**HEAD), verdict(**HEAD)),
            "Per 22 Nov 2026 · 2026.11 · disahkan Kepala Biro Hukum, 1 Des 2026",
        ),
        (
            (verdict(**HEAD), verdict(**{**HEAD, "approved_on": "2026-12-03"})),
            "Per 22 Nov 2026 · 2026.11 · semua disahkan, terakhir 3 Des 2026",
        ),
    ],
    ids=["unsigned", "signed", "partly", "together", "one by one"],
)
def test_it_says_whether_by_whom_and_when(parts, told):
    found = replace(parts[0], parts=parts) if len(parts) > 1 else parts[0]
    assert foot(found) == told
    assert len(textwrap.wrap(told, PHONE)) == 2


def test_in_english_too():
    told = foot(verdict(**HEAD), EN)
    assert told == "As of 22 Nov 2026 · 2026.11 · signed by Kepala Biro Hukum, 1 Dec 2026"
    assert len(textwrap.wrap(told, PHONE)) == 2


def test_a_question_that_is_still_open_does_not_make_the_rest_unsigned():
    signed = verdict(**HEAD)
    assert "sebagian" not in plain(replace(signed, parts=(signed, clarify())), ID)


def test_an_answer_kept_before_rules_were_signed_names_who_approved_the_release():
    assert foot(verdict(approved_by="Kabag Hukum")).endswith("disahkan Kabag Hukum")


@pytest.fixture
def base() -> Base:
    """Nobody has approved the release; one of its rules is signed."""
    found = Base()
    found.release["disahkan"] = None
    return found


def asked(base: Base, tmp_path: Any, rule: str) -> Any:
    """What the engine answers from that rule, picked by its name."""
    question = Question("", date(2026, 11, 22), {"objek": "calon"}, rule=rule)
    return answer(Knowledge(base.load(tmp_path), reader=None), question)


def sign(base: Base, tmp_path: Any) -> None:
    book = base.load(tmp_path)
    letter = {"oleh": "Rahma", "jabatan": "Kepala Biro Hukum", "tanggal": "2026-12-01", "surat": "1"}
    base.rule("suka")["disahkan"] = {**letter, "sidik": digest(book, book.rules["suka"])}


def test_an_answer_names_the_signature_of_the_rule_it_used(base, tmp_path):
    sign(base, tmp_path)
    assert "disahkan Kepala Biro Hukum, 1 Des 2026" in foot(asked(base, tmp_path, "suka"))
    assert "belum disahkan" in foot(asked(base, tmp_path, "lapor"))


def test_a_rule_changed_after_it_was_signed_is_answered_as_unsigned(base, tmp_path):
    sign(base, tmp_path)
    base.table("suka")[0]["aman"] = "Lain."
    assert "belum disahkan biro hukum" in foot(asked(base, tmp_path, "suka"))


def test_an_approved_release_approves_every_answer(base, tmp_path):
    sign(base, tmp_path)
    base.release["disahkan"] = {
        "oleh": "Kabag",
        "jabatan": "Kabag Hukum",
        "tanggal": "2026-11-23",
        "surat": "2",
    }
    assert "disahkan Kepala Biro Hukum, 1 Des 2026" in foot(asked(base, tmp_path, "suka"))
    assert "disahkan Kabag Hukum, 23 Nov 2026" in foot(asked(base, tmp_path, "lapor"))
