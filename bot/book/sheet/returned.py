"""The filled sheet read back, whatever spreadsheet program saved it: what each row says of its branch.

It knows the columns and nothing of the rules; whether a row still fits them is for `bot.book.sheet.review`.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from bot.book.sheet.workbook import AGREED, COLUMNS, REMARK, SHEET, TO_FILL

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 20 * 2**20, 20_000, 100
_FIELDS = {heading: field for heading, field, _ in COLUMNS}
_NEEDED = (*_FIELDS, *(heading for heading, _ in TO_FILL))
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NO_WORKBOOK = "berkas ini bukan buku kerja Excel yang utuh; simpan lembarnya sebagai .xlsx dan coba lagi."


class SheetError(Exception):
    """The sheet cannot be used; one Indonesian sentence for each thing wrong."""


@dataclass(frozen=True, slots=True)
class Returned:
    """One row: its number as the spreadsheet shows it, and its cells.

    `agreed` is in small letters; `shown` holds what stood there to be read, by the fields of `rows.Row`. All
    spaces and line breaks are single spaces.
    """

    number: int
    rule: str
    branch: str
    agreed: str
    remark: str
    shown: Mapping[str, str]


def read(content: bytes) -> tuple[Returned, ...]:
    """The rows of an XLSX that hold anything, in their order; raises SheetError."""
    if len(content) > MOST_BYTES:
        raise SheetError(f"berkas lebih dari {MOST_BYTES // 2**20} MB; kirim lembar aturannya saja.")
    table = _table(content)
    places = _places(table[0] if table else [])
    return tuple(_row(n, cells, places) for n, cells in enumerate(table[1:], 2) if any(cells))


def words(text: str) -> str:
    """The words of a cell: programs differ in the spaces, line breaks and invisible signs that they keep."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _table(content: bytes) -> list[list[str]]:
    try:
        with warnings.catch_warnings():
            # About styles and extensions that the rows do not need.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
                sheet.reset_dimensions()
                lines = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
                found = [[_text(cell) for cell in line] for line in islice(lines, MOST_ROWS + 1)]
            finally:
                book.close()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever it stumbles over in a damaged file
        raise SheetError(_NO_WORKBOOK) from None
    if len(found) > MOST_ROWS:
        raise SheetError(f"lembarnya lebih dari {MOST_ROWS} baris; hapus baris kosong di bawah tabel.")
    return found


def _places(heading: Sequence[str]) -> dict[str, int]:
    """Where each column stands; columns that somebody added are passed over."""
    names = [cell.casefold() for cell in heading]
    if missing := [name for name in _NEEDED if name not in names]:
        raise SheetError(
            f"kolom {', '.join(missing)} tidak ada di baris pertama; "
            "pakai lembar yang dibuat dengan: netral rulebook export --xlsx BERKAS.xlsx"
        )
    if doubled := [name for name in _NEEDED if names.count(name) > 1]:
        raise SheetError(f"kolom {', '.join(doubled)} ada dua kali; hapus salah satunya.")
    return {name: names.index(name) for name in _NEEDED}


def _row(number: int, cells: Sequence[str], places: Mapping[str, int]) -> Returned:
    at = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
    return Returned(
        number=number,
        rule=at["id"],
        branch=at["cabang"],
        agreed=at[AGREED].casefold().rstrip("."),
        remark=at[REMARK],
        shown={field: at[heading] for heading, field in _FIELDS.items()},
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return words(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value)))
