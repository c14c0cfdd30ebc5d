"""What a spreadsheet hides or glues together under our headings.

It must not know what the cells say.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.people.roster.fault import RowError
from bot.people.roster.reader.cells import MergedRange, Table
from bot.people.roster.reader.header import Column, Header
from bot.people.roster.reader.row import vacant


def check(table: Table, header: Header) -> Iterator[RowError]:
    """The faults of the header and of the sheet's shape."""
    names = {index: column for column, index in header.where.items()}
    last = max((line.number for line in table.lines), default=header.row)
    glued = [span for span in table.spans if span.rows[1] >= header.row and span.rows[0] <= last]
    headings = [span for span in glued if span.rows[0] <= header.row and span.columns[0] < span.columns[1]]
    yield from header.faults
    # Under glued headings nobody can say which one is missing.
    for column in () if headings else header.missing:
        told = f"kolom {column} belum ada; tambahkan kolom dengan judul {column}."
        yield RowError(told, header.row, column)
    for span in sorted(glued):
        yield from _glued(span, header, names)
    for index in sorted(table.hidden_columns & names.keys()):
        told = f"kolom {names[index]} tersembunyi; tampilkan kolom itu dan periksa isinya."
        yield RowError(told, header.row, names[index])
    for line in table.lines:
        if line.number in table.hidden_rows and line.number > header.row and not vacant(line, header):
            told = (
                "baris tersembunyi, mungkin oleh filter; tampilkan semua baris, lalu hapus yang tidak perlu."
            )
            yield RowError(told, line.number)


def _glued(span: MergedRange, header: Header, names: dict[int, Column]) -> Iterator[RowError]:
    under = [names[index] for index in range(span.columns[0], span.columns[1] + 1) if index in names]
    if under:
        told = f"sel {span.name} digabung; pisahkan sel itu dan isi setiap barisnya."
        yield RowError(told, max(span.rows[0], header.row), under[0])
