"""The account of a broadcast as a spreadsheet: one row for each recipient, written without holding it twice.

Every cell is text, so that no name is ever taken for a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from io import BytesIO

from xlsxwriter import Workbook

from bot.outbox.model import Row
from bot.text.dates import exact
from bot.wording import Wording

_COLUMNS = (
    ("name", 32),
    ("number", 22),
    ("unit", 40),
    ("state", 18),
    ("reason", 30),
    ("time", 24),
    ("read", 24),
)


def workbook(rows: Sequence[Row], words: Wording, zone: tzinfo) -> bytes:
    """XLSX with the times in `zone`."""
    written = BytesIO()
    book = Workbook(written, {"constant_memory": True})
    sheet = book.add_worksheet(words("broadcast.sheet"))
    bold = book.add_format({"bold": True})
    for column, (name, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words(f"broadcast.column.{name}"), bold)
    sheet.freeze_panes(1, 0)
    for n, row in enumerate(rows, 1):
        cells = (
            row.name,
            row.number,
            row.unit,
            words(f"broadcast.state.{row.state.value}"),
            row.reason,
            _clock(row.finished_at, zone),
            _clock(row.read_at, zone),
        )
        for column, cell in enumerate(cells):
            sheet.write_string(n, column, cell)
    sheet.autofilter(0, 0, max(1, len(rows)), len(_COLUMNS) - 1)
    book.close()
    return written.getvalue()


def _clock(at: datetime | None, zone: tzinfo) -> str:
    return exact(at, zone) if at else ""
