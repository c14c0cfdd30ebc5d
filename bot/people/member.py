"""An employee as the office's newest list has him, and how much of him may be shown. Plain data."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Member:
    """A row of the roster with the account that joined as it.

    `unit` is the path joined by "/"; `phone` is a keyed hash; `zone` None means the office's; `telegram_id`
    is None until he has joined; `erased` that he asked for erasure and must not be tied without himself.
    """

    id: int
    name: str
    number: str | None
    status: Status
    unit: str
    position: str = ""
    phone: str | None = None
    zone: Zone | None = None
    superior: str = ""
    active: bool = True
    telegram_id: int | None = None
    erased: bool = False

    @property
    def place(self) -> str:
        """The unit as people say it, the smallest part first: "Bidang 2, Dinas A"."""
        return ", ".join(reversed(self.unit.split(SEPARATOR)))

    @property
    def masked_number(self) -> str:
        """Enough of the number to recognise one's own; empty where there is none."""
        return masked(self.number or "")

    def zone_or(self, office: ZoneInfo) -> ZoneInfo:
        """The time zone that he is told times in."""
        return ZoneInfo(self.zone.key) if self.zone else office


def masked(number: str) -> str:
    """1985…11 of a long number; of a short one only how it ends."""
    if len(number) < _LONG:
        return f"…{number[-_SHOWN_LAST:]}" if len(number) > _SHOWN_LAST * 2 else "…" * bool(number)
    return f"{number[:_SHOWN_FIRST]}…{number[-_SHOWN_LAST:]}"
