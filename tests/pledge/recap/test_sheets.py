"""The recap as a spreadsheet program opens it."""

import re
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.people.member import SEPARATOR
from bot.pledge.model import Counts, Standing
from bot.pledge.recap import sheets as module
from bot.pledge.recap.sheets import sheet_names, workbook
from tests.pledge.files import AT, COUNTS, EN, ID, UNITS, ZONE, person, sheets

HOSTILE = ['=HYPERLINK("http://x","y")', "+1", "-2", "@SUM(A1)", "{=1}", "http://x.id", "0812", "TRUE"]
ROUGH = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    [
        "Rekap",
        "rekap (2)",
        "History",
        "'",
        "''x'",
        "[]:*?/\\",
        "Subbag Umum",
        "SUBBAG UMUM",
        "Straße",
        "strasse",
    ]
)


def made(counts=(), entries=(), words=ID, zone=ZONE, title="Ikrar Netralitas"):
    return workbook(title, counts, entries, words, zone)


def people(xlsx):
    """The rows of people of all sheets, by sheet."""
    return {name: rows[1:] for name, rows in list(sheets(xlsx).items())[1:]}


def test_figures_come_first_then_a_sheet_for_each_unit():
    found = made([Counts("A"), Counts("A/B")], [person(unit="A"), person(unit="A/B")])
    assert list(sheets(found)) == ["Rekap", "A", "B"]
    assert list(sheets(made(words=EN))) == ["Recap"]


def test_the_figures_of_a_unit_stand_in_its_row():
    rows = sheets(
        made([Counts("Dishub/Subbag Umum", 214, 1, 4, 2, 40, 3)], [person(unit="Dishub/Subbag Umum")])
    )
    assert rows["Rekap"][2] == (
        "Dishub › Subbag Umum", 214, 40, 4, 2, 1, 3, 261, 0.819, "Subbag Umum",
    )  # fmt: skip
    assert rows["Rekap"][1][1:4] == ("Sudah", "Belum", "Tidak terjangkau")


@settings(max_examples=12)
@given(st.lists(COUNTS, max_size=12))
def test_the_last_row_is_the_sum_of_the_others(counts):
    *rows, total = sheets(made(counts))["Rekap"][2:]
    assert len(rows) == len(counts)
    for column in range(1, 8):
        assert total[column] == sum(row[column] for row in rows)
    assert total[7] == sum(one.all for one in counts)
    assert all(sum(row[1:6]) == row[7] for row in [*rows, total])


def test_only_everybody_is_a_hundred_percent_and_of_nobody_there_is_no_percent():
    counts = [Counts("A", 9999, pending=1), Counts("B", 3), Counts("C"), Counts("D", 1, pending=9999)]
    assert [row[8] for row in sheets(made(counts))["Rekap"][2:6]] == [0.999, 1, None, 0]


@settings(max_examples=12)
@given(st.lists(UNITS, max_size=30))
def test_everybody_is_in_exactly_one_sheet_and_that_of_his_unit(units):
    entries = [person(f"Pegawai {n}", unit) for n, unit in enumerate(units)]
    found = people(made([Counts(unit) for unit in dict.fromkeys(units)], entries))
    assert Counter(row[0] for rows in found.values() for row in rows) == Counter(one.name for one in entries)
    assert all(len({row[3] for row in rows}) == 1 for rows in found.values())
    assert len(found) == len(set(units))


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([f"Dinas {n % 5}/Bidang {n}" for n in range(8)], 8),
        ([f"Dinas {n % 5}/Bidang {n}" for n in range(9)], 5),
        ([f"Sekolah {n}" for n in range(12)], 12),
        ([f"Sekolah {n}" for n in range(13)], 1),
    ],
)
def test_many_units_share_sheets_and_nobody_gets_lost(units, expected, monkeypatch):
    monkeypatch.setattr(module, "MOST_SHEETS", 8)
    monkeypatch.setattr(module, "MOST_TOPS", 12)
    entries = [person(f"Pegawai {n}", unit) for n, unit in enumerate(units)]
    xlsx = made([Counts(unit, 1) for unit in units], entries)
    found = people(xlsx)
    assert len(found) == expected
    assert sorted(row[0] for rows in found.values() for row in rows) == sorted(one.name for one in entries)
    home = {row[3]: name for name, rows in found.items() for row in rows}
    assert {row[0]: row[9] for row in sheets(xlsx)["Rekap"][2:-1]} == home


