"""The recap that is handed on: read back from the PDF itself."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pledge.model import Counts
from bot.pledge.recap import summary as module
from bot.pledge.recap.summary import summary
from tests.pledge.files import AT, COUNTS, EN, HASH, ID, LONG
from tests.support.pdf import pages, said

COLUMNS = [
    "Sudah",
    "Belum",
    "Tidak terjangkau",
    "Belum bergabung",
    "Keberatan",
    "Bertanya",
    "Jumlah",
    "Persen",
]


def made(counts, **changed):
    given_ = {
        "title": "Ikrar Netralitas Pegawai",
        "version": "1",
        "text_hash": HASH,
        "office": "Pemerintah Kota Palu",
        "period": "16 November sampai 30 November 2026",
        "moment": "22 November 2026, 09.14 WITA",
        "head": f"1284:{HASH}",
        "at": AT,
        "words": ID,
    }
    return summary(counts=counts, **(given_ | changed))


def rows(pdf):
    """Lines of the table by what stands at one height: [number, name …, eight figures]."""
    found = []
    for page in pages(pdf):
        lines: dict[float, list[str]] = {}
        for text, _, y in page:
            lines.setdefault(y, []).append(text)
        found += [line for line in lines.values() if len(line) >= 10]
    return [line for line in found if line[0] != "No."]


def total(pdf):
    return next(line for line in rows(pdf) if line[:2] == ["", "Jumlah"])[2:]


def test_it_says_whose_figures_these_are_and_of_which_text():
    (page,) = said(made([Counts("Dishub", 214, 1, 4, 2, 40, 3)]))
    for wanted in (
        "Pemerintah Kota Palu",
        "Ikrar Netralitas Pegawai, versi 1",
        "16 November sampai 30 November 2026",
        "22 November 2026, 09.14 WITA",
        HASH,
        f"1284:{HASH}",
        "214 dari 261 sudah berikrar",
    ):
        assert page.count(wanted) == 1
    assert page[-1] == "Halaman 1 dari 1"


def test_it_names_whom_offices_report_to_and_not_the_commission_that_is_no_more():
    for words in (ID, EN):
        text = " ".join(said(made([Counts("A", 1)], words=words))[0])
        assert "BKD/BKN" in text
        assert "Bawaslu" in text
        assert "KASN" not in text


def test_without_a_head_none_is_mentioned():
    text = " ".join(said(made([Counts("A", 1)], head=None))[0])
    assert "Kepala buku" not in text


def test_the_officer_has_lines_for_place_position_name_and_number():
    page = said(made([Counts("A", 1)]))[0]
    assert page[-6:-2] == ["Tempat, tanggal", "Jabatan", "Nama", "NIP"]


def test_a_unit_has_its_figures_in_the_order_of_the_headings():
    pdf = made([Counts("Dishub", 1214, 1, 4, 2, 40, 3)])
    assert rows(pdf)[0] == ["1", "Dishub", "1.214", "40", "4", "2", "1", "3", "1.261", "96 %"]
    assert rows(made([Counts("Dishub", 1214)], words=EN))[0][2] == "1,214"


@pytest.mark.parametrize("words", [ID, EN])
def test_no_heading_is_broken_within_a_word(words):
    page = said(made([Counts("A", 1)], words=words))[0]
    keys = ("confirmed", "pending", "unreachable", "not_joined", "objected", "questions", "all", "percent")
    wanted = " ".join(words(f"recap.column.{key}") for key in keys)
    assert wanted in " ".join(page)


def test_units_stand_under_what_they_belong_to_with_its_sum():
    found = rows(made([Counts("A", 1), Counts("B", 5), Counts("A/C", 2), Counts("A/D/E", 3)]))
    assert [line[:3] for line in found] == [
        ["", "A", "6"],
        ["1", "di luar subunit", "1"],
        ["2", "C", "2"],
        ["3", "D › E", "3"],
        ["4", "B", "5"],
        ["", "Jumlah", "11"],
    ]


@settings(max_examples=8)
@given(st.lists(COUNTS, max_size=8))
def test_the_sum_is_that_of_all_units(counts):
    found = [int(figure.replace(".", "")) for figure in total(made(counts))[:7]]
    assert found == [
        sum(one.confirmed for one in counts),
        sum(one.pending for one in counts),
        sum(one.unreachable for one in counts),
        sum(one.not_joined for one in counts),
        sum(one.objected for one in counts),
        sum(one.questions for one in counts),
        sum(one.all for one in counts),
    ]


def test_of_nobody_no_percent_is_told():
    assert total(made([]))[-1] == "–"
    assert total(made([Counts("A", 1)]))[-1] == "100 %"


@pytest.mark.parametrize("number", [1, 18, 19, 20, 21, 500])
def test_every_unit_is_listed_once_on_numbered_pages_that_hold_it(number):
    pdf = made([Counts(f"Unit {n}", n, pending=1) for n in range(number)])
    found = pages(pdf)
    names = [text for page in found for text, _, _ in page if re.fullmatch(r"Unit \d+", text)]
    assert names == [f"Unit {n}" for n in range(number)]
    assert [page[-1][0] for page in found] == [
        f"Halaman {n} dari {len(found)}" for n in range(1, len(found) + 1)
    ]
    for page in found:
        assert all(0 < x < 560 and 20 < y < 830 for _, x, y in page)
        assert min(y for _, _, y in page[:-2]) > page[-1][2] + 8
    last = [text for text, _, _ in found[-1]]
    assert {names[-1], "Jumlah", "Tempat, tanggal", "NIP"} <= set(last)


LINES = st.builds(lambda lines, bold: module._Row([""] * lines, [], bold), st.integers(1, 5), st.booleans())


@settings(max_examples=50)
@given(st.lists(LINES, max_size=80), st.floats(60, 140))
def test_rows_fill_pages_in_order_and_the_sum_never_stands_alone(listed, begin):
    *_, total = listed = [*listed, module._Row([""], [], True)]
    found = module._pages(listed, begin)
    assert [row for page in found for row in page] == listed
    for n, page in enumerate(found):
        end = (module._TOP if n else begin) + module._HEAD + sum(row.height for row in page)
        assert end + (module._SIGN if page is found[-1] else 0) <= module._BOTTOM
    assert len(found[-1]) > 1 or listed == [total]


@settings(max_examples=50)
@given(st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=6), max_size=20))
def test_a_heading_stays_with_the_first_row_below_it(groups):
    listed = [module._Row([""] * lines, [], n == 0) for group in groups for n, lines in enumerate(group)]
    for page in module._pages([*listed, module._Row([""], [], True)], 100)[:-1]:
        assert not page[-1].bold


def test_the_longest_names_break_and_still_stand_on_the_page():
    counts = [Counts(f"{LONG}/{LONG * 5}{n}", 1) for n in range(20)]
    found = pages(made(counts, title=LONG, office=LONG, period=LONG, moment=LONG, version=LONG))
    assert len(found) > 2
    for page in found:
        # What is said before the footer stands above it.
        assert min(y for _, _, y in page[:-2]) > page[-1][2] + 8


def test_any_unit_is_printed():
    units = ["", "/", "=1+1", "{nb} $x$", "خان 𠮷田 👩🏽‍💻", "x" * 400]
    found = rows(made([Counts(unit, 7) for unit in units]))
    assert [line[0] for line in found if line[0]] == [str(n) for n in range(1, len(units) + 1)]
    assert [line[1] for line in found if line[0]][2:5] == ["=1+1", "{nb} $x$", "خان □□ □□"]


def test_the_same_recap_is_the_same_bytes():
    counts = [Counts("A", 1), Counts("B", 2)]
    assert made(counts) == made(counts)
    assert made(counts) != made(counts, at=AT + timedelta(days=1))
