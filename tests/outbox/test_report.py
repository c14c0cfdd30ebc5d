"""The account of a broadcast as a spreadsheet: every recipient, readable, and nothing in it that computes."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.config import LOCALES
from bot.outbox.model import Row, State
from bot.outbox.plan import ZONES
from bot.outbox.report import workbook
from bot.wording import Wording

WORDS = Wording(LOCALES, "id")
AT = datetime(2026, 11, 22, 23, 30, 5, tzinfo=UTC)


def row(name="Siti", number="198501012010011001", state=State.SENT, reason="", finished=AT, read=None):
    return Row(name, number, "Dishub/Umum", state, reason, finished, read)


def sheet(*rows):
    return load_workbook(BytesIO(workbook(rows, WORDS, ZONES["WIT"]))).active


def test_one_row_for_each_recipient_below_the_headings():
    clock = "2026-11-23 08.30.05 WIT"
    found = sheet(row(read=AT), row("Budi", "", State.UNREACHABLE, "blocked"))
    assert [[cell.value for cell in line] for line in found.iter_rows()] == [
        ["Nama", "NIP atau nomor", "Unit", "Keadaan", "Keterangan", "Waktu", "Menyatakan baca"],
        ["Siti", "198501012010011001", "Dishub/Umum", "diterima Telegram", "", clock, clock],
        ["Budi", "", "Dishub/Umum", "tidak terjangkau", "blocked", clock, ""],
    ]


@pytest.mark.parametrize(
    "nasty", ["=1+1", '=HYPERLINK("http://x")', "+62811", "-1", "@SUM(A1)", "http://x.id", "{=1}"]
)
def test_nothing_is_taken_for_a_formula_a_number_or_a_link(nasty):
    found = sheet(row(nasty, nasty, reason=nasty))
    for cell in found[2]:
        assert cell.data_type != "f"
        assert cell.hyperlink is None
    assert [found.cell(2, column).value for column in (1, 2, 5)] == [nasty] * 3


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_word(state):
    assert sheet(row(state=state)).cell(2, 4).value


def test_without_recipients_there_are_headings_only():
    assert sheet().max_row == 1
