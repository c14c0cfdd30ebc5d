"""One employee as the office's list has him. Plain data; nothing here knows where it came from."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people.member import Status, Zone


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A checked row.

    `number` is the NIP (18 digits) or the employee number of a PPNPN, None where he has none; `unit` is the
    path from the top, never empty; `phone` is +62…, None where the list has none; `zone` None means the
    office's own; `superior` is his superior's number where the list has one, else the name as written.
    """

    row: int
    name: str
    number: str | None
    status: Status
    unit: tuple[str, ...]
    position: str = ""
    phone: str | None = None
    zone: Zone | None = None
    superior: str = ""
    telegram_id: int | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """A list without defects, in the order of its rows.

    `columns` are the canonical headings it has, `ignored` headings that mean nothing to us.
    """

    entries: tuple[RosterEntry, ...]
    columns: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()
