"""The empty list that an office fills in: headings, drop-downs, and a page of advice.

It must not know how a list is read, except that the sheet's name decides which one is.
"""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from bot.people.member import Status, Zone
from bot.people.roster.reader.cells import SHEET
from bot.people.roster.reader.header import Column

LAST_ROW = 5_000
_WIDTHS = {
    Column.NAME: 34,
    Column.NUMBER: 24,
    Column.STATUS: 10,
    Column.UNIT: 44,
    Column.POSITION: 32,
    Column.PHONE: 20,
    Column.ZONE: 8,
    Column.SUPERIOR: 24,
    Column.TELEGRAM: 16,
}
_AS_TEXT = {Column.NUMBER, Column.PHONE, Column.SUPERIOR, Column.TELEGRAM}
_CHOICES: dict[Column, list[str]] = {Column.STATUS: [*Status], Column.ZONE: [*Zone]}
_NIP_NOTE = "NIP 18 angka. PPNPN: isi nomor pegawai, atau kosongkan bila tidak ada."
_ADVICE = (
    ("nama", "wajib", "Nama lengkap, boleh dengan gelar.", "Siti Rahma, S.Sos."),
    ("nip", "wajib", _NIP_NOTE, "198501012010012001"),
    ("status", "wajib", "PNS, CPNS, PPPK, atau PPNPN.", "PNS"),
    ("unit", "wajib", "Jalur dari unit teratas, dipisah garis miring.", "Dinas Pendidikan/Bidang SMP"),
    ("jabatan", "boleh kosong", "Nama jabatan.", "Analis Kebijakan"),
    ("telepon", "boleh kosong", "Satu nomor telepon seluler, untuk mengenali pegawai.", "081234567890"),
    ("zona", "boleh kosong", "WIB, WITA, atau WIT; kosong berarti zona kantor.", "WITA"),
    ("atasan", "boleh kosong", "NIP atasan langsung, atau namanya.", "197001011995031001"),
    ("telegram_id", "boleh kosong", "Nomor ID Telegram, bila diketahui.", "123456789"),
)
_HINTS = (
    f"Isi lembar {SHEET} mulai baris 2, satu pegawai satu baris. Judul kolom jangan diubah.",
    "Jangan memakai rumus, sel gabung, atau baris tersembunyi.",
    "Kolom nip, telepon, atasan, dan telegram_id berformat Teks; tempel dengan 'Tempel nilai saja'.",
    "Contoh di halaman ini tidak ikut terbaca.",
)


def template() -> bytes:
    """The workbook, which holds nobody."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        _list(book)
        _advice(book)
    return file.getvalue()


def _list(book: Any) -> None:
    sheet = book.add_worksheet(SHEET)
    text = book.add_format({"num_format": "@"})
    heading = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1})
    for index, (column, width) in enumerate(_WIDTHS.items()):
        sheet.set_column(index, index, width, text if column in _AS_TEXT else None)
        sheet.write_string(0, index, column, heading)
        if column in _CHOICES:
            choice = {
                "validate": "list",
                "source": _CHOICES[column],
                "error_title": f"{column} tidak dikenal",
                "error_message": f"Pilih salah satu: {', '.join(_CHOICES[column])}.",
            }
            sheet.data_validation(1, index, LAST_ROW, index, choice)
    sheet.write_comment(0, list(_WIDTHS).index(Column.NUMBER), _NIP_NOTE)
    sheet.freeze_panes(1, 0)


def _advice(book: Any) -> None:
    sheet = book.add_worksheet("Petunjuk")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for index, width in enumerate((14, 14, 56, 32)):
        sheet.set_column(index, index, width, wrapped)
    for row, hint in enumerate(_HINTS):
        sheet.merge_range(row, 0, row, 3, hint, wrapped)
        sheet.set_row(row, 30)
    start = len(_HINTS) + 1
    for index, title in enumerate(("kolom", "perlu diisi", "isi", "contoh")):
        sheet.write_string(start, index, title, bold)
    for row, advice in enumerate(_ADVICE, start + 1):
        for index, value in enumerate(advice):
            sheet.write_string(row, index, value, wrapped)
