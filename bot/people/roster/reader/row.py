"""One row of the list: every cell judged by its column, all defects at once.

It must not know other rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from bot.people.member import Status
from bot.people.roster.fault import RowError
from bot.people.roster.flaw import CellError
from bot.people.roster.reader import nip, phone, text_columns
from bot.people.roster.reader.cells import Cell, CellKind, SheetRow
from bot.people.roster.reader.draft import RowDraft
from bot.people.roster.reader.header import Column, Header, meaning

T = TypeVar("T")
_NUMBERS_ALLOWED = {Column.NUMBER, Column.EMPLOYEE, Column.PHONE, Column.SUPERIOR, Column.TELEGRAM}
_SIGNS_ALLOWED = {Column.PHONE, Column.TELEGRAM}
# Without two of these a row is a footnote or half a person: one sentence serves better than three.
_CORE = (Column.NAME, Column.STATUS, Column.UNIT)


def vacant(line: SheetRow, header: Header) -> bool:
    """Nothing stands under any of our headings, or only the numbers of the columns."""
    cells = [line.at(index) for index in header.where.values()]
    if all(not cell.text and cell.kind in {CellKind.TEXT, CellKind.COVERED} for cell in cells):
        return True
    numbers = [cell.text for cell in line.cells if cell.text]
    return line.number == header.row + 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def draft(line: SheetRow, header: Header, today: date) -> tuple[RowDraft, list[RowError]]:
    """What the row says, and what is wrong with it."""
    found = RowDraft(line.number)
    if fault := _strange(line, header):
        return found, [fault]
    judge = _Judge(line, header)
    found.name = judge.value(Column.NAME, text_columns.name)
    found.status = status = judge.value(Column.STATUS, text_columns.status)
    if status is not None:
        found.number = judge.value(
            _numbered(line, header, status), lambda cell: nip.number(cell, status, today)
        )
    found.unit = judge.value(Column.UNIT, text_columns.unit)
    found.position = judge.value(Column.POSITION, text_columns.position)
    found.phone = judge.value(Column.PHONE, phone.phone)
    found.zone = judge.value(Column.ZONE, text_columns.zone)
    found.superior = judge.value(Column.SUPERIOR, _superior)
    found.telegram_id = judge.value(Column.TELEGRAM, text_columns.telegram_id)
    return found, judge.faults


class _Judge:
    """Reads one line's cells, and keeps what it finds wrong."""

    def __init__(self, line: SheetRow, header: Header) -> None:
        self.line, self.header = line, header
        self.faults: list[RowError] = []

    def value(self, column: Column, read: Callable[[Cell], T]) -> T | None:
        """What `read` makes of the cell; None where it is wrong or its column is missing."""
        cell = self._cell(column)
        if cell is None:
            return None
        try:
            text_columns.usable(cell, numbers=column in _NUMBERS_ALLOWED, signed=column in _SIGNS_ALLOWED)
            return read(cell)
        except CellError as flaw:
            self.faults.append(RowError(str(flaw), self.line.number, column))
            return None

    def _cell(self, column: Column) -> Cell | None:
        index = self.header.where.get(column)
        cell = self.line.at(index) if index is not None else None
        return None if cell is None or cell.kind is CellKind.COVERED else cell


def _superior(cell: Cell) -> str:
    nip.whole(cell)
    return text_columns.superior(cell)


def _numbered(line: SheetRow, header: Header, status: Status) -> Column:
    """A PPNPN's number stands in the employee column where there is one and it is filled."""
    index = header.where.get(Column.EMPLOYEE)
    if status is Status.PPNPN and index is not None and line.at(index).text:
        return Column.EMPLOYEE
    return Column.NUMBER


def _strange(line: SheetRow, header: Header) -> RowError | None:
    """A row that is no employee's is told once, not cell by cell."""
    here = {column: line.at(index) for column, index in header.where.items()}
    if sum(meaning(cell.text) is column for column, cell in here.items()) >= len(_CORE):
        return RowError("judul kolom terulang di tengah daftar; hapus baris ini.", line.number)
    missing = [c for c in _CORE if c in here and not here[c].text and here[c].kind is CellKind.TEXT]
    if len(missing) < 2:
        return None
    named = ", ".join(missing[:-1]) + f" dan {missing[-1]}"
    return RowError(f"{named} belum diisi; lengkapi atau hapus baris ini.", line.number)
