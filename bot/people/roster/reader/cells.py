"""A sheet as the readers of files hand it on: tidied cells with the row numbers a spreadsheet shows.

It must not know which kind of file the cells came from, nor what they mean.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

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


class MergedRange(NamedTuple):
    """A merged range: rows count from 1, columns from 0, both ends included."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """The lines that hold anything, in order; `ragged` says that a line may be longer than its headings."""

    lines: tuple[SheetRow, ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    spans: tuple[MergedRange, ...] = ()
    ragged: bool = True


def tidy(text: str) -> str:
    """What the eye sees: compatible characters made one, invisible ones dropped, white space single."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(_visible, unicodedata.normalize("NFKC", text)))
    text = " ".join(text.split())
    return "" if _NOTHING.fullmatch(text) else text


# Offices write a dash where they have nothing to say.
_NOTHING = re.compile("[-\u2010-\u2015\u2212]+")


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in {"Cc", "Cf"} else character
