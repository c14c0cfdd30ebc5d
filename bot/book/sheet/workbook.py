"""The rules as a workbook for a bureau that works in Excel: everything to read, two columns to fill in.

Every text is written as text, so that none is ever taken for a formula. What is filled in comes back through
`bot.book.sheet.returned`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook

from bot.book import words
from bot.book.sheet.rows import Row, rows
from bot.rulebook.model import RuleBook

SHEET = "Aturan"
AGREED, REMARK = "setuju", "catatan"
CHOICES = ("ya", "tidak")
# Heading, the field of `Row` below it, width in characters.
COLUMNS = (
    ("id", "rule", 22),
    ("cabang", "branch", 9),
    ("judul", "title", 22),
    ("topik", "topic", 13),
    ("berlaku", "period", 17),
    ("keadaan", "when", 34),
    ("hasil", "outcome", 12),
    ("jawaban", "answer", 48),
    ("aman", "safe", 36),
    ("syarat", "conditions", 36),
    ("dasar", "basis", 84),
    ("sanksi", "sanction", 56),
    ("sidik", "digest", 20),
)
TO_FILL = ((AGREED, 9), (REMARK, 44))
_HINTS = """
Lembar ini memuat setiap aturan yang dijawab bot, satu cabang satu baris. Bacalah tiap baris seperti membaca
putusan: dalam keadaan itu hasilnya itu, dengan jawaban dan dasar itu.

Isi hanya dua kolom kuning. setuju: pilih ya atau tidak. catatan: apa yang harus diubah atau meragukan.

Satu aturan siap disahkan bila semua barisnya ya dan tidak satu pun bercatatan. Baris yang dikosongkan
dianggap belum diperiksa.

Kolom lain jangan diubah; kalau kalimatnya perlu lain, tulis usulnya di catatan. Isi yang diubah di sini tidak
masuk ke bot, dan aturannya tidak akan disahkan.

Kolom keadaan menyebut kapan cabang itu berlaku; "selain itu" berarti semua keadaan yang tidak disebut cabang
di atasnya. Bila pegawai tidak menyebut suatu hal, bot menganggap yang tertulis dalam kurung.

Kolom dasar: tersurat berarti bunyinya memang begitu, tafsir berarti kami membacanya begitu. Dalam kurung siku
tertulis bentuk naskah yang kami baca: naskah resmi, pindaian, kutipan instansi, atau berita.

Kolom sidik ialah tanda isi aturan. Bila aturan berubah sesudah lembar ini dibuat, sidiknya berubah, dan
persetujuan di lembar ini tidak dipakai untuk aturan itu.

Lembar boleh disaring dan boleh diisi bertahap. Simpan sebagai .xlsx, lalu serahkan kepada pengelola bot. Ia
menjalankan: python -m bot rulebook review BERKAS.xlsx

Perintah itu menunjukkan aturan yang siap disahkan, yang bercatatan, yang berubah, dan yang belum diisi.
Pengesahan baru tercatat setelah disebutkan siapa yang mengesahkan, jabatannya, dan nomor suratnya.
"""
_HEADING = {"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "valign": "top", "text_wrap": True}
_CELL = {"valign": "top", "text_wrap": True, "font_size": 9}
_HINT_WIDTH = 96
# At that size: letters in a line for each unit of width, and points for a line; no row may be higher.
_LETTERS, _LINE, _HIGHEST = 1.3, 12, 409
_YELLOW = {"bg_color": "#FFF8DC", "locked": False, "border": 1, "border_color": "#D9C98A"}
_MAY = ("autofilter", "format_columns", "format_rows")


def workbook(book: RuleBook) -> bytes:
    """The XLSX. The same rule base gives the same bytes, whatever the day."""
    found = rows(book)
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        created = datetime.combine(book.release.day, time())
        made.set_properties({"title": f"Aturan Netral {book.release.name}", "created": created})
        _rules(made, found)
        _hints(made, book, found)
    return file.getvalue()


def _rules(made: Any, found: Sequence[Row]) -> None:
    sheet = made.add_worksheet(SHEET)
    heading = made.add_format(_HEADING)
    to_fill = made.add_format({**_HEADING, "bg_color": "#FFE699"})
    # A line above each rule keeps its branches together.
    looks = {
        first: (made.add_format({**_CELL, "top": int(first)}), made.add_format({**_CELL, **_YELLOW}))
        for first in (True, False)
    }
    for column, (name, _, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, heading)
    for column, (name, width) in enumerate(TO_FILL, len(COLUMNS)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, to_fill)
    for n, row in enumerate(found, 1):
        cell, yellow = looks[n == 1 or found[n - 2].rule != row.rule]
        for column, (_, field, _) in enumerate(COLUMNS):
            sheet.write_string(n, column, getattr(row, field), cell)
        for column in range(len(COLUMNS), len(COLUMNS) + len(TO_FILL)):
            sheet.write_blank(n, column, None, yellow)
        sheet.set_row(n, _height(row))
    last, width = max(len(found), 1), len(COLUMNS) + len(TO_FILL)
    sheet.data_validation(
        1,
        len(COLUMNS),
        last,
        len(COLUMNS),
        {
            "validate": "list",
            "source": list(CHOICES),
            "error_title": "Isi ya atau tidak",
            "error_message": "Pilih ya atau tidak; keterangan lain ditulis di kolom catatan.",
        },
    )
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, last, width - 1)
    sheet.protect("", dict.fromkeys(_MAY, True))
    sheet.ignore_errors({"number_stored_as_text": f"B2:B{last + 1}"})
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(2, 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    sheet.set_footer("&L&A&R&P / &N")


def _height(row: Row) -> float:
    """Points that the longest cell needs: not every program works that out when it opens a file."""
    lines = max(_lines(getattr(row, field), width * _LETTERS) for _, field, width in COLUMNS)
    return min(_HIGHEST, (lines + 0.5) * _LINE)


def _lines(text: str, width: float) -> int:
    return sum(len(wrap(line, int(width))) or 1 for line in text.split("\n"))


def _hints(made: Any, book: RuleBook, found: Sequence[Row]) -> None:
    sheet = made.add_worksheet("Petunjuk")
    wrapped = made.add_format({"text_wrap": True, "valign": "top"})
    title = made.add_format({"bold": True, "font_size": 14})
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, _HINT_WIDTH)
    count = len({row.rule for row in found})
    day = words.day(book.release.day)
    sheet.write_string(0, 1, "Memeriksa dan menyetujui aturan", title)
    sheet.write_string(1, 1, f"Rilis {book.release.name}, {day}: {count} aturan, {len(found)} cabang.")
    for n, hint in enumerate(_HINTS.strip().split("\n\n"), 1):
        sheet.write_number(n + 2, 0, n, wrapped)
        text = " ".join(hint.split())
        sheet.write_string(n + 2, 1, text, wrapped)
        sheet.set_row(n + 2, 18 * _lines(text, _HINT_WIDTH))
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
