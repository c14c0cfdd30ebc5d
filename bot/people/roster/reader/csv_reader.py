"""CSV as spreadsheets and personnel systems write it, to a table.

Of the columns it only asks `header` which row looks like headings, to tell the separator.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from bot.people.roster.errors import RosterError, RowError
from bot.people.roster.reader.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_LONG,
    TOO_WIDE,
    Cell,
    SheetRow,
    Table,
    tidy,
)
from bot.people.roster.reader.header import DEEPEST_HEADER, score

_SEPARATORS = ",;\t|"
_RESAVE = "simpan ulang dari Excel dengan jenis CSV UTF-8, atau sebagai .xlsx."


def table(content: bytes) -> Table:
    """The records of a text file; a row is a record, as Excel would number it. Raises RosterError."""
    text = _decoded(content)
    separator = ""
    if text[:4].casefold() == "sep=" and text[4:5]:
        # Excel reads this line as an instruction and does not show it.
        separator = text[4]
        text = "".join(text.splitlines(keepends=True)[1:])
    rows = _rows(text, separator or _separator(text))
    return Table(tuple(row for row in rows if any(cell.text for cell in row.cells)))


def _decoded(content: bytes) -> str:
    encoding = "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        row = _row_after(content[: error.start].decode(encoding, errors="ignore"))
        raise RosterError([RowError(f"teks bukan UTF-8 sehingga tidak terbaca; {_RESAVE}", row)]) from None
    if "\0" in text:
        row = _row_after(text[: text.index("\0")])
        raise RosterError([RowError(f"berisi karakter NUL, jadi bukan CSV yang utuh; {_RESAVE}", row)])
    return text


def _row_after(text: str) -> int:
    """The number of the record in which `text` breaks off."""
    try:
        return max(
            1, sum(1 for _ in csv.reader(io.StringIO(text + "x", newline=""), delimiter=_separator(text)))
        )
    except csv.Error:
        return text.count("\n") + 1


def _separator(text: str) -> str:
    """The separator that gives the likeliest header, else the most frequent one in the first line."""
    top = list(islice(io.StringIO(text, newline=""), DEEPEST_HEADER * 3))
    best = max(_SEPARATORS, key=lambda mark: max((score(_split(row, mark)) for row in top), default=(0, 0)))
    if any(score(_split(row, best)) > (0, 0) for row in top):
        return best
    return max(_SEPARATORS, key=lambda mark: top[0].count(mark) if top else 0)


def _split(row: str, mark: str) -> list[str]:
    return [part.strip('" ') for part in row.split(mark)[:100]]


def _rows(text: str, separator: str) -> Iterator[SheetRow]:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    filled = 0
    while True:
        number += 1
        try:
            record = next(records)
        except StopIteration:
            return
        except csv.Error:
            told = (
                "tanda kutip ganda tidak berpasangan; tutup tanda kutipnya, "
                'atau tulis "" untuk tanda kutip di dalam sel.'
            )
            raise RosterError([RowError(told, number)]) from None
        filled += any(record)
        if filled > MOST_ROWS + DEEPEST_HEADER:
            raise RosterError([RowError(TOO_LONG)])
        if any(record[MOST_COLUMNS:]):
            raise RosterError([RowError(TOO_WIDE)])
        yield SheetRow(number, tuple(Cell(tidy(value)) for value in record))
