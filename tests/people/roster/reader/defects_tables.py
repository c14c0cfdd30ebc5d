"""Lists whose sheet, text or header row is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.people.roster.reader.defect import Defects, Sample, files, table
from tests.people.roster.reader.sheets import HEADINGS, PEOPLE, Rows, changed, csv, fill, person, rows, xlsx


def _shaped(shape: Callable[[Any], object], content: Rows | None = None) -> Callable[[], bytes]:
    return lambda: xlsx(content or rows(), shape)


def _second(title: str, state: str = "visible") -> Callable[[Any], object]:
    def shape(sheet: Any) -> None:
        other = sheet.parent.create_sheet(title)
        other.sheet_state = state
        fill(other, [["lampiran"]])

    return shape


def _renamed(old: str, new: str) -> Rows:
    return rows(headings=[new if heading == old else heading for heading in HEADINGS])


def _hide_rows(*numbers: int) -> Callable[[Any], object]:
    def shape(sheet: Any) -> None:
        for number in numbers:
            sheet.row_dimensions[number].hidden = True

    return shape


def _hide_column(letter: str) -> Callable[[Any], object]:
    def shape(sheet: Any) -> None:
        sheet.column_dimensions[letter].hidden = True

    return shape


def _merge(area: str) -> Callable[[Any], object]:
    return lambda sheet: sheet.merge_cells(area)


def _wide(count: int) -> list[list[Any]]:
    content = rows()
    content[0] += [f"lain {number}" for number in range(count - len(HEADINGS))]
    return content


def _without(*headings: str) -> Rows:
    kept = [index for index, heading in enumerate(HEADINGS) if heading not in headings]
    return [[row[index] for index in kept] for row in rows()]


def _longer(row: int, *more: str) -> bytes:
    content = rows()
    content[row - 1] += more
    return csv(content)


GOOD_CSV = csv(rows())

TABLES: Defects = {
    "no header row": files(
        "Judul kolom tidak ditemukan",
        lambda: csv([["a", "b"], ["c", "d"]]),
        lambda: xlsx([[""]] * 10 + rows()),
        lambda: csv(rows()[1:]),
        lambda: xlsx([["Catatan rapat"], ["Pukul 09.00"]]),
    ),
    "nobody below the header": files(
        "Belum ada pegawai",
        lambda: csv(rows()[:1]),
        lambda: xlsx([HEADINGS, ["", "-", " "]]),
        lambda: xlsx([HEADINGS, [str(n) for n in range(1, 10)]]),
        lambda: xlsx([["no", *HEADINGS], ["1"], ["2"], ["3"]]),
    ),
    "a hidden sheet with data": files(
        "tersembunyi tetapi berisi data",
        _shaped(_second("Lama", "hidden")),
        _shaped(_second("Arsip", "veryHidden")),
        lambda: xlsx(rows(), _second("Ref", "hidden"), title="Pegawai"),
    ),
    "several sheets": files(
        "lembar berisi data",
        _shaped(_second("Sheet2")),
        _shaped(_second("Rekap")),
        lambda: xlsx(rows(), _second("pegawai 2"), title="Pegawai 1"),
    ),
    "too many columns": files(
        "60 kolom", lambda: xlsx(_wide(61)), lambda: csv(_wide(61)), lambda: csv(_wide(99), ";", "utf-16")
    ),
    "text in another encoding": [
        Sample(lambda: csv(changed("nama", "André", 3), encoding="cp1252"), 3, None, "CSV UTF-8"),
        Sample(lambda: csv(changed("jabatan", "Kepala – Staf", 4), encoding="cp1252"), 4, None, "CSV UTF-8"),
        Sample(lambda: csv(changed("nama", "René\nMaria", 2), encoding="latin-1"), 2, None, "CSV UTF-8"),
        Sample(
            lambda: csv([*changed("nama", "Ani\nAna", 2), ["Zoë"]], encoding="latin-1"), 5, None, "CSV UTF-8"
        ),
    ],
    "UTF-16 cut or mixed": [
        Sample(lambda: csv(rows(), encoding="utf-16")[:-1], 5, None, "tidak terbaca"),
        Sample(lambda: csv(rows()[:2], encoding="utf-16") + b"a", 3, None, "tidak terbaca"),
        Sample(lambda: csv(rows()[:3], encoding="utf-16") + b"\x00\xdc", 4, None, "tidak terbaca"),
    ],
    "NUL characters": [
        Sample(lambda: GOOD_CSV.replace(b"Budi", b"Bu\0di"), 3, None, "NUL"),
        Sample(lambda: GOOD_CSV.replace(b"Wayan", b"\0"), 4, None, "NUL"),
        Sample(lambda: csv(rows(), encoding="utf-16-le"), 1, None, "NUL"),
    ],
    "a quotation mark alone": [
        Sample(lambda: GOOD_CSV.replace(b"Budi", b'"Budi'), 3, None, "tanda kutip"),
        Sample(lambda: GOOD_CSV.replace(b"Siti", b'"Siti" '), 2, None, "tanda kutip"),
        Sample(lambda: GOOD_CSV.replace(b",Staf", b',"Staf'), 4, None, "tanda kutip"),
        Sample(
            lambda: csv(changed("nama", "Ani\nAna", 2)).replace(b",Guru", b',"Guru'), 3, None, "tanda kutip"
        ),
    ],
    "more cells than headings": [
        Sample(lambda: _longer(3, "lebih"), 3, None, "lebih banyak daripada judul"),
        Sample(lambda: _longer(2, "", "x"), 2, None, "lebih banyak daripada judul"),
        Sample(lambda: GOOD_CSV.replace(b"Wayan Putra", b"Wayan, S.Pd."), 4, None, "lebih banyak"),
        Sample(lambda: GOOD_CSV + b",,,,,,,,,x\r\n", 5, None, "lebih banyak"),
    ],
    "a column missing": [
        *(
            table(_without(heading), 1, heading, f"kolom {heading} belum ada", dress=number)
            for number, heading in enumerate(HEADINGS[:4])
        ),
        table([["Daftar Pegawai"], *_without("unit")], 2, "unit", "belum ada"),
        table(_without("nama", "unit"), 1, "nama", "belum ada", faults=2),
    ],
    "a heading misspelt": [
        table(_renamed(right, wrong), 1, right, f"mungkin maksudnya {right}", dress=number)
        for number, (right, wrong) in enumerate(
            [
                ("status", "Statsu"),
                ("nama", "Nma"),
                ("unit", "Unti"),
                ("telepon", "Telefon"),
                ("atasan", "Atsan"),
                ("jabatan", "Jabtan"),
                ("unit", "Unit Kreja"),
                ("nip", "Nomor Pegawi"),
                ("status", "Sttaus"),
            ]
        )
    ],
    "a column twice": [
        table(
            [[*row, extra] for row, extra in zip(rows(), cells, strict=True)],
            1,
            column,
            "ada dua",
            dress=number,
        )
        for number, (column, cells) in enumerate(
            [
                ("nama", ("Nama Lengkap", "A", "B", "C")),
                ("unit", ("OPD", "", "", "")),
                ("telepon", ("No. WA", "1", "2", "3")),
                ("atasan", ("NIP Atasan", "x", "y", "z")),
            ]
        )
    ],
    "a column hidden": [
        Sample(_shaped(_hide_column(letter)), 1, column, "tersembunyi")
        for letter, column in (("B", "nip"), ("F", "telepon"), ("I", "telegram_id"))
    ],
    "rows hidden": [
        Sample(_shaped(_hide_rows(3)), 3, None, "tersembunyi"),
        Sample(_shaped(_hide_rows(4, 9)), 4, None, "tersembunyi"),
        Sample(_shaped(_hide_rows(2, 3, 4)), 2, None, "filter", faults=3),
    ],
    "cells merged in the header": [
        Sample(_shaped(_merge("A1:B1")), 1, "nama", "A1:B1 digabung"),
        Sample(_shaped(_merge("D1:F1")), 1, "unit", "digabung"),
        Sample(_shaped(_merge("C1:C2"), [HEADINGS, [""] * 9, *PEOPLE]), 1, "status", "C1:C2 digabung"),
    ],
    "cells merged below the header": [
        Sample(_shaped(_merge("D2:D4")), 2, "unit", "D2:D4 digabung"),
        Sample(_shaped(_merge("H3:I3")), 3, "atasan", "digabung"),
        Sample(_shaped(_merge("B3:B4")), 3, "nip", "digabung"),
        Sample(_shaped(_merge("A5:I5"), [*rows(), ["Jumlah"]]), 5, "nama", "A5:I5 digabung"),
    ],
    "the header repeated": [
        table([*rows(), HEADINGS], 5, None, "terulang"),
        table([*rows(), ["NAMA LENGKAP", "NIP", "Status"], person(1)], 5, None, "terulang", dress=1),
        table([HEADINGS, *rows()], 2, None, "terulang", dress=2),
    ],
    "a row that is nobody": [
        table([*rows(), ["Jumlah: 3 orang"]], 5, None, "status dan unit belum diisi"),
        table([*rows(), [""], ["", "", "", "", "Mengetahui,"]], 6, None, "nama, status dan unit", dress=1),
        table([*rows(), ["", "", "PNS"]], 5, None, "nama dan unit belum diisi", dress=2),
    ],
}
