"""Cells with digits, which a spreadsheet likes to spoil: number, telephone, superior and Telegram id.

Each function takes a cell to its value or raises CellError.
"""

from __future__ import annotations

import re
from datetime import date

from bot.people.member import Status, masked
from bot.people.roster.errors import CellError, quoted
from bot.people.roster.reader.cells import Cell, CellKind, RowContext

DIGITS = 18
YOUNGEST = 15
# A spreadsheet keeps fifteen digits of a number and turns the rest into zeros.
EXACT = 15
_LOST = (
    "angka terakhirnya hilang karena sel berupa bilangan; ubah kolom menjadi Teks, lalu ketik ulang nomornya."
)
_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
LONGEST_SUPERIOR = 120
LARGEST_ID = 2**52
_EMPLOYEE = re.compile(r"[A-Za-z0-9./-]{1,30}")


def number(cell: Cell, row: RowContext) -> str | None:
    """The NIP, or the number of a PPNPN, None where he has none; `row` must have a status to judge by."""
    check_unrounded(cell)
    text = cell.text.lstrip("'’‘`´ ")
    if row.status is not Status.PPNPN:
        return _nip(re.sub(r"[\s.\-‐-―'’]", "", text), row)
    if not text:
        return None
    if not _EMPLOYEE.fullmatch(text):
        raise CellError(
            f"nomor pegawai {quoted(text)} tidak dapat dipakai; isi 1 sampai 30 huruf, angka, titik, "
            "garis miring, atau tanda hubung."
        )
    return text


def check_unrounded(cell: Cell) -> None:
    """Raises CellError where a spreadsheet has rounded the number."""
    if cell.kind is CellKind.NUMBER and not re.fullmatch(r"\d+", cell.text) and "e" not in cell.text:
        raise CellError("berisi bilangan pecahan atau negatif; ubah kolom menjadi Teks, lalu ketik ulang.")
    long = cell.kind is CellKind.NUMBER and len(re.sub(r"\D", "", cell.text)) > EXACT
    if long or _SCIENTIFIC.fullmatch(cell.text):
        raise CellError(_LOST)


def _nip(digits: str, row: RowContext) -> str:
    if not digits:
        raise CellError(f"NIP belum diisi; {row.status} wajib memiliki NIP {DIGITS} angka.")
    if not (digits.isascii() and digits.isdigit()):
        raise CellError(f"NIP {masked(digits)} berisi selain angka; tulis {DIGITS} angka.")
    if len(digits) != DIGITS:
        raise CellError(f"NIP harus {DIGITS} angka, di sini {len(digits)}; periksa ke SK.")
    born = _birth(digits, row.today)
    appointed = int(digits[8:12])
    if not born.year + YOUNGEST <= appointed <= row.today.year + 1:
        raise CellError(
            f"tahun pengangkatan dalam NIP (angka ke-9 sampai 12: {appointed}) tidak mungkin; periksa."
        )
    if row.status is not Status.PPPK and not 1 <= int(digits[12:14]) <= 12:
        raise CellError(
            f"bulan pengangkatan dalam NIP (angka ke-13 dan 14: {digits[12:14]}) harus 01 sampai 12 "
            f"untuk {row.status}; periksa NIP atau statusnya."
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


_EXAMPLE = "tulis satu nomor saja, diawali 08 atau +62."
_SEVERAL = re.compile(r"[/,;&|]|\b(?:atau|dan)\b", re.IGNORECASE)
# National digits after 62: mobile numbers start with 8, landlines with their area code.
_INDONESIAN = re.compile(r"8\d{8,11}|[2-79]\d{6,10}")


def phone(cell: Cell) -> str | None:
    """The number with + and country code; None where there is none. Raises CellError."""
    text = cell.text.lstrip("'’‘`´ ")
    if not text:
        return None
    try:
        check_unrounded(cell)
    except CellError:
        raise CellError(
            f"nomor rusak karena sel berupa bilangan; ubah kolom menjadi Teks, lalu {_EXAMPLE}"
        ) from None
    if _SEVERAL.search(text):
        raise CellError(f"berisi lebih dari satu nomor; {_EXAMPLE}")
    if not re.fullmatch(r"\(?\+?[\d\s().‐-―-]+", text):
        raise CellError(f"bukan nomor telepon karena berisi selain angka; {_EXAMPLE}")
    return _international("+" in text, re.sub(r"[^0-9]", "", text))


def _international(plus: bool, digits: str) -> str:
    if digits.startswith("00"):
        plus, digits = True, digits[2:]
    if plus and not digits.startswith("62"):
        if not re.fullmatch(r"[1-9]\d{7,14}", digits):
            raise CellError(f"nomor luar negeri harus 8 sampai 15 angka sesudah +; {_EXAMPLE}")
        return f"+{digits}"
    if digits.startswith("62"):
        # Many write +62 0812…, with the zero that belongs to calls at home.
        digits = digits[2:].removeprefix("0")
    elif digits.startswith("0"):
        digits = digits[1:]
    elif not digits.startswith("8"):
        raise CellError(f"nomor harus diawali 0, 62, atau +; {_EXAMPLE}")
    if not _INDONESIAN.fullmatch(digits):
        short = len(digits) < 9
        raise CellError(
            f"nomor terlalu {'pendek' if short else 'panjang'} atau salah ketik ({len(digits)} angka sesudah "
            f"kode negara); {_EXAMPLE}"
        )
    return f"+62{digits}"


def superior(cell: Cell) -> str:
    """The superior as written; who he is, only the whole list can tell."""
    check_unrounded(cell)
    if len(cell.text) > LONGEST_SUPERIOR:
        raise CellError(f"atasan paling panjang {LONGEST_SUPERIOR} huruf; tulis NIP-nya saja.")
    return cell.text.lstrip("'’‘`´ ")


def telegram_id(cell: Cell) -> int | None:
    """The number of a person's Telegram account."""
    text = cell.text.lstrip("'’‘`´ ")
    if not text:
        return None
    if re.fullmatch(r"[-‐-―−]\d+", text):
        raise CellError("nomor ID yang negatif milik grup; isi ID Telegram pribadi pegawai atau kosongkan.")
    if text.startswith("@"):
        raise CellError("isi nomor ID Telegram, bukan nama pengguna; kosongkan bila tidak tahu.")
    if not re.fullmatch(r"[0-9]+", text):
        raise CellError(f"{quoted(text)} bukan nomor ID Telegram; isi angka saja atau kosongkan.")
    # Not before its length is known: int() of a very long text is slow.
    if len(text) > len(str(LARGEST_ID)) or not 0 < int(text) <= LARGEST_ID:
        raise CellError("nomor ID Telegram di luar batas; periksa atau kosongkan.")
    return int(text)
