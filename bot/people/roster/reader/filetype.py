"""What sort of file it is, told by its first bytes; its name only shows that it is damaged.

It must not read further than that; what is not a list gets one sentence on how to send one.
"""

from __future__ import annotations

import re

from bot.people.roster.fault import RosterError, RowError
from bot.people.roster.flaw import quoted
from bot.people.roster.reader.archive import SAVE_AS

MOST_BYTES = 20 * 2**20
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "gambar",
    b"\xff\xd8\xff": "gambar",
    b"GIF8": "gambar",
    b"RIFF": "gambar",
    b"BM": "gambar",
    b"II*\0": "gambar",
    b"MM\0*": "gambar",
    b"Rar!": "arsip RAR",
    b"7z\xbc\xaf": "arsip 7z",
    b"\x1f\x8b": "arsip gzip",
    b"{\\rtf": "dokumen RTF",
}
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|head|body|style|\?xml|meta)", re.IGNORECASE)


def is_workbook(content: bytes, name: str) -> bool:
    """True for XLSX, False for text; raises RosterError for everything else that can be named."""
    if told := _unreadable(content):
        raise RosterError([RowError(told)])
    zipped = content.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    if not zipped and name.casefold().endswith((".xlsx", ".xlsm")):
        raise RosterError(
            [RowError(f"Isi berkas {quoted(name)} bukan buku kerja Excel. Buka di Excel. {SAVE_AS}")]
        )
    return zipped


def _unreadable(content: bytes) -> str | None:
    if len(content) > MOST_BYTES:
        return (
            f"Berkas lebih dari {MOST_BYTES // 2**20} MB. Salin daftarnya saja ke buku kerja baru. {SAVE_AS}"
        )
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        return f"Berkas kosong. Isi daftar pegawai. {SAVE_AS}"
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            return f"Berkas dikunci kata sandi. Buka kuncinya di Excel. {SAVE_AS}"
        return f"Berkas .xls lama tidak dapat dibaca. {SAVE_AS}"
    if b"opendocument" in content[:120] and content.startswith(b"PK"):
        return f"Berkas .ods tidak dapat dibaca. {SAVE_AS}"
    if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        return f"Berkas ini halaman web atau XML, bukan daftar pegawai. Buka di Excel. {SAVE_AS}"
    for magic, what in _OTHERS.items():
        if content.startswith(magic) and (magic != b"BM" or b"\0" in content[:16]):
            return f"Berkas ini {what}, bukan daftar pegawai. {SAVE_AS}"
    return None
