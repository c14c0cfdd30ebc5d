"""The sheet that a bureau reads: a row a branch, all that would be signed, and two columns to fill."""

from __future__ import annotations

from dataclasses import asdict, replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.book.sheet.rows import of_rule
from bot.book.sheet.workbook import SHEET, workbook
from bot.rulebook.digest import digest
from bot.rulebook.model import Rule, RuleBook
from tests.book.sheets import cells
from tests.support import every_word
from tests.support.knowledge import Base, branch, version

HEADINGS = [
    *("id", "cabang", "judul", "topik", "berlaku", "keadaan", "hasil", "jawaban", "aman"),
    *("syarat", "dasar", "sanksi", "sidik", "setuju", "catatan"),
]


def rows(content: bytes) -> list[dict[str, str]]:
    heading, *lines = cells(content)
    return [dict(zip(heading, line, strict=True)) for line in lines]


@pytest.fixture
def book(tmp_path):
    return Base().load(tmp_path)


def test_it_has_a_row_for_each_branch_under_the_promised_headings(book):
    heading, *_ = cells(workbook(book))
    assert heading == HEADINGS
    assert [(row["id"], row["cabang"]) for row in rows(workbook(book))] == [
        *(("hadir", "1"), ("hadir", "2"), ("hadir", "3")),
        ("lapor", "isi"),
        *(("suka", "1"), ("suka", "2")),
    ]


def test_a_branch_is_told_in_words(book):
    row = rows(workbook(book))[0]
    assert row == {
        "id": "hadir",
        "cabang": "1",
        "judul": "Judul hadir",
        "topik": "Umum",
        "berlaku": "sejak 1 Januari 2022",
        "keadaan": "bila tidak\ndan libur\n(bila tidak disebut, dianggap: libur)",
        "hasil": "boleh dengan syarat",
        "jawaban": "Jawaban boleh_dengan_syarat.",
        "aman": "Lewati saja.",
        "syarat": "• di luar jam kerja, tanpa simbol",
        "dasar": "• tersurat: PP-1 Pasal 5 huruf n [naskah resmi]: isi",
        "sanksi": "Umum: Umum.\nPNS dan CPNS: PNS.\nPPPK: PPPK.\nPPNPN: PPNPN.",
        "sidik": digest(book, book.rules["hadir"]),
        "setuju": None,
        "catatan": None,
    }


def test_the_branch_that_takes_the_rest_says_so(book):
    assert rows(workbook(book))[2]["keadaan"].startswith("selain itu")


def test_older_versions_and_disputed_readings_are_there_too(tmp_path):
    base = Base()
    now = version(
        branch("tergantung", bacaan=["Boleh bila sepi.", "Tidak bila ramai."], penentu=["ramainya"])
    )
    old = version(branch("dilarang", dasar=[]), berlaku={"sejak": "2020-01-01", "sampai": "2021-12-31"})
    base.rule("suka")["versi"] = [now, old]
    found = [row for row in rows(workbook(base.load(tmp_path))) if row["id"] == "suka"]
    assert found[0]["jawaban"].endswith("Bacaan yang berbeda:\n• Boleh bila sepi.\n• Tidak bila ramai.")
    assert found[0]["syarat"] == "Yang menentukan:\n• ramainya"
    assert (found[1]["cabang"], found[1]["berlaku"]) == (
        "versi 2: 1",
        "1 Januari 2020 sampai 31 Desember 2021",
    )


@pytest.mark.parametrize("status", ["draf", "ditangguhkan"])
def test_what_is_not_answered_from_is_not_asked_about(tmp_path, status):
    base = Base()
    base.rule("suka")["status"] = status
    assert "suka" not in {row["id"] for row in rows(workbook(base.load(tmp_path)))}


@pytest.mark.parametrize("text", ["=1+1", "+62811", "-1", "@SUM(A1)", '=HYPERLINK("https://contoh.id")'])
def test_no_text_becomes_a_formula(tmp_path, text):
    base = Base()
    base.table("suka")[0]["jawaban"] = text
    sheet = load_workbook(BytesIO(workbook(base.load(tmp_path))))[SHEET]
    found = [cell for line in sheet.iter_rows() for cell in line if cell.value == text]
    assert [cell.data_type for cell in found] == ["s"]


def test_only_the_two_columns_to_fill_can_be_changed_and_stand_out(book):
    sheet = load_workbook(BytesIO(workbook(book)))[SHEET]
    open_columns = {cell.column_letter for cell in sheet[2] if not cell.protection.locked}
    assert (sheet.protection.sheet, open_columns) == (True, {"N", "O"})
    assert {cell.fill.start_color.rgb for cell in sheet[2][13:]} == {"FFFFF8DC"}


def test_agreeing_is_chosen_from_a_list_of_two(book):
    (rule,) = load_workbook(BytesIO(workbook(book)))[SHEET].data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", '"ya,tidak"', "N2:N7")


def test_the_heading_stays_in_view_can_be_filtered_and_long_texts_are_wrapped(book):
    sheet = load_workbook(BytesIO(workbook(book)))[SHEET]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:O7")
    assert all(cell.alignment.wrap_text for cell in sheet[2][:13])


def test_a_second_sheet_tells_how_to_fill_it_in_and_how_to_give_it_back(book):
    told = " ".join(str(cell) for row in cells(workbook(book), "Petunjuk") for cell in row if cell)
    for words in ("setuju: pilih ya atau tidak", "rulebook review", "3 aturan, 6 cabang"):
        assert words in told


def test_the_same_rules_give_the_same_file(book):
    assert workbook(book) == workbook(book)


def shown(book: RuleBook, rule: Rule) -> list[dict[str, str]]:
    """What a bureau reads of a rule, without the mark that nobody reads."""
    return [{**asdict(row), "digest": ""} for row in of_rule(book, rule)]


def labelled(book: RuleBook) -> RuleBook:
    """The same with a label for each option that a test makes up."""
    facts = {
        name: replace(
            fact,
            options={**fact.options, **{f"{one}x": f"bukan {label}" for one, label in fact.options.items()}},
        )
        for name, fact in book.facts.items()
    }
    return replace(book, facts=facts)


def test_nobody_signs_what_he_was_not_shown():
    """Whatever moves the digest also changes something that can be read, in whichever place it stands."""
    book = labelled(every_word.book())
    rule = book.rules["hadir"]
    # A verdict has no text of its own beside its branches.
    ways = [way for way in every_word.of_rule() if way[2:] not in (("text",), ("safe",))]
    assert [way for way in ways if shown(book, every_word.changed(rule, way)) == shown(book, rule)] == []


@pytest.mark.parametrize("section", every_word.PRINTED)
def test_nor_of_what_it_refers_to(section):
    book = every_word.book()
    rule = book.rules["hadir"]
    others = [shown(labelled(other), rule) for other in every_word.of_section(section)]
    assert shown(labelled(book), rule) not in others
