"""Campaigns made up for a test, and what readers of PDF, PNG and XLSX find in the papers."""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image

from bot.config import LOCALES
from bot.pledge.model import Counts, Entry, Standing
from bot.wording import Wording

ID, EN = Wording(LOCALES, "id"), Wording(LOCALES, "en")
AT = datetime(2026, 11, 22, 1, 14, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Makassar")
HASH = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
LONG = "I Gusti Ayu Putu Wulandari Kusumaningtyas Prabhaswari Dewi Lestari " * 4

_FEW = st.integers(0, 2000)
UNITS = st.lists(st.sampled_from(["Dinas A", "Bidang 1", "B" * 40, "", "'x'", "[y]"]), max_size=3).map(
    "/".join
)
COUNTS = st.builds(Counts, UNITS, _FEW, _FEW, _FEW, _FEW, _FEW, _FEW)


def person(name: str = "Ani", unit: str = "Dinas A", **others: object) -> Entry:
    given = {"number": "", "status": "PNS", "standing": Standing.PENDING, "receipt": "", "at": None}
    return Entry(name=name, unit=unit, **(given | others))


def pages(pdf: bytes) -> list[list[tuple[str, float, float]]]:
    """What each page says, in the order of drawing: (text, points from the left, points from the bottom)."""
    objects = dict(re.findall(rb"(?s)\n(\d+) 0 obj\n(.*?)\nendobj", pdf))

    def stream(key: bytes) -> bytes:
        raw = re.search(rb"(?s)stream\n(.*)\nendstream", objects[key])[1]
        return zlib.decompress(raw) if b"FlateDecode" in objects[key] else raw

    letters = {}
    fonts = next(body for body in objects.values() if re.search(rb"/Font <<", body))
    for font, key in re.findall(rb"/F(\d+) (\d+) 0 R", fonts):
        table = stream(re.search(rb"/ToUnicode (\d+)", objects[key])[1])
        letters[font] = {
            int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be")
            for code, to in re.findall(rb"<(\w{4})> <(\w+)>", table)
        }
    found = []
    for body in objects.values():
        if not re.search(rb"/Type /Page\b", body):
            continue
        content = stream(re.search(rb"/Contents (\d+)", body)[1])
        font, texts = b"", []
        for new, x, y, said in re.findall(
            rb"(?s)/F(\d+) [\d.]+ Tf|BT (\S+) (\S+) Td \(((?:\\.|[^\\)])*)\) Tj", content
        ):
            if new:
                font = new
                continue
            plain = re.sub(rb"(?s)\\(.)", lambda match: {b"r": b"\r"}.get(match[1], match[1]), said)
            codes = plain.decode("utf-16-be")
            texts.append(("".join(letters[font][ord(code)] for code in codes), float(x), float(y)))
        found.append(texts)
    return found


def said(pdf: bytes) -> list[list[str]]:
    return [[text for text, _, _ in page] for page in pages(pdf)]


def modules(pdf: bytes) -> list[tuple[int, int, int]]:
    """Row, column and length of the dark runs of the only QR code, from the first page that has one."""
    streams = re.findall(rb"(?s)/FlateDecode[^>]*>>\nstream\n(.*?)\nendstream", pdf)
    (drawn,) = [text for raw in streams if b"q 0 g " in (text := zlib.decompress(raw))]
    found = re.findall(rb"(?m)^(\d+) (\d+) (\d+) 1 re$", drawn)
    return [(int(row), int(column), int(length)) for column, row, length in found]


def sheets(xlsx: bytes) -> dict[str, list[tuple[object, ...]]]:
    """All rows of every sheet, in their order."""
    book = load_workbook(BytesIO(xlsx))
    return {sheet.title: list(sheet.values) for sheet in book.worksheets}


def picture(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")
