"""The empty list that an office fills in: headings, drop-downs, and a page of advice, as COLUMNS has them."""

from __future__ import annotations

import io

import xlsxwriter

from bot.people.roster.columns import COLUMNS, NUMBER, listed
from bot.people.roster.reader.cells import SHEET

LAST_ROW = 5_000
_AS_TEXT = [column for column in COLUMNS if column.holds_digits]
_HINTS = (
    f"Isi lembar {SHEET} mulai baris 2, satu pegawai satu baris. Judul kolom jangan diubah.",
    "Jangan memakai rumus, sel gabung, atau baris tersembunyi.",
    f"Kolom {listed(_AS_TEXT)} berformat Teks; tempel dengan 'Tempel nilai saja'.",
    "Contoh di halaman ini tidak ikut terbaca.",
)


def template() -> bytes:
    """The workbook, which holds nobody."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        _list(book)
        _advice(book)
    return file.getvalue()


def _list(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet(SHEET)
    text = book.add_format({"num_format": "@"})
    heading = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1})
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, column.width, text if column in _AS_TEXT else None)
        sheet.write_string(0, index, column.heading, heading)
        if column.choices:
            choice = {
                "validate": "list",
                "source": list(column.choices),
                "error_title": f"{column.heading} tidak dikenal",
                "error_message": f"Pilih salah satu: {', '.join(column.choices)}.",
            }
            sheet.data_validation(1, index, LAST_ROW, index, choice)
    sheet.write_comment(0, COLUMNS.index(NUMBER), NUMBER.advice)
    sheet.freeze_panes(1, 0)


def _advice(book: xlsxwriter.Workbook) -> None:
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
    for row, column in enumerate(COLUMNS, start + 1):
        needed = "wajib" if column.required else "boleh kosong"
        for index, value in enumerate((column.heading, needed, column.advice, column.example)):
            sheet.write_string(row, index, value, wrapped)
