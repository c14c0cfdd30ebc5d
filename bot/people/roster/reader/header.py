"""Which column of a sheet holds what: finds the header row, understands its headings, and reports what the
sheet hides or merges under them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz.distance import OSA

from bot.people.roster.columns import EMPLOYEE_NUMBER, NUMBER, RECOGNISED, REQUIRED, Column
from bot.people.roster.errors import RowError, quoted
from bot.people.roster.reader.cells import CellKind, MergedRange, SheetRow, Table

DEEPEST_HEADER = 10


def key(heading: str) -> str:
    """A heading without what offices vary: case, spaces, dots, underscores."""
    return re.sub(r"[\W_]", "", heading.casefold())


_KNOWN = {key(name): column for column in RECOGNISED for name in column.spellings.split(",")}
# Headings that are spelt almost like ours but mean something else.
_STRANGERS = {"skp", "alasan", "unik"}
_SHORTEST_TYPO = 4
_LONGEST_TYPO = 30


@dataclass(frozen=True, slots=True)
class Header:
    """The header row: `where` each column stands (from 0), `width` up to the last heading."""

    row: int
    where: dict[Column, int]
    width: int
    ignored: tuple[str, ...]
    faults: tuple[RowError, ...]
    missing: tuple[Column, ...]

    @property
    def columns(self) -> frozenset[str]:
        """The canonical headings there are."""
        return frozenset(column.heading for column in self.where if column is not EMPLOYEE_NUMBER)


def meaning(heading: str) -> Column | None:
    """The column that a heading names."""
    return _KNOWN.get(key(heading))


def score(headings: Iterable[str]) -> tuple[int, int]:
    """How much a row looks like a header: known headings, then headings that nearly are."""
    keys = [key(heading) for heading in headings]
    return len({_KNOWN[k] for k in keys if k in _KNOWN}), sum(_meant(k) is not None for k in keys)


def find(rows: Sequence[SheetRow]) -> Header | None:
    """The likeliest header among the first rows; None where no row has anything of ours."""
    top = [row for row in islice(rows, DEEPEST_HEADER) if row.number <= DEEPEST_HEADER]
    scored = [(score(cell.text for cell in row.cells), row) for row in top]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return _read(best[1]) if best is not None and best[0] > (0, 0) else None


def _read(row: SheetRow) -> Header:
    where: dict[Column, int] = {}
    strangers: list[str] = []
    faults: list[RowError] = []
    keys = [key(cell.text) for cell in row.cells]
    both = {NUMBER, EMPLOYEE_NUMBER} <= {_KNOWN[k] for k in keys if k in _KNOWN}
    for index, k in enumerate(keys):
        column = _KNOWN.get(k)
        if column is EMPLOYEE_NUMBER and not both:
            column = NUMBER
        if column is None:
            strangers += [row.cells[index].text] if k else []
        elif column in where:
            first, again = letter(where[column]), letter(index)
            told = (
                f"kolom {column.heading} ada dua ({first} dan {again}); hapus salah satu atau ganti judulnya."
            )
            faults.append(RowError(told, row.number, column.heading))
        else:
            where[column] = index
    ignored: list[str] = []
    misspelt: set[Column] = set()
    for heading in strangers:
        meant = _meant(key(heading))
        if meant is None or meant in where:
            ignored.append(heading)
            continue
        misspelt.add(meant)
        told = f"judul {quoted(heading)} tidak dikenal; mungkin maksudnya {meant.heading}. Perbaiki judulnya."
        faults.append(RowError(told, row.number, meant.heading))
    missing = tuple(column for column in REQUIRED if column not in where and column not in misspelt)
    width = max((index + 1 for index, k in enumerate(keys) if k), default=0)
    return Header(row.number, where, width, tuple(ignored), tuple(faults), missing)


def _meant(k: str) -> Column | None:
    """The column whose heading `k` misspells by a slip of the finger."""
    if k in _KNOWN or k in _STRANGERS or not _SHORTEST_TYPO - 1 <= len(k) <= _LONGEST_TYPO:
        return None
    slips = {
        OSA.distance(k, known): column
        for known, column in reversed(_KNOWN.items())
        if len(known) >= _SHORTEST_TYPO and OSA.distance(k, known) <= (1 if len(known) < 8 else 2)
    }
    column = slips[min(slips)] if slips else None
    return NUMBER if column is EMPLOYEE_NUMBER else column


def letter(column: int) -> str:
    """The letters over a column, counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def is_vacant(row: SheetRow, header: Header) -> bool:
    """Nothing stands under any of our headings, or only the numbers of the columns."""
    cells = [row.at(index) for index in header.where.values()]
    if all(not cell.text and cell.kind in {CellKind.TEXT, CellKind.COVERED} for cell in cells):
        return True
    numbers = [cell.text for cell in row.cells if cell.text]
    return row.number == header.row + 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def check_layout(table: Table, header: Header) -> Iterator[RowError]:
    """The faults of the header and of the sheet's shape."""
    names = {index: column for column, index in header.where.items()}
    last = max((row.number for row in table.rows), default=header.row)
    merged = [span for span in table.merged if span.rows[1] >= header.row and span.rows[0] <= last]
    headings = [span for span in merged if span.rows[0] <= header.row and span.columns[0] < span.columns[1]]
    yield from header.faults
    # Under merged headings nobody can say which one is missing.
    for column in () if headings else header.missing:
        told = f"kolom {column.heading} belum ada; tambahkan kolom dengan judul {column.heading}."
        yield RowError(told, header.row, column.heading)
    for span in sorted(merged):
        yield from _merged(span, header, names)
    for index in sorted(table.hidden_columns & names.keys()):
        told = f"kolom {names[index].heading} tersembunyi; tampilkan kolom itu dan periksa isinya."
        yield RowError(told, header.row, names[index].heading)
    for row in table.rows:
        if row.number in table.hidden_rows and row.number > header.row and not is_vacant(row, header):
            told = (
                "baris tersembunyi, mungkin oleh filter; tampilkan semua baris, lalu hapus yang tidak perlu."
            )
            yield RowError(told, row.number)


def _merged(span: MergedRange, header: Header, names: dict[int, Column]) -> Iterator[RowError]:
    under = [names[index] for index in range(span.columns[0], span.columns[1] + 1) if index in names]
    if under:
        told = f"sel {span.name} digabung; pisahkan sel itu dan isi setiap barisnya."
        yield RowError(told, max(span.rows[0], header.row), under[0].heading)
