"""A list of employees as the office sent it, read and checked. Plain data; nothing here knows of files."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people.member import Particulars


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry(Particulars):
    """A checked row.

    `number` is the NIP (18 digits) or the employee number of a PPNPN; `unit` is the path from the top, never
    empty; `phone` is +62…, or its keyed hash once the list has been sealed; `superior` is his superior's
    number where the list has one, else the name as written.
    """

    row: int
    unit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """A list without defects, in the order of its rows.

    `columns` are the canonical headings it has, `ignored` headings that mean nothing to us.
    """

    entries: tuple[RosterEntry, ...]
    columns: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()
