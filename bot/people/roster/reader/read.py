"""A file as it was sent to a checked roster, or to everything that is wrong with it.

It must not know who is stored already, and it blocks: a bot's loop calls `subprocess_reader` instead.
"""

from __future__ import annotations

from datetime import date

from bot.people.roster.fault import TOO_MUCH, RosterError, RowError
from bot.people.roster.model import Roster
from bot.people.roster.reader import cross_row_checks, csv_reader, filetype, superiors, xlsx_reader
from bot.people.roster.reader.cells import MOST_ROWS, TOO_LONG, Table
from bot.people.roster.reader.draft import RowDraft
from bot.people.roster.reader.header import DEEPEST_HEADER, Header, find
from bot.people.roster.reader.layout import check
from bot.people.roster.reader.row import draft, vacant


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
    faults += check(table, header)
    drafts = _rows(table, header, today, faults)
    cross_row_checks.unify_units(drafts)
    faults += cross_row_checks.check(drafts)
    faults += superiors.resolve(drafts)
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
