"""A file as it was sent to a checked roster, or to everything that is wrong with it.

It blocks, and a file may be a trap: the bot calls `subprocess_reader` instead.
"""

from __future__ import annotations

from datetime import date

from bot.people.member import Status
from bot.people.roster.columns import (
    COLUMNS,
    EMPLOYEE_NUMBER,
    NAME,
    NUMBER,
    REQUIRED,
    STATUS,
    UNIT,
    Column,
    listed,
)
from bot.people.roster.errors import TOO_MUCH, CellError, RosterError, RowError
from bot.people.roster.model import Roster
from bot.people.roster.reader import cross_row_checks, csv_reader, filetype, xlsx_reader
from bot.people.roster.reader.cells import (
    MOST_ROWS,
    TOO_LONG,
    CellKind,
    RowContext,
    SheetRow,
    Table,
    check_usable,
)
from bot.people.roster.reader.cross_row_checks import RowDraft
from bot.people.roster.reader.header import DEEPEST_HEADER, Header, check_layout, find, is_vacant, meaning

# Without two of these a row is a footnote or half a person: one sentence serves better than three.
_CORE = (NAME, STATUS, UNIT)
# The status decides what is right for a number, so it is read before.
_IN_TURN = (NAME, STATUS, NUMBER, *(column for column in COLUMNS if column not in (NAME, STATUS, NUMBER)))


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
    return Roster(tuple(draft.entry() for draft in drafts), header.columns, header.ignored)


def _header(table: Table, faults: list[RowError]) -> Header | None:
    header = find(table.rows)
    if header is None:
        told = (
            f"Judul kolom tidak ditemukan pada {DEEPEST_HEADER} baris pertama; "
            f"tulis judul {listed(REQUIRED)}, atau pakai templat."
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
        told = "Belum ada pegawai di bawah judul kolom; isi satu baris untuk setiap pegawai."
        faults.append(RowError(told))
    return drafts


def _rows(table: Table, header: Header, today: date, faults: list[RowError]) -> list[RowDraft]:
    drafts: list[RowDraft] = []
    for row in table.rows:
        if row.number <= header.row:
            continue
        extra = [cell for cell in row.cells[header.width :] if cell.text]
        if extra and table.ragged:
            told = (
                f"sel lebih banyak daripada judul ({len(row.cells)} untuk {header.width} judul); "
                "apit teks yang berisi pemisah dengan tanda kutip ganda."
            )
            faults.append(RowError(told, row.number))
            continue
        if is_vacant(row, header):
            continue
        drafts.append(_draft(row, header, today, faults))
    if len(drafts) > MOST_ROWS:
        raise RosterError([RowError(TOO_LONG)])
    return drafts


def _draft(row: SheetRow, header: Header, today: date, faults: list[RowError]) -> RowDraft:
    """What the row says, every cell judged by its column; what is wrong with it is added to `faults`."""
    draft = RowDraft(row.number)
    if fault := _no_employee(row, header):
        faults.append(fault)
        return draft
    for column in _IN_TURN:
        status = draft.status
        if column is NUMBER and status is None:
            continue
        source = _number_source(row, header, status) if column is NUMBER else column
        index = header.where.get(source)
        if index is None or (cell := row.at(index)).kind is CellKind.COVERED:
            continue
        try:
            check_usable(cell, numbers=column.holds_digits, signed=column.may_begin_with_sign)
            draft.values[column] = column.read(cell, RowContext(status, today))
        except CellError as error:
            faults.append(RowError(str(error), row.number, source.heading))
    return draft


def _number_source(row: SheetRow, header: Header, status: Status | None) -> Column:
    """A PPNPN's number stands in the employee column where there is one and it is filled."""
    index = header.where.get(EMPLOYEE_NUMBER)
    if status is Status.PPNPN and index is not None and row.at(index).text:
        return EMPLOYEE_NUMBER
    return NUMBER


def _no_employee(row: SheetRow, header: Header) -> RowError | None:
    """A row that is no employee's is told once, not cell by cell."""
    here = {column: row.at(index) for column, index in header.where.items()}
    if sum(meaning(cell.text) is column for column, cell in here.items()) >= len(_CORE):
        return RowError("judul kolom terulang di tengah daftar; hapus baris ini.", row.number)
    missing = [
        column.heading
        for column in _CORE
        if column in here and not here[column].text and here[column].kind is CellKind.TEXT
    ]
    if len(missing) < 2:
        return None
    named = ", ".join(missing[:-1]) + f" dan {missing[-1]}"
    return RowError(f"{named} belum diisi; lengkapi atau hapus baris ini.", row.number)
