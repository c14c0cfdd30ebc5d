"""Telephone numbers as offices write them, to +62… and its likes; must not know whose they are."""

from __future__ import annotations

import re

from bot.people.roster.flaw import CellError
from bot.people.roster.reader.cells import Cell
from bot.people.roster.reader.nip import whole

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
        whole(cell)
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
