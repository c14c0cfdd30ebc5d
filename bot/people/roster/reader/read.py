"""A file as it was sent to a checked roster, or to everything that is wrong with it.

It blocks: a bot's loop calls `subprocess_reader` instead.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from bot.people.member import Status
from bot.people.roster.errors import TOO_MUCH, CellError, RosterError, RowError
from bot.people.roster.model import Roster
from bot.people.roster.reader import (
    cross_row_checks,
    csv_reader,
    filetype,
    number_columns,
    text_columns,
    xlsx_reader,
)
from bot.people.roster.reader.cells import MOST_ROWS, TOO_LONG, Cell, CellKind, SheetRow, Table
from bot.people.roster.reader.draft import RowDraft
from bot.people.roster.reader.header import (
    DEEPEST_HEADER,
    Column,
    Header,
    check_layout,
    find,
    meaning,
    vacant,
)


def read(content: bytes, name: str, today: date) -> Roster:
    """The list in a file called `name`; raises RosterError with all its faults, in the order of the rows."""
    try:
        if filetype.is_workbook(content, name):
            table, faults = xlsx_reader.table(content)
        else:
            table, faults = csv_reader.table(content), []
        drafts: list[RowDraft] = []
        header = _header(table, faults) if table is not None else None
        if table is not None and header is not None:
            drafts = _drafts(table, header, today, faults)
    except MemoryError:
        raise RosterError([RowError(TOO_MUCH)]) from None
    if faults or header is None:
        raise RosterError(sorted(faults, key=lambda fault: fault.row or 0))
    return Roster(tuple(row.entry() for row in drafts), header.columns, header.ignored)


def _header(table: Table, faults: list[RowError]) -> Header | None:
    header = find(table.lines)
    if header is None:
        told = (
            f"Judul kolom tidak ditemukan pada {DEEPEST_HEADER} baris pertama; "
            "tulis judul nama, nip, status, dan unit, atau pakai templat."
        )
        faults.append(RowError(told))
    return header


def _drafts(table: Table, header: Header, today: date, faults: list[RowError]) -> list[RowDraft]:
    """The rows of `table`; what is wrong with them is added to `faults`."""
    faults += check_layout(table, header)
    drafts = _rows(table, header, today, faults)
    cross_row_checks.unify_units(drafts)
    faults += cross_row_checks.check(drafts)
    faults += cross_row_checks.resolve_superiors(drafts)
    if not drafts and not faults:
        faults.append(
            RowError("Belum ada pegawai di bawah judul kolom; isi satu baris untuk setiap pegawai.")
        )
    return drafts


def _rows(table: Table, header: Header, today: date, faults: list[RowError]) -> list[RowDraft]:
    drafts: list[RowDraft] = []
    for line in table.lines:
        if line.number <= header.row:
            continue
        extra = [cell for cell in line.cells[header.width :] if cell.text]
        if extra and table.ragged:
            told = (
                f"sel lebih banyak daripada judul ({len(line.cells)} untuk {header.width} judul); "
                "apit teks yang berisi pemisah dengan tanda kutip ganda."
            )
            faults.append(RowError(told, line.number))
            continue
        if vacant(line, header):
            continue
        found, wrong = draft(line, header, today)
        drafts.append(found)
        faults += wrong
    if len(drafts) > MOST_ROWS:
        raise RosterError([RowError(TOO_LONG)])
    return drafts


T = TypeVar("T")
_NUMBERS_ALLOWED = {Column.NUMBER, Column.EMPLOYEE, Column.PHONE, Column.SUPERIOR, Column.TELEGRAM}
_SIGNS_ALLOWED = {Column.PHONE, Column.TELEGRAM}
# Without two of these a row is a footnote or half a person: one sentence serves better than three.
_CORE = (Column.NAME, Column.STATUS, Column.UNIT)


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
            _numbered(line, header, status), lambda cell: number_columns.number(cell, status, today)
        )
    found.unit = judge.value(Column.UNIT, text_columns.unit)
    found.position = judge.value(Column.POSITION, text_columns.position)
    found.phone = judge.value(Column.PHONE, number_columns.phone)
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
    number_columns.check_unrounded(cell)
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
