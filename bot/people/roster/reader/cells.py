"""A sheet as the readers of files hand it on: tidied cells with the row numbers a spreadsheet shows.

Which kind of file the cells came from makes no difference here, nor does what they mean.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from bot.people.member import Status
from bot.people.roster.errors import CellError, quoted

# Which sheet is the list where a workbook has several.
SHEET = "Pegawai"
MOST_ROWS = 50_000
MOST_COLUMNS = 60
TOO_WIDE = "Daftar memakai lebih dari 60 kolom; salin kolom daftar pegawai saja."
TOO_LONG = "Daftar lebih dari 50.000 baris; bagi menjadi beberapa berkas."


class CellKind(Enum):
    """What a cell holds; only TEXT, and NUMBER in some columns, can be used."""

    TEXT = auto()
    NUMBER = auto()
    DATE = auto()
    FORMULA = auto()
    ERROR = auto()
    BOOLEAN = auto()
    COVERED = auto()  # by a merged range that is reported elsewhere


class Cell(NamedTuple):
    """`text` is tidied; a whole number is written out without an exponent."""

    text: str
    kind: CellKind = CellKind.TEXT


EMPTY = Cell("")


class SheetRow(NamedTuple):
    """A row: `number` counts from 1 as the spreadsheet does; cells stand from the first column on."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        """The cell in `column`, counted from 0."""
        return self.cells[column] if column < len(self.cells) else EMPTY


class RowContext(NamedTuple):
    """What judging a cell may need beside it; `status` is that of its row, None where it is unknown."""

    status: Status | None
    today: date


class MergedRange(NamedTuple):
    """A merged range: rows count from 1, columns from 0, both ends included."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that hold anything, in order; `ragged` says that a row may be longer than its headings."""

    rows: tuple[SheetRow, ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[MergedRange, ...] = ()
    ragged: bool = True


def tidy(text: str) -> str:
    """What the eye sees: compatible characters made one, invisible ones dropped, white space single."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(_visible, unicodedata.normalize("NFKC", text)))
    text = " ".join(text.split())
    return "" if _NOTHING.fullmatch(text) else text


# Offices write a dash for an empty cell.
_NOTHING = re.compile("[-\u2010-\u2015\u2212]+")


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in {"Cc", "Cf"} else character


# Error values that a failed formula leaves in its cell.
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)")


def check_usable(cell: Cell, *, numbers: bool, signed: bool = False) -> None:
    """Raises CellError where the kind of cell rules it out; `signed` lets + and - stand before a digit."""
    match cell.kind:
        case CellKind.FORMULA:
            raise CellError("berisi rumus; salin, lalu tempel sebagai nilai saja.")
        case CellKind.ERROR | CellKind.TEXT if cell.kind is CellKind.ERROR or _ERROR.fullmatch(cell.text):
            raise CellError(f"berisi galat {quoted(cell.text)}; ketik ulang nilainya.")
        case CellKind.DATE:
            raise CellError("Excel mengubahnya menjadi tanggal; ubah kolom menjadi Teks, lalu ketik ulang.")
        case CellKind.BOOLEAN:
            raise CellError("berisi nilai BENAR/SALAH; ketik ulang sebagai teks.")
        case CellKind.NUMBER if not numbers:
            raise CellError(f"berisi bilangan {quoted(cell.text)}, seharusnya teks; ketik ulang.")
        case CellKind.TEXT if cell.text[:1] in "=+-@" and cell.text:
            if signed and re.match(r"[+-][\d\s(]|@", cell.text):
                return
            raise CellError(
                f"{quoted(cell.text)} terbaca sebagai rumus karena diawali '{cell.text[0]}'; "
                "hapus tanda itu di awal."
            )
