"""An employee as the office's newest list has him, and how much of him may be shown. Plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

SEPARATOR = "/"
_SHOWN_FIRST, _SHOWN_LAST = 4, 2
_LONG = 12


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the office's list says of an employee: shared by a row of the list and the employee on record.

    `number` is None where he has none; `zone` None means the office's own; `superior` is empty where the list
    names nobody. The unit is not among them: a row has it as a path, a record as text.
    """

    name: str
    number: str | None = None
    status: Status
    position: str = ""
    phone: str | None = None
    zone: Zone | None = None
    superior: str = ""
    telegram_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Particulars):
    """An employee on record with the account that joined as him.

    `unit` is the path joined by "/"; `phone` is a keyed hash; `telegram_id` is None until he has joined;
    `erased` says that he asked for erasure and must not be tied without himself.
    """

    id: int
    unit: str
    active: bool = True
    erased: bool = False

    @property
    def place(self) -> str:
        """The unit as people say it, the smallest part first: "Bidang 2, Dinas A"."""
        return ", ".join(reversed(self.unit.split(SEPARATOR)))

    @property
    def masked_number(self) -> str:
        """The number with its middle hidden, recognisable to its owner; empty if there is none."""
        return masked(self.number or "")

    def zone_or(self, office: ZoneInfo) -> ZoneInfo:
        """The time zone that he is told times in."""
        return ZoneInfo(self.zone.key) if self.zone else office


def breadcrumb(unit: str) -> str:
    """The path as people read it, the largest part first: "Dinas A › Bidang 2"; empty for no unit."""
    return unit.replace(SEPARATOR, " › ")


def shared_top(units: Iterable[str]) -> str | None:
    """The top-level unit that all of these belong to, as a paper's letterhead names it; else None."""
    tops = {unit.partition(SEPARATOR)[0] for unit in units}
    return tops.pop() if len(tops) == 1 else None


def masked(number: str) -> str:
    """1985…11 of a long number; of a short one only how it ends."""
    if len(number) < _LONG:
        return f"…{number[-_SHOWN_LAST:]}" if len(number) > _SHOWN_LAST * 2 else "…" * bool(number)
    return f"{number[:_SHOWN_FIRST]}…{number[-_SHOWN_LAST:]}"
