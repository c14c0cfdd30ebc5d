"""A NIP or the employee number of a PPNPN, checked; must not know the row it stands in."""

from __future__ import annotations

import re
from datetime import date

from bot.people.member import Status
from bot.people.roster.flaw import CellError, masked, quoted
from bot.people.roster.reader.cells import Cell, CellKind

DIGITS = 18
YOUNGEST = 15
# A spreadsheet keeps fifteen digits of a number and turns the rest into zeros.
EXACT = 15
_LOST = (
    "angka terakhirnya hilang karena sel berupa bilangan; ubah kolom menjadi Teks, lalu ketik ulang nomornya."
)
_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_EMPLOYEE = re.compile(r"[A-Za-z0-9./-]{1,30}")


def number(cell: Cell, status: Status, today: date) -> str | None:
    """The number as it is kept; None where a PPNPN has none. Raises CellError."""
    whole(cell)
    text = cell.text.lstrip("'’‘`´ ")
    if status is not Status.PPNPN:
        return _nip(re.sub(r"[\s.\-‐-―'’]", "", text), status, today)
    if not text:
        return None
    if not _EMPLOYEE.fullmatch(text):
        raise CellError(
            f"nomor pegawai {quoted(text)} tidak dapat dipakai; isi 1 sampai 30 huruf, angka, titik, "
            "garis miring, atau tanda hubung."
        )
    return text


def whole(cell: Cell) -> None:
    """Raises CellError where a spreadsheet has rounded the number."""
    if cell.kind is CellKind.NUMBER and not re.fullmatch(r"\d+", cell.text) and "e" not in cell.text:
        raise CellError("berisi bilangan pecahan atau negatif; ubah kolom menjadi Teks, lalu ketik ulang.")
    long = cell.kind is CellKind.NUMBER and len(re.sub(r"\D", "", cell.text)) > EXACT
    if long or _SCIENTIFIC.fullmatch(cell.text):
        raise CellError(_LOST)


def _nip(digits: str, status: Status, today: date) -> str:
    if not digits:
        raise CellError(f"NIP belum diisi; {status} wajib memiliki NIP {DIGITS} angka.")
    if not (digits.isascii() and digits.isdigit()):
        raise CellError(f"NIP {masked(digits)} berisi selain angka; tulis {DIGITS} angka.")
    if len(digits) != DIGITS:
        raise CellError(f"NIP harus {DIGITS} angka, di sini {len(digits)}; periksa ke SK.")
    born = _birth(digits, today)
    appointed = int(digits[8:12])
    if not born.year + YOUNGEST <= appointed <= today.year + 1:
        raise CellError(
            f"tahun pengangkatan dalam NIP (angka ke-9 sampai 12: {appointed}) tidak mungkin; periksa."
        )
    if status is not Status.PPPK and not 1 <= int(digits[12:14]) <= 12:
        raise CellError(
            f"bulan pengangkatan dalam NIP (angka ke-13 dan 14: {digits[12:14]}) harus 01 sampai 12 "
            f"untuk {status}; periksa NIP atau statusnya."
        )
    return digits


def _birth(digits: str, today: date) -> date:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise CellError("8 angka pertama NIP bukan tanggal lahir yang ada di kalender; periksa.") from None
    if born.year <= 1900 or born > today:
        raise CellError("tahun lahir dalam NIP (4 angka pertama) tidak mungkin; periksa.")
    if (today.year - born.year) - ((today.month, today.day) < (born.month, born.day)) < YOUNGEST:
        raise CellError(f"menurut tanggal lahir dalam NIP, umurnya belum {YOUNGEST} tahun; periksa.")
    return born
