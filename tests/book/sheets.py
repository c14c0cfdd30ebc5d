"""Filled sheets: what a bureau would send back, made from the sheet that it was given."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from bot.book.sheet.workbook import SHEET, workbook
from bot.rulebook.model import RuleBook

Cells = list[list[Any]]


def cells(content: bytes, sheet: str = SHEET) -> Cells:
    """The texts of a sheet, row by row, the heading first."""
    return [list(row) for row in load_workbook(BytesIO(content))[sheet].iter_rows(values_only=True)]


def filled(book: RuleBook, fill: Callable[[dict[str, Any]], None]) -> bytes:
    """The sheet of the book after `fill` has changed each row, given as a dictionary by heading."""
    loaded = load_workbook(BytesIO(workbook(book)))
    sheet = loaded[SHEET]
    headings = [cell.value for cell in sheet[1]]
    for line in sheet.iter_rows(min_row=2):
        row = {heading: cell.value for heading, cell in zip(headings, line, strict=True)}
        fill(row)
        for heading, cell in zip(headings, line, strict=True):
            cell.value = row[heading]
    return saved(loaded)


def changed(content: bytes, change: Callable[[Cells], None]) -> bytes:
    """The same sheet with its rows, heading included, changed as a whole."""
    rows = cells(content)
    change(rows)
    made = Workbook()
    made.active.title = SHEET
    for row in rows:
        made.active.append(row)
    return saved(made)


def saved(book: Any) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def agree(*rules: str) -> Callable[[dict[str, Any]], None]:
    """Says ya to every row of these rules, or of all."""

    def fill(row: dict[str, Any]) -> None:
        if not rules or row["id"] in rules:
            row["setuju"] = "ya"

    return fill
