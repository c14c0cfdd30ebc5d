"""Checks across rows: nobody twice, one spelling for each unit.

It must not know cells or headings, nor who is whose superior.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.people.member import Status
from bot.people.roster.fault import RowError
from bot.people.roster.flaw import masked, quoted
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
