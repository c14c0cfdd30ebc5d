"""The template is empty, can be filled in, and its advice is never taken for people."""

import io

import openpyxl
import pytest

from bot.people.roster.errors import RosterError
from bot.people.roster.reader.read import read
from bot.people.roster.template import template
from tests.people.roster.reader.sheets import HEADINGS, PEOPLE, TODAY


def _book():
    return openpyxl.load_workbook(io.BytesIO(template()))


def test_the_empty_template_has_nobody():
    with pytest.raises(RosterError) as caught:
        read(template(), "templat.xlsx", TODAY)
    assert [str(fault).split(" di ")[0] for fault in caught.value.faults] == ["Belum ada pegawai"]


def test_the_filled_template_is_read():
    book = _book()
    for row, person in enumerate(PEOPLE, 2):
        for column, value in enumerate(person, 1):
            book["Pegawai"].cell(row, column, value or None)
    file = io.BytesIO()
    book.save(file)
    entries = read(file.getvalue(), "templat.xlsx", TODAY).entries
    assert [entry.name for entry in entries] == [person[0] for person in PEOPLE]


def test_the_template_guides_the_hand():
    book = _book()
    sheet = book["Pegawai"]
    assert book.sheetnames == ["Pegawai", "Petunjuk"]
    assert [cell.value for cell in sheet[1]] == list(HEADINGS)
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.max_row == 1
    assert sheet.freeze_panes == "A2"
    assert "PPNPN" in sheet["B1"].comment.text
    choices = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert choices == {"C2:C5001": '"PNS,CPNS,PPPK,PPNPN"', "G2:G5001": '"WIB,WITA,WIT"'}
    # openpyxl numbers formats by their code only once they are on cells.
    for letter in "BFI":
        style = sheet.column_dimensions[letter]
        assert style.number_format == "@", letter
