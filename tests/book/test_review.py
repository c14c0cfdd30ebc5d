"""A filled sheet: a rule is ready only if all its branches were agreed to in the words of today."""

from __future__ import annotations

from typing import Any

import pytest

from bot.book.sheet.returned import SheetError, read
from bot.book.sheet.review import Changed, Empty, Remark, Review, review
from bot.book.sheet.workbook import workbook
from bot.rulebook.model import RuleBook
from tests.book.sheets import agree, changed, filled
from tests.support.knowledge import Base


@pytest.fixture
def base() -> Base:
    return Base()


@pytest.fixture
def book(base, tmp_path) -> RuleBook:
    return base.load(tmp_path)


def judged(book: RuleBook, content: bytes) -> Review:
    return review(book, read(content))


def at(rule: str, branch: str, **cells: Any):
    """Agrees to everything, but fills that row so."""

    def fill(row: dict[str, Any]) -> None:
        row["setuju"] = "ya"
        if (row["id"], row["cabang"]) == (rule, branch):
            row.update(cells)

    return fill


def test_a_sheet_as_it_was_given_agrees_to_nothing(book):
    assert judged(book, workbook(book)) == Review(
        (), (), (), (Empty("hadir", 3, 3), Empty("lapor", 1, 1), Empty("suka", 2, 2))
    )


def test_a_rule_whose_branches_all_say_ya_is_ready(book):
    found = judged(book, filled(book, agree("suka", "lapor")))
    assert (found.ready, found.empty) == (("lapor", "suka"), (Empty("hadir", 3, 3),))


@pytest.mark.parametrize("typed", ["YA", " Ya ", "ya."])
def test_ya_may_be_written_in_any_way(book, typed):
    assert "suka" in judged(book, filled(book, at("suka", "1", setuju=typed))).ready


def test_one_row_left_empty_keeps_its_rule_open(book):
    found = judged(book, filled(book, at("suka", "1", setuju=None)))
    assert (found.ready, found.empty) == (("hadir", "lapor"), (Empty("suka", 1, 2),))


@pytest.mark.parametrize(
    ("cells", "remark"),
    [
        ({"setuju": "tidak"}, Remark("suka", "2", "tidak", "")),
        ({"setuju": "tidak", "catatan": "Terlalu\nketat"}, Remark("suka", "2", "tidak", "Terlalu ketat")),
        ({"catatan": "Ganti 'Lewati'"}, Remark("suka", "2", "ya", "Ganti 'Lewati'")),
        ({"setuju": None, "catatan": "?"}, Remark("suka", "2", "", "?")),
        ({"setuju": "mungkin"}, Remark("suka", "2", "mungkin", "")),
    ],
)
def test_tidak_and_any_remark_hold_a_rule_back(book, cells, remark):
    found = judged(book, filled(book, at("suka", "2", **cells)))
    assert (found.ready, found.remarks, found.changed, found.empty) == (("hadir", "lapor"), (remark,), (), ())


def test_a_rule_changed_since_the_sheet_was_made_is_not_ready(book, base, tmp_path):
    sheet = filled(book, agree())
    base.table("suka")[0]["jawaban"] = "Lain."
    found = judged(base.load(tmp_path), sheet)
    assert (found.ready, found.changed) == (
        ("hadir", "lapor"),
        (Changed("suka", "berubah sejak lembar dibuat"),),
    )


def test_a_rule_suspended_since_then_is_not_ready(book, base, tmp_path):
    sheet = filled(book, agree())
    base.rule("suka")["status"] = "ditangguhkan"
    assert judged(base.load(tmp_path), sheet).changed == (Changed("suka", "sekarang berstatus ditangguhkan"),)


def test_whoever_agrees_to_other_words_than_the_rules_does_not_sign_it(book):
    found = judged(book, filled(book, at("suka", "1", jawaban="Jawaban boleh.")))
    assert found.changed == (Changed("suka", "kolom jawaban di baris 6 berbeda dari aturannya"),)


def test_a_label_of_the_vocabulary_that_now_reads_otherwise_is_noticed(book, base, tmp_path):
    sheet = filled(book, agree())
    base.facts["objek"]["pilihan"]["calon"] = "siapa pun"
    assert [one.rule for one in judged(base.load(tmp_path), sheet).changed] == ["suka"]


def test_a_row_taken_out_counts_as_empty_and_a_rule_taken_out_is_not_judged(book):
    def cut(rows):
        del rows[6], rows[1:4]

    found = judged(book, changed(filled(book, agree()), cut))
    assert (found.ready, found.empty) == (("lapor",), (Empty("suka", 1, 2),))


def test_columns_and_rows_may_be_moved_and_added(book):
    def move(rows):
        rows[1:] = reversed(rows[1:])
        rows[:] = [["nomor", *reversed(row)] for row in rows]

    found = judged(book, changed(filled(book, agree()), move))
    assert sorted(found.ready) == ["hadir", "lapor", "suka"]


def break_heading(rows):
    rows[0][12] = "sidikk"


def double_heading(rows):
    rows[0].append("sidik")


def strange_rule(rows):
    rows[2][0] = "hadirr"


def no_rule(rows):
    rows[2][0] = None


def twice(rows):
    rows.append(rows[1])


def nothing(rows):
    del rows[1:]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (break_heading, "kolom sidik tidak ada di baris pertama"),
        (double_heading, "kolom sidik ada dua kali"),
        (strange_rule, "baris 3: aturan 'hadirr' tidak ada"),
        (no_rule, "baris 3: kolom id kosong"),
        (twice, "baris 8: sama dengan baris 2"),
        (nothing, "tidak memuat satu aturan pun"),
    ],
)
def test_a_sheet_that_cannot_be_trusted_is_refused_in_one_sentence(book, change, told):
    with pytest.raises(SheetError, match=told):
        judged(book, changed(filled(book, agree()), change))


@pytest.mark.parametrize("content", [b"", b"id,setuju\n", b"PK\x03\x04 rusak", b"%PDF-1.7"])
def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(content):
    with pytest.raises(SheetError, match="bukan buku kerja Excel"):
        read(content)
