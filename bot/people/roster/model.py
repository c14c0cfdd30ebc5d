"""One employee as the office's list has him. Plain data; nothing here knows where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """The kinds of employees; PPNPN have no NIP."""

    PNS = "PNS"
    CPNS = "CPNS"
    PPPK = "PPPK"
    PPNPN = "PPNPN"


class Zone(StrEnum):
    """Indonesia's time zones by the names people use."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"

    @property
    def key(self) -> str:
        """The zone's name in the time zone database."""
        return {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}[self.value]


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
