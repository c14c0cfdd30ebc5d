"""Files that are no list of employees, or that must not be opened."""

from __future__ import annotations

import io
import zipfile
import zlib

from tests.people.roster.reader.defect import Defects, files
from tests.people.roster.reader.sheets import csv, repacked, rows, xlsx

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MB = 2**20


def _zip(members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def _good() -> bytes:
    return xlsx(rows())


def _with(name: str, data: bytes = b"x") -> bytes:
    return repacked(_good(), more={name: data})


def _prefixed(part: str, text: bytes) -> bytes:
    """`text` between the declaration and the root of a part."""

    def edit(name: str, data: bytes) -> bytes:
        if not name.endswith(part):
            return data
        head, mark, rest = data.partition(b"?>") if data.startswith(b"<?xml") else (b"", b"", data)
        return head + mark + text + rest

    return repacked(_good(), edit)


def _declared(encoding: str) -> bytes:
    def edit(name: str, data: bytes) -> bytes:
        body = data.partition(b"?>")[2] if data.startswith(b"<?xml") else data
        return f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + body if "sheet1" in name else data

    return repacked(_good(), edit)


def _flagged(content: bytes) -> bytes:
    """Every member marked as encrypted, in the central directory too."""
    marked = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = marked.find(signature)
        while start >= 0:
            marked[start + offset] |= 1
            start = marked.find(signature, start + 4)
    return bytes(marked)


def _flipped(content: bytes) -> bytes:
    """The sheet's packed bytes turned over."""
    start = content.index(b"xl/worksheets/sheet1.xml") + 24
    return content[:start] + bytes(255 - byte for byte in content[start : start + 40]) + content[start + 40 :]


def _hollow(part: str, data: bytes) -> bytes:
    return repacked(_good(), lambda name, old: data if name == part else old)


FILES: Defects = {
    "an empty file": files("kosong", b"", b"\xef\xbb\xbf", b" \r\n\t\r\n"),
    "an old workbook": files(
        ".xls lama", _OLE, _OLE + b"\0" * 512, _OLE + "Workbook".encode("utf-16-le"), name="daftar.xls"
    ),
    "an encrypted workbook": files(
        "kata sandi",
        _OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"),
        lambda: _flagged(_good()),
        lambda: _flagged(_zip({"[Content_Types].xml": b"", "xl/workbook.xml": b""})),
    ),
    "an OpenDocument sheet": files(
        ".ods",
        *(
            _zip({"mimetype": b"application/vnd.oasis.opendocument." + kind, "content.xml": b"<a/>"})
            for kind in (b"spreadsheet", b"spreadsheet-template", b"text")
        ),
    ),
    "a PDF": files("PDF", b"%PDF-1.4", b"%PDF-1.7\n%\xe2\xe3", b"%PDF-2.0 nama,nip,status,unit"),
    "a picture": files(
        "gambar",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0JFIF",
        b"GIF89a",
        b"BM\x36\0\0\0",
        b"RIFF\0\0\0\0WEBP",
    ),
    "another archive or document": files(
        "bukan daftar pegawai", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27", b"{\\rtf1", b"\x1f\x8b\x08"
    ),
    "a web page called a sheet": files(
        "halaman web",
        b"<html><table><tr><td>nama</td></tr></table></html>",
        b"\xef\xbb\xbf<!DOCTYPE html><html></html>",
        b'\n<?xml version="1.0"?><Workbook/>',
        b"<TABLE border=1>",
        name="daftar.xls",
    ),
    "an archive that is no workbook": files(
        "bukan buku kerja",
        _zip({"nama.csv": b"nama,nip"}),
        _zip({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}),
        _zip({}),
    ),
    "a binary workbook": files(
        ".xlsb",
        *(
            _zip({"[Content_Types].xml": b"", "xl/workbook.bin": data, "xl/styles.bin": b""})
            for data in (b"", b"\x83\x01", b"\0" * 99)
        ),
    ),
    "a workbook cut short": files(
        "rusak", lambda: _good()[:-30], lambda: _good()[:2000], lambda: _flipped(_good()), lambda: _good()[:4]
    ),
    "a workbook with damaged contents": files(
        "rusak",
        lambda: _hollow("xl/workbook.xml", b"<workbook/>"),
        lambda: _hollow("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
        lambda: _hollow("xl/styles.xml", b"bukan xml"),
        lambda: _hollow("[Content_Types].xml", b"<Types/>"),
    ),
    "a workbook by name only": files(
        "bukan buku kerja",
        b"nama,nip,status,unit",
        b"\x01\x02\x03\x04",
        lambda: _good()[1:],
        name="daftar.XLSX",
    ),
    "a file too large": files(
        "20 MB",
        lambda: b"n" * (20 * _MB + 1),
        lambda: b"PK\x03\x04" + bytes(20 * _MB),
        lambda: b"%PDF" + bytes(21 * _MB),
    ),
    "a bomb": files(
        "terlalu besar setelah dibuka",
        lambda: _with("xl/media/a.xml", bytes(2 * _MB)),
        lambda: _zip({"[Content_Types].xml": b"", "xl/a": b"<a/>", **{f"xl/{n}": b"" for n in range(1000)}}),
        lambda: _declared_size(_with("xl/media/a.bin", zlib.compress(b"x")), 101 * _MB),
    ),
    "a file within the file": files(
        "berkas lain di dalamnya",
        lambda: _with("xl/embeddings/a.xlsx", _good()),
        lambda: _with("xl/media/gambar.png", _zip({"a": b""}).replace(b"PK\x05\x06", b"PK\x03\x04")),
        lambda: _with("customXml/item1.xml", _zip({"a": b"a"})),
    ),
    "a member that climbs out": files(
        "mencurigakan",
        *(_with(name) for name in ("../a.xml", "/etc/passwd", "xl/..\\..\\a.xml", "C:\\a.xml")),
    ),
    "entities in the XML": files(
        "deklarasi XML",
        lambda: _prefixed("sheet1.xml", b'<!DOCTYPE a [<!ENTITY b "c">]>'),
        lambda: _prefixed("workbook.xml", b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'),
        lambda: _prefixed("_rels/.rels", b"\n<!doctype a>"),
        lambda: _hollow(
            "xl/styles.xml", '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16")
        ),
    ),
    "XML in a strange encoding": files(
        "deklarasi XML", *((lambda name=name: _declared(name)) for name in ("cp037", "utf-7", "shift_jis"))
    ),
    "macros": files(
        "makro",
        lambda: _with("xl/vbaProject.bin"),
        lambda: _with("xl/VBAPROJECT.BIN"),
        lambda: _with("xl/macros/vbaProject.bin"),
    ),
    "a part twice": files(
        "dua kali",
        *(
            (lambda name=name: _twice(name))
            for name in ("xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml")
        ),
    ),
    "too many rows": files(
        "50.000",
        lambda: csv([("nama", "nip", "status", "unit"), *[("Ani", "", "PPNPN", "A")] * 50_020]),
        lambda: b"nama;nip\n" + b"a\n" * 60_000,
        lambda: b"a\n" * 50_011,
    ),
}


def _declared_size(content: bytes, size: int) -> bytes:
    """The last member's unpacked size, as the central directory declares it, set to `size`."""
    start = content.rindex(b"PK\x01\x02") + 24
    return content[:start] + size.to_bytes(4, "little") + content[start + 4 :]


def _twice(name: str) -> bytes:
    file = io.BytesIO(_good())
    with zipfile.ZipFile(file, "a") as archive:
        data = archive.read(name)
        # Under another name first, as zipfile warns of doubles.
        other = "X" * len(name)
        archive.writestr(other, data)
    return file.getvalue().replace(other.encode(), name.encode())
