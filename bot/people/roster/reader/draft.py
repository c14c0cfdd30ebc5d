"""A row on its way to becoming an entry: what could be read of it, with gaps where a cell is wrong.

It must not know how a cell is judged; rows with gaps still count in the checks across rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.people.member import Status, Zone
from bot.people.roster.model import RosterEntry


@dataclass(slots=True)
class RowDraft:
    """None is a gap where a value is required, and "none given" where it is not."""

    row: int
    name: str | None = None
    number: str | None = None
    status: Status | None = None
    unit: tuple[str, ...] | None = None
    position: str | None = None
    phone: str | None = None
    zone: Zone | None = None
    superior: str | None = None
    telegram_id: int | None = None

    def entry(self) -> RosterEntry:
        """The checked entry; only of a list without faults."""
        if self.name is None or self.status is None or self.unit is None:
            raise ValueError(f"row {self.row} has gaps")
        return RosterEntry(
            row=self.row,
            name=self.name,
            number=self.number,
            status=self.status,
            unit=self.unit,
            position=self.position or "",
            phone=self.phone,
            zone=self.zone,
            superior=self.superior or "",
            telegram_id=self.telegram_id,
        )