def test_a_person_has_seven_cells_with_the_time_in_the_zone():
    one = person("Siti", "Dishub", number="198501012010011001", standing=Standing.CONFIRMED,
                 receipt="IKR-7F3A-2291", at=AT)  # fmt: skip
    assert people(made([], [one]))["Dishub"] == [
        ("Siti", "198501012010011001", "PNS", "Dishub", "sudah berikrar", "IKR-7F3A-2291",
         "2026-11-22 09.14.00 WITA"),
    ]  # fmt: skip


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_has_its_words(standing):
    (row,) = people(made([], [person(standing=standing)]))["Dinas A"]
    assert row[4] not in ("", None, standing.value)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_a_link_or_a_number(text):
    xlsx = made([Counts(text)], [person(text, text, number=text, status=text, receipt=text)], title=text)
    book = load_workbook(BytesIO(xlsx))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert [cell.value for cell in list(book.worksheets[1])[1]][:3] == [text] * 3
    with ZipFile(BytesIO(xlsx)) as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist())


@given(st.lists(ROUGH, max_size=12))
def test_sheet_names_are_such_as_excel_accepts(wanted):
    names = sheet_names(wanted, taken="Rekap")
    assert len(names) == len(wanted)
    assert len({name.casefold() for name in [*names, "Rekap", "History"]}) == len(names) + 2
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert name == name.strip("' ")


@settings(max_examples=12)
@given(st.lists(ROUGH, max_size=6), st.lists(ROUGH, max_size=3))
def test_any_unit_and_any_name_is_written_and_read_again(units, names):
    entries = [person(name, unit) for unit in units for name in names]
    found = people(made([Counts(unit) for unit in units], entries))
    assert sum(len(rows) for rows in found.values()) == len(entries)


def test_units_alike_after_cutting_are_told_apart():
    units = [f"Dinas {n}{SEPARATOR}Subbagian Umum dan Kepegawaian Daerah {n}" for n in range(12)]
    names = list(people(made([], [person(unit=unit) for unit in units])))
    assert names[0] == "Subbagian Umum dan Kepegawaian"
    assert names[1] == "Subbagian Umum dan Kepegawa (2)"
    assert names[11] == "Subbagian Umum dan Kepegaw (12)"


def test_headings_stay_in_view_and_the_sum_is_not_filtered():
    book = load_workbook(BytesIO(made([Counts("A", 1), Counts("B", 1)], [person(unit="A")])))
    recap, unit = book.worksheets
    assert (recap.freeze_panes, recap.auto_filter.ref) == ("B3", "A2:J4")
    assert (unit.freeze_panes, unit.auto_filter.ref) == ("B2", "A1:G2")


def test_the_same_recap_is_the_same_bytes_whatever_the_hour():
    given_ = ([Counts("A", 1)], [person(unit="A", standing=Standing.CONFIRMED, at=AT)])
    assert made(*given_) == made(*given_)
    with ZipFile(BytesIO(made(*given_))) as packed:
        assert {info.date_time[0] for info in packed.infolist()} == {1980}
        assert b"2026-11-22T09:14:00Z" in packed.read("docProps/core.xml")


def test_no_trace_of_the_rows_is_left_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made([Counts("A", 1)], [person(unit="A", at=datetime(2026, 1, 1, tzinfo=UTC))])
    assert list(tmp_path.iterdir()) == []
