"""The cells that hold words: name, status, unit, position, zone, superior, and the Telegram id.

It must not know other rows, nor numbers of employees and telephones.
"""

from __future__ import annotations

import re

from bot.people.member import Status, Zone
from bot.people.roster.errors import CellError, quoted
from bot.people.roster.reader.cells import Cell, CellKind

SHORTEST_NAME, LONGEST_NAME = 2, 100
LONGEST_POSITION = 120
LONGEST_SUPERIOR = 120
LONGEST_PART = 80
DEEPEST = 6
LARGEST_ID = 2**52
_STATUSES = {
    Status.PNS: "pns, pegawainegerisipil",
    Status.CPNS: "cpns, calonpns, calonpegawainegerisipil",
    Status.PPPK: "pppk, p3k, pppkparuhwaktu, p3kparuhwaktu, pppkpenuhwaktu, p3kpenuhwaktu, "
    "pegawaipemerintahdenganperjanjiankerja",
    Status.PPNPN: "ppnpn, honorer, tenagahonorer, nonasn, thl, tenagakontrak, ptt, "
    "pegawaipemerintahnonpegawainegeri",
}
_STATUS = {spelling: status for status, names in _STATUSES.items() for spelling in names.split(", ")}
# What a failed formula leaves behind when its value is copied.
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)")
_ZONE = {
    **{zone.value.casefold(): zone for zone in Zone},
    **{zone.key.casefold(): zone for zone in Zone},
    "asia/pontianak": Zone.WIB,
}


def name(cell: Cell) -> str:
    """Raises CellError, as do all here."""
    text = cell.text
    if not text:
        raise CellError("nama belum diisi.")
    if not any(map(str.isalpha, text)):
        raise CellError(f"{quoted(text)} bukan nama karena tidak berisi huruf.")
    if not SHORTEST_NAME <= len(text) <= LONGEST_NAME:
        raise CellError(f"nama harus {SHORTEST_NAME} sampai {LONGEST_NAME} huruf, di sini {len(text)}.")
    return text


def status(cell: Cell) -> Status:
    """The status, also under the names of everyday."""
    if not cell.text:
        raise CellError("status belum diisi; pilih PNS, CPNS, PPPK, atau PPNPN.")
    found = _STATUS.get(re.sub(r"[\W_]", "", cell.text.casefold()))
    if found is None:
        raise CellError(f"status {quoted(cell.text)} tidak dikenal; pilih PNS, CPNS, PPPK, atau PPNPN.")
    return found


def unit(cell: Cell) -> tuple[str, ...]:
    """The path from the top."""
    if not cell.text:
        raise CellError("unit belum diisi; tulis misalnya Dinas Pendidikan/Bidang SMP.")
    parts = tuple(part.strip() for part in cell.text.split("/"))
    if not all(parts):
        raise CellError("ada nama unit yang kosong di antara garis miring; hapus garis miring yang berlebih.")
    if len(parts) > DEEPEST:
        raise CellError(f"unit paling banyak {DEEPEST} tingkat, di sini {len(parts)}; ringkas jalurnya.")
    if long := next((part for part in parts if len(part) > LONGEST_PART), None):
        raise CellError(f"nama unit {quoted(long)} lebih dari {LONGEST_PART} huruf; singkat namanya.")
    keys = [unit_key(part) for part in parts]
    if again := next((part for part, k in zip(parts, keys, strict=True) if keys.count(k) > 1), None):
        raise CellError(
            f"unit {quoted(again)} tidak mungkin berada di dalam dirinya sendiri; perbaiki jalurnya."
        )
    return parts


def unit_key(part: str) -> str:
    """What two spellings of one unit share."""
    return part.casefold().replace(" ", "")


def position(cell: Cell) -> str:
    """The position, which may be left empty."""
    if len(cell.text) > LONGEST_POSITION:
        raise CellError(
            f"jabatan paling panjang {LONGEST_POSITION} huruf, di sini {len(cell.text)}; singkat."
        )
    return cell.text


def zone(cell: Cell) -> Zone | None:
    """The zone; none given means the office's own."""
    found = _ZONE.get(cell.text.casefold())
    if cell.text and found is None:
        raise CellError(f"zona {quoted(cell.text)} tidak dikenal; pilih WIB, WITA, atau WIT, atau kosongkan.")
    return found


def superior(cell: Cell) -> str:
    """The superior as written; who he is, only the whole list can tell."""
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


def usable(cell: Cell, *, numbers: bool, signed: bool = False) -> None:
    """Raises CellError where the kind of cell rules it out; `signed` lets + and - stand before a digit."""
    match cell.kind:
        case CellKind.FORMULA:
            raise CellError("berisi rumus; salin, lalu tempel sebagai nilai saja.")
        case CellKind.ERROR | CellKind.TEXT if cell.kind is CellKind.ERROR or _ERROR.fullmatch(cell.text):
            raise CellError(f"berisi galat {quoted(cell.text)}; ketik ulang nilainya.")
        case CellKind.DATE:
            raise CellError("Excel mengubahnya menjadi tanggal; ubah kolom menjadi Teks, lalu ketik ulang.")
        case CellKind.BOOLEAN:
            raise CellError("berisi nilai BENAR/SALAH; ketik ulang sebagai teks.")
        case CellKind.NUMBER if not numbers:
            raise CellError(f"berisi bilangan {quoted(cell.text)}, seharusnya teks; ketik ulang.")
        case CellKind.TEXT if cell.text[:1] in "=+-@" and cell.text:
            if signed and re.match(r"[+-][\d\s(]|@", cell.text):
                return
            raise CellError(
                f"{quoted(cell.text)} terbaca sebagai rumus karena diawali '{cell.text[0]}'; "
                "hapus tanda itu di awal."
            )
