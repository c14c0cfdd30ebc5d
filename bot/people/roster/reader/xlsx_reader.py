"""XLSX to a table, by openpyxl: the one sheet with the list, and what in it only looks like text.

What the columns mean makes no difference here.
"""

from __future__ import annotations

import io
import re
import warnings
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell as Source
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from bot.people.roster.errors import RosterError, RowError, quoted
from bot.people.roster.reader.cells import (
    EMPTY,
    MOST_COLUMNS,
    MOST_ROWS,
    SHEET,
    TOO_LONG,
    TOO_WIDE,
    Cell,
    CellKind,
    MergedRange,
    SheetRow,
    Table,
    tidy,
)
from bot.people.roster.reader.filetype import SAVE_AS, inspect_archive
from bot.people.roster.reader.header import DEEPEST_HEADER

LARGEST = 10**30
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_BROKEN = f"Isi berkas rusak sehingga tidak terbaca. Buka di Excel. {SAVE_AS}"


def table(content: bytes) -> tuple[Table | None, list[RowError]]:
    """The sheet with the list, None where it cannot be told which; faults are those of the workbook."""
    inspect_archive(content)
    return _chosen(_sheets(content))


def _sheets(content: bytes) -> list[Any]:
    try:
        with warnings.catch_warnings():
            # About styles and extensions that the list does not need.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever it stumbles over in a damaged file
        raise RosterError([RowError(_BROKEN)]) from None
    sheets: list[Any] = book.worksheets
    if not sheets:
        raise RosterError([RowError(_BROKEN)])
    return sheets


def _chosen(sheets: list[Any]) -> tuple[Table | None, list[RowError]]:
    filled = {sheet.title for sheet in sheets if _filled(sheet)}
    faults = [
        RowError(
            f"Lembar {quoted(sheet.title)} tersembunyi tetapi berisi data; tampilkan atau hapus lembar itu."
        )
        for sheet in sheets
        if sheet.sheet_state != "visible" and sheet.title in filled
    ]
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    named = [sheet for sheet in visible if sheet.title.strip().casefold() == SHEET.casefold()]
    chosen = named if len(named) == 1 else [sheet for sheet in visible if sheet.title in filled]
    if len(chosen) > 1:
        names = ", ".join(quoted(sheet.title) for sheet in chosen[:4])
        told = (
            f"Ada {len(chosen)} lembar berisi data ({names}); beri nama {SHEET} pada lembar daftar pegawai."
        )
        return None, [*faults, RowError(told)]
    if not chosen:
        return (None, faults) if faults else (Table(()), [])
    return _table(chosen[0]), faults


def _filled(sheet: Worksheet) -> bool:
    return any(cell.text for cell in map(_cell, sheet._cells.values()))


def _table(sheet: Worksheet) -> Table:
    rows = _rows(sheet)
    if len(rows) > MOST_ROWS + DEEPEST_HEADER:
        raise RosterError([RowError(TOO_LONG)])
    return Table(
        rows,
        hidden_rows=frozenset(row for row, shape in sheet.row_dimensions.items() if shape.hidden),
        hidden_columns=frozenset(
            column - 1
            for shape in sheet.column_dimensions.values()
            if shape.hidden and shape.min
            for column in range(shape.min, min(shape.max or shape.min, MOST_COLUMNS) + 1)
        ),
        merged=tuple(
            MergedRange((area.min_row, area.max_row), (area.min_col - 1, area.max_col - 1), area.coord)
            for area in sheet.merged_cells.ranges
        ),
        ragged=False,
    )


def _rows(sheet: Worksheet) -> tuple[SheetRow, ...]:
    """The filled rows. Only cells that exist are visited: formatting may reach down to row 1,048,576."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), source in sheet._cells.items():
        cell = _cell(source)
        if cell is not EMPTY:
            rows.setdefault(row, {})[column - 1] = cell
    for cells in rows.values():
        if max(cells) >= MOST_COLUMNS:
            raise RosterError([RowError(TOO_WIDE)])
    return tuple(
        SheetRow(row, tuple(cells.get(column, EMPTY) for column in range(max(cells) + 1)))
        for row, cells in sorted(rows.items())
        if any(cell.text or cell.kind is not CellKind.COVERED for cell in cells.values())
    )


def _cell(source: Source | MergedCell) -> Cell:
    if isinstance(source, MergedCell):
        return Cell("", CellKind.COVERED)
    value, kind = source.value, source.data_type
    if value is None:
        return EMPTY
    if kind == "f":
        return Cell("=", CellKind.FORMULA)
    if kind == "e":
        return Cell(tidy(str(value)), CellKind.ERROR)
    if isinstance(value, bool):
        return Cell("BENAR" if value else "SALAH", CellKind.BOOLEAN)
    if isinstance(value, datetime | date | time | timedelta):
        return Cell(str(value), CellKind.DATE)
    if isinstance(value, int | float):
        return Cell(_digits(value), CellKind.NUMBER)
    text = tidy(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value)))
    return Cell(text) if text else EMPTY


def _digits(value: int | float) -> str:
    """A whole number in full, as 1.98501012010011e+17 would say nothing to its owner."""
    if not isinstance(value, int) and value.is_integer() and abs(value) < LARGEST:
        value = int(value)
    return str(value)[:40]
