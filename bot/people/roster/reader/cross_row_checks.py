"""Checks across rows: nobody twice, one spelling for each unit, and nobody above himself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.people.member import Status
from bot.people.roster.errors import RowError, masked, quoted
from bot.people.roster.reader.draft import RowDraft
from bot.people.roster.reader.header import Column
from bot.people.roster.reader.text_columns import unit_key


def check(drafts: Sequence[RowDraft]) -> Iterator[RowError]:
    """Everything that two rows cannot share."""
    yield from _twice(drafts, Column.NUMBER, lambda d: d.number.casefold() if d.number else None)
    yield from _twice(drafts, Column.PHONE, lambda d: d.phone)
    yield from _twice(drafts, Column.TELEGRAM, lambda d: str(d.telegram_id) if d.telegram_id else None)
    yield from _namesakes(drafts)


def _twice(
    drafts: Iterable[RowDraft], column: Column, value: Callable[[RowDraft], str | None]
) -> Iterator[RowError]:
    first: dict[str, int] = {}
    for draft in drafts:
        mine = value(draft)
        if mine is None:
            continue
        if mine in first:
            told = f"{masked(mine)} sudah dipakai di baris {first[mine]}; setiap pegawai harus berbeda."
            yield RowError(told, draft.row, column)
        else:
            first[mine] = draft.row


def _namesakes(drafts: Iterable[RowDraft]) -> Iterator[RowError]:
    """Two without a number in one unit could not be told apart at the next import."""
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    for draft in drafts:
        if draft.status is not Status.PPNPN or draft.number or draft.name is None or draft.unit is None:
            continue
        mine = draft.name.casefold(), tuple(map(unit_key, draft.unit))
        if mine in first:
            told = (
                f"{quoted(draft.name)} tanpa nomor sudah ada di unit yang sama pada baris {first[mine]}; "
                "isi nomor pegawai keduanya, atau hapus baris yang berulang."
            )
            yield RowError(told, draft.row, Column.NUMBER)
        else:
            first[mine] = draft.row


def unify_units(drafts: Iterable[RowDraft]) -> None:
    """Gives every unit the spelling that it has first in the list."""
    spelling: dict[tuple[str, ...], str] = {}
    for draft in drafts:
        if draft.unit is not None:
            keys = tuple(map(unit_key, draft.unit))
            draft.unit = tuple(
                spelling.setdefault(keys[: depth + 1], part) for depth, part in enumerate(draft.unit)
            )


MOST_ROWS_NAMED = 6


def resolve_superiors(drafts: Sequence[RowDraft]) -> Iterator[RowError]:
    """Puts the number (or the name, where he has none) of each superior found; the others stay as written."""
    by_number: dict[str, RowDraft] = {}
    by_name: defaultdict[str, list[RowDraft]] = defaultdict(list)
    for draft in drafts:
        # A number given twice is a fault already, and its rows count as one person here.
        new = draft.number is None or by_number.setdefault(draft.number.casefold(), draft) is draft
        if new and draft.name is not None:
            by_name[draft.name.casefold()].append(draft)
    above: dict[int, RowDraft] = {}
    for draft in drafts:
        if not draft.superior:
            continue
        written = draft.superior.casefold()
        numbered = by_number.get(written) or by_number.get(re.sub(r"[\s.\-'’]", "", written))
        found = [numbered] if numbered else by_name.get(written, [])
        if len(found) > 1:
            rows = _listed([person.row for person in found])
            told = f"ada {len(found)} pegawai bernama {quoted(draft.superior)} ({rows}); tulis NIP atasannya."
            yield RowError(told, draft.row, Column.SUPERIOR)
        elif found:
            above[draft.row] = found[0]
            draft.superior = found[0].number or found[0].name
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
            yield RowError(_told(loop), min(loop), Column.SUPERIOR)
        done.update(path)


def _told(loop: list[int]) -> str:
    if len(loop) == 1:
        return "pegawai ini tertulis sebagai atasannya sendiri; isi atasan yang benar atau kosongkan."
    start = loop.index(min(loop))
    rows = _listed(loop[start:] + loop[:start])
    return f"atasan berputar kembali ke pegawai ini ({rows}); perbaiki salah satunya."


def _listed(rows: Sequence[int]) -> str:
    more = ", …" if len(rows) > MOST_ROWS_NAMED else ""
    return f"baris {', '.join(map(str, rows[:MOST_ROWS_NAMED]))}{more}"
