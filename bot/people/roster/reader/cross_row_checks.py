"""Checks across rows: no duplicates, one spelling for each unit, no cycles of superiors.

Incomplete rows take part too, so that one wrong cell causes no further errors in other rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.people.member import Status, masked
from bot.people.roster.columns import COLUMNS, NAME, NUMBER, STATUS, SUPERIOR, UNIT, Column
from bot.people.roster.errors import RowError, quoted
from bot.people.roster.model import RosterEntry
from bot.people.roster.reader.text_columns import unit_key

MOST_ROWS_NAMED = 6


@dataclass(slots=True)
class RowDraft:
    """A row being checked: the values of its valid cells."""

    row: int
    values: dict[Column, object] = field(default_factory=dict)

    def get(self, column: Column) -> object:
        """The value; None where the cell is empty or wrong, or the list lacks the column."""
        return self.values.get(column)

    def text(self, column: Column) -> str | None:
        """The value of a column that holds text."""
        value = self.values.get(column)
        return value if isinstance(value, str) else None

    @property
    def status(self) -> Status | None:
        """The kind of employee."""
        value = self.values.get(STATUS)
        return value if isinstance(value, Status) else None

    @property
    def unit(self) -> tuple[str, ...] | None:
        """The path of the unit, its largest part first."""
        value = self.values.get(UNIT)
        return value if isinstance(value, tuple) else None

    def entry(self) -> RosterEntry:
        """The checked entry; only of a list without errors."""
        found: dict[str, Any] = {
            column.field: value for column, value in self.values.items() if value is not None
        }
        return RosterEntry(row=self.row, **found)


def check(drafts: Sequence[RowDraft]) -> Iterator[RowError]:
    """Errors for values that two rows must not share."""
    for column in COLUMNS:
        if column.unique:
            yield from _twice(drafts, column)
    yield from _namesakes(drafts)


def _twice(drafts: Iterable[RowDraft], column: Column) -> Iterator[RowError]:
    first: dict[str, int] = {}
    for draft in drafts:
        value = draft.get(column)
        if value is None:
            continue
        mine = str(value).casefold()
        if mine in first:
            told = f"{masked(mine)} sudah dipakai di baris {first[mine]}; setiap pegawai harus berbeda."
            yield RowError(told, draft.row, column.heading)
        else:
            first[mine] = draft.row


def _namesakes(drafts: Iterable[RowDraft]) -> Iterator[RowError]:
    """Errors for namesakes without a number in one unit: the next import could not tell them apart."""
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    for draft in drafts:
        name, unit = draft.text(NAME), draft.unit
        if draft.status is not Status.PPNPN or draft.get(NUMBER) or name is None or unit is None:
            continue
        mine = name.casefold(), tuple(map(unit_key, unit))
        if mine in first:
            told = (
                f"{quoted(name)} tanpa nomor sudah ada di unit yang sama pada baris {first[mine]}; "
                "isi nomor pegawai keduanya, atau hapus baris yang berulang."
            )
            yield RowError(told, draft.row, NUMBER.heading)
        else:
            first[mine] = draft.row


def unify_units(drafts: Iterable[RowDraft]) -> None:
    """Gives every unit the spelling that it has first in the list."""
    spelling: dict[tuple[str, ...], str] = {}
    for draft in drafts:
        unit = draft.unit
        if unit is not None:
            keys = tuple(map(unit_key, unit))
            draft.values[UNIT] = tuple(
                spelling.setdefault(keys[: depth + 1], part) for depth, part in enumerate(unit)
            )


def resolve_superiors(drafts: Sequence[RowDraft]) -> Iterator[RowError]:
    """Puts the number (or the name, where he has none) of each superior found; the others stay as written."""
    by_number: dict[str, RowDraft] = {}
    by_name: defaultdict[str, list[RowDraft]] = defaultdict(list)
    for draft in drafts:
        name, number = draft.text(NAME), draft.text(NUMBER)
        # A number given twice is an error already, and its rows count as one person here.
        new = number is None or by_number.setdefault(number.casefold(), draft) is draft
        if new and name is not None:
            by_name[name.casefold()].append(draft)
    above: dict[int, RowDraft] = {}
    for draft in drafts:
        superior = draft.text(SUPERIOR)
        if not superior:
            continue
        written = superior.casefold()
        numbered = by_number.get(written) or by_number.get(re.sub(r"[\s.\-'’]", "", written))
        found = [numbered] if numbered else by_name.get(written, [])
        if len(found) > 1:
            rows = _listed([person.row for person in found])
            told = f"ada {len(found)} pegawai bernama {quoted(superior)} ({rows}); tulis NIP atasannya."
            yield RowError(told, draft.row, SUPERIOR.heading)
        elif found:
            above[draft.row] = found[0]
            draft.values[SUPERIOR] = found[0].get(NUMBER) or found[0].get(NAME)
    yield from _loops(drafts, above)


def _loops(drafts: Sequence[RowDraft], above: dict[int, RowDraft]) -> Iterator[RowError]:
    done: set[int] = set()
    for draft in drafts:
        path: dict[int, None] = {}
        row = draft.row
        while row in above and row not in done and row not in path:
            path[row] = None
            row = above[row].row
        if row in path:
            loop = list(path)[list(path).index(row) :]
            yield RowError(_looped(loop), min(loop), SUPERIOR.heading)
        done.update(path)


def _looped(loop: list[int]) -> str:
    if len(loop) == 1:
        return "pegawai ini tertulis sebagai atasannya sendiri; isi atasan yang benar atau kosongkan."
    start = loop.index(min(loop))
    rows = _listed(loop[start:] + loop[:start])
    return f"atasan berputar kembali ke pegawai ini ({rows}); perbaiki salah satunya."


def _listed(rows: Sequence[int]) -> str:
    more = ", …" if len(rows) > MOST_ROWS_NAMED else ""
    return f"baris {', '.join(map(str, rows[:MOST_ROWS_NAMED]))}{more}"
