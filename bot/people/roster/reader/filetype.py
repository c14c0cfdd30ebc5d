"""Whether a file may be opened as a list at all: what its first bytes say, and what a zip archive holds.

The name only shows that a file is damaged. An archive is looked at as an attacker would have packed it: its
size, its members, its XML. What is not a list gets one sentence on how to send one.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from bot.people.roster.errors import RosterError, RowError, quoted

MOST_BYTES = 20 * 2**20
MOST_MEMBERS = 1_000
MOST_UNPACKED = 100 * 2**20
# Real sheets compress 10 to 30 times; only padding of one repeated byte exceeds this.
MOST_RATIO = 250
SMALL = 2**20
SAVE_AS = "Simpan sebagai .xlsx atau CSV UTF-8, lalu kirim ulang."
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([^"']{0,40})""")
_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"iso-8859-1"}
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


def inspect_archive(content: bytes) -> None:
    """Raises RosterError with one sentence where the archive must not be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            told = _members(archive.infolist()) or _contents(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        told = f"Berkas rusak atau tidak utuh terkirim. {SAVE_AS}"
    if told:
        raise RosterError([RowError(told)])


def _members(members: list[zipfile.ZipInfo]) -> str | None:
    names = [member.filename.replace("\\", "/") for member in members]
    if any(name.startswith("/") or ".." in name.split("/") or ":" in name for name in names):
        return f"Berkas memuat nama bagian yang mencurigakan. {SAVE_AS}"
    if any(member.flag_bits & 1 for member in members):
        return f"Berkas dikunci kata sandi. Buka kuncinya dahulu. {SAVE_AS}"
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        return f"Berkas berisi makro dan tidak dibuka. {SAVE_AS}"
    if "xl/workbook.bin" in names:
        return f"Berkas .xlsb tidak dapat dibaca. {SAVE_AS}"
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        return f"Berkas ini bukan buku kerja Excel. {SAVE_AS}"
    if len(set(names)) < len(names):
        return f"Berkas memuat bagian yang sama dua kali. {SAVE_AS}"
    unpacked = sum(member.file_size for member in members)
    bloated = any(m.file_size > SMALL and m.file_size > MOST_RATIO * m.compress_size for m in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or bloated:
        return f"Berkas terlalu besar setelah dibuka. Salin daftar pegawai saja ke buku kerja baru. {SAVE_AS}"
    return None


def _contents(archive: zipfile.ZipFile) -> str | None:
    for member in archive.infolist():
        data = archive.read(member)
        if data.startswith(b"PK\x03\x04"):
            return f"Berkas memuat berkas lain di dalamnya. Hapus sisipan itu. {SAVE_AS}"
        if data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<") and not _plain(data):
            return f"Berkas memuat deklarasi XML yang tidak lazim dan tidak dibuka. {SAVE_AS}"
    return None


def _plain(data: bytes) -> bool:
    """No entities, and no encoding that could hide them."""
    bare = data.replace(b"\0", b"") if b"\0" in data[:64] else data
    declared = _ENCODING.match(bare.lstrip(b"\xef\xbb\xbf\xff\xfe"))
    if declared and declared[1].lower() not in _ENCODINGS:
        return False
    return not re.search(rb"<!(?:DOCTYPE|ENTITY)", bare, re.IGNORECASE)
