"""Cells that hold words: name, status, unit, position and zone.

Each function takes a cell to its value or raises CellError.
"""

from __future__ import annotations

import re

from bot.people.member import Status, Zone
from bot.people.roster.errors import CellError, quoted
from bot.people.roster.reader.cells import Cell

SHORTEST_NAME, LONGEST_NAME = 2, 100
LONGEST_POSITION = 120
LONGEST_PART = 80
DEEPEST = 6
_STATUSES = {
    Status.PNS: "pns, pegawainegerisipil",
    Status.CPNS: "cpns, calonpns, calonpegawainegerisipil",
    Status.PPPK: "pppk, p3k, pppkparuhwaktu, p3kparuhwaktu, pppkpenuhwaktu, p3kpenuhwaktu, "
    "pegawaipemerintahdenganperjanjiankerja",
    Status.PPNPN: "ppnpn, honorer, tenagahonorer, nonasn, thl, tenagakontrak, ptt, "
    "pegawaipemerintahnonpegawainegeri",
}
_STATUS = {spelling: status for status, names in _STATUSES.items() for spelling in names.split(", ")}
_ZONE = {
    **{zone.value.casefold(): zone for zone in Zone},
    **{zone.key.casefold(): zone for zone in Zone},
    "asia/pontianak": Zone.WIB,
}


def name(cell: Cell) -> str:
    """The name as written."""
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
