"""What is wrong with a list of employees: one Indonesian sentence per defect, with its place in the sheet.

A reader of cells raises CellError; the reader of rows adds the place and collects RowErrors, so that the
office sees every defect at once; RosterError carries them all to whoever sent the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.people.member import masked

TOO_MUCH = (
    "Berkas terlalu besar atau terlalu rumit untuk dibaca. "
    "Salin daftar pegawai saja ke buku kerja baru, lalu kirim ulang."
)
LONGEST_QUOTE = 30
_LONG_NUMBER = re.compile(r"\d(?:[\s.()-]{0,2}\d){6,}")


class CellError(ValueError):
    """One Indonesian sentence on what is wrong with a cell and how to mend it."""


@dataclass(frozen=True, slots=True)
class RowError:
    """One defect: `row` counts as the spreadsheet program does, `column` is the name in the header row.

    Without a row it concerns the file as a whole. `text` is Indonesian, says what is wrong and how to mend
    it, and quotes no more of a cell than is needed.
    """

    text: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = [f"baris {self.row}"] if self.row is not None else []
        place += [f"kolom {self.column}"] if self.column is not None else []
        return f"{', '.join(place)}: {self.text}" if place else self.text


class RosterError(Exception):
    """The list cannot be applied; `faults` are all of its defects, in the order of the rows."""

    def __init__(self, faults: Iterable[RowError]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[RosterError], tuple[tuple[RowError, ...]]]:
        """Pickles the faults; otherwise a copy would be made from the joined text."""
        return type(self), (self.faults,)


def quoted(text: str) -> str:
    """The beginning of `text` in quotation marks, with long numbers masked."""
    text = _LONG_NUMBER.sub(lambda match: masked(match[0]), text)
    return f"'{text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + '…'}'"
