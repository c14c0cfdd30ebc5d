"""What is wrong with a list of employees: one sentence per defect, each with its place in the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TOO_MUCH = (
    "Berkas terlalu besar atau terlalu rumit untuk dibaca. "
    "Salin daftar pegawai saja ke buku kerja baru, lalu kirim ulang."
)


@dataclass(frozen=True, slots=True)
class RowError:
    """One defect: `row` counts as the spreadsheet program does, `column` is the name in the header row.

    `text` is Indonesian, says what is wrong and how to mend it, and quotes no more of a cell than is needed.
    """

    text: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = [f"baris {self.row}"] if self.row is not None else []
        place += [f"kolom {self.column}"] if self.column is not None else []
        return f"{', '.join(place)}: {self.text}" if place else self.text


class RosterError(Exception):
    """The list cannot be taken over; `faults` are all of them, in the order of the rows."""

    def __init__(self, faults: Iterable[RowError]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[RosterError], tuple[tuple[RowError, ...]]]:
        """Without this a copy would be made from the joined text."""
        return type(self), (self.faults,)
