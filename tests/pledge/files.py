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
