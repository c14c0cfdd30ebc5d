"""A rule counts as signed while its own signature fits, or where the whole release is approved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.rulebook.digest import digest
from bot.rulebook.model import RuleBook
from bot.rulebook.reading.load import KnowledgeError
from bot.rulebook.signatures import approval, signed, stale, standing
from tests.support.knowledge import Base

HEAD = {"oleh": "Rahma", "jabatan": "Kepala Biro Hukum", "tanggal": "2026-12-01", "surat": "180/1/HK"}


@pytest.fixture
def base() -> Base:
    """A base whose release nobody approved."""
    found = Base()
    found.release["disahkan"] = None
    return found


def sign(base: Base, name: str, folder: Path) -> None:
    """Puts a signature beside the rule as it is now."""
    book = base.load(folder)
    base.rule(name)["disahkan"] = {**HEAD, "sidik": digest(book, book.rules[name])}


def ids(rules: Any) -> list[str]:
    return [rule.id for rule in rules]


def stand(book: RuleBook) -> tuple[list[str], list[str], list[str]]:
    found = standing(book)
    return ids(found.signed), ids(found.unsigned), ids(found.stale)


def test_nobody_has_signed_what_bears_no_signature(base, tmp_path):
    book = base.load(tmp_path)
    assert not any(signed(book, rule) or approval(book, rule) for rule in book.rules.values())


def test_a_signature_counts_while_it_fits(base, tmp_path):
    sign(base, "suka", tmp_path)
    book = base.load(tmp_path)
    suka = book.rules["suka"]
    assert (signed(book, suka), stale(book, suka), approval(book, suka)) == (True, False, suka.approval)
    assert (suka.approval.by, suka.approval.office) == ("Rahma", "Kepala Biro Hukum")
    assert stand(book) == (["suka"], ["hadir", "lapor"], [])


@pytest.mark.parametrize(
    "change",
    [
        lambda base: base.table("suka")[0].update(jawaban="Lain."),
        lambda base: base.table("suka")[0].update(jika={"objek": ["calon"]}),
        lambda base: base.instruments[0]["ketentuan"][0]["letak"][0].update(isi="isi lain"),
    ],
    ids=["word", "condition", "provision"],
)
def test_a_rule_changed_after_it_was_signed_is_unsigned_again(base, tmp_path, change):
    sign(base, "suka", tmp_path)
    change(base)
    book = base.load(tmp_path)
    suka = book.rules["suka"]
    assert (signed(book, suka), stale(book, suka), approval(book, suka)) == (False, True, None)
    assert stand(book) == ([], ["hadir", "lapor", "suka"], ["suka"])


def test_another_way_of_asking_leaves_it_signed(base, tmp_path):
    sign(base, "suka", tmp_path)
    base.rule("suka")["pertanyaan"] = ["suka dengan kata baru"]
    book = base.load(tmp_path)
    assert signed(book, book.rules["suka"])


def test_a_signature_does_not_travel_to_another_rule(base, tmp_path):
    sign(base, "suka", tmp_path)
    base.rule("hadir")["disahkan"] = base.rule("suka")["disahkan"]
    assert stand(base.load(tmp_path)) == (["suka"], ["hadir", "lapor"], ["hadir"])


@pytest.mark.parametrize("status", ["draf", "ditangguhkan"])
def test_a_rule_that_is_not_answered_from_does_not_count(base, tmp_path, status):
    sign(base, "suka", tmp_path)
    base.rule("suka")["status"] = status
    book = base.load(tmp_path)
    assert not signed(book, book.rules["suka"])
    assert stand(book) == ([], ["hadir", "lapor"], [])


def test_an_approved_release_approves_the_rest_and_what_was_changed(base, tmp_path):
    sign(base, "suka", tmp_path)
    sign(base, "hadir", tmp_path)
    base.table("hadir")[0]["jawaban"] = "Lain."
    base.release["disahkan"] = {**HEAD, "oleh": "Kabag"}
    book = base.load(tmp_path)
    assert {name: approval(book, rule).by for name, rule in book.rules.items()} == {
        "suka": "Rahma",
        "hadir": "Kabag",
        "lapor": "Kabag",
    }
    assert stand(book) == (["hadir", "lapor", "suka"], [], ["hadir"])


@pytest.mark.parametrize("digits", ["0" * 16, "G" * 64, "A" * 64])
def test_a_digest_that_is_none_is_told_with_its_line(base, tmp_path, digits):
    base.rule("suka")["disahkan"] = {**HEAD, "sidik": digits}
    with pytest.raises(KnowledgeError, match=r"suka\.yaml:\d+: 'sidik': harus 64 angka heksadesimal"):
        base.load(tmp_path)
