"""Lists of employees built in code: good people to start from, as XLSX or CSV in any encoding."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

TODAY = date(2026, 11, 22)
HEADINGS = ("nama", "nip", "status", "unit", "jabatan", "telepon", "zona", "atasan", "telegram_id")
SITI, BUDI, WAYAN = "198501012010012001", "199003152021211002", "NON-ASN/07"
# Rows 2 to 4: one of each kind.
PEOPLE = (
    ("Siti Rahma", SITI, "PNS", "Dinas Pendidikan", "Kepala", "081234567801", "WIB", "", "101"),
    (
        "Budi Santoso",
        BUDI,
        "PPPK",
        "Dinas Pendidikan/Bidang SMP",
        "Guru",
        "081234567802",
        "WITA",
        SITI,
        "102",
    ),
    ("Wayan Putra", WAYAN, "PPNPN", "Dinas Pendidikan/Bidang SD", "Staf", "081234567803", "WIT", "", "103"),
)
Rows = Sequence[Sequence[Any]]


class Literal(str):
    """Text that must stay text in the sheet, although it looks like a formula."""

    __slots__ = ()


def rows(*people: Sequence[Any], headings: Sequence[str] = HEADINGS) -> list[list[Any]]:
    """The header and these people, or else the usual three."""
    return [list(headings), *map(list, people or PEOPLE)]


def changed(column: str, value: object, row: int = 3) -> list[list[Any]]:
    """The usual list with one cell changed."""
    table = rows()
    table[row - 1][HEADINGS.index(column)] = value
    return table


def person(number: int, **cells: object) -> list[Any]:
    """One more good PNS, his number, phone and id made from `number`."""
    nip = f"19800101200501{1000 + number}"
    usual = dict(
        zip(HEADINGS, (f"Pegawai {number}x", nip, "PNS", "Dinas Pendidikan", "", "", "", "", ""), strict=True)
    )
    return [*(usual | cells).values()]


def fill(sheet: Any, table: Rows) -> None:
    """Writes `table` from A1 on."""
    for row, values in enumerate(table, 1):
        for column, value in enumerate(values, 1):
            if value != "":
                cell = sheet.cell(row, column, str(value) if isinstance(value, Literal) else value)
                cell.data_type = "s" if isinstance(value, Literal) else cell.data_type


def xlsx(table: Rows, shape: Callable[[Any], object] = lambda sheet: None, title: str = "Daftar") -> bytes:
    """A workbook of one sheet; `shape` may add what it likes, to `sheet.parent` too."""
    book = Workbook()
    book.active.title = title
    fill(book.active, table)
    shape(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv(table: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Text in which only cells that need it are quoted."""

    def written(value: object) -> str:
        text = str(value)
        return '"' + text.replace('"', '""') + '"' if set(text) & {separator, '"', "\n"} else text

    return "".join(separator.join(map(written, row)) + "\r\n" for row in table).encode(encoding)


def repacked(
    content: bytes,
    edit: Callable[[str, bytes], bytes] = lambda name, data: data,
    more: dict[str, bytes] | None = None,
) -> bytes:
    """The archive with its members edited and others added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edit(name, old.read(name)))
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return file.getvalue()
