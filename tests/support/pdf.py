"""What a reader finds in the PDFs that we draw: each page's words and where they stand."""

from __future__ import annotations

import re
import zlib


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
    """The words alone."""
    return [[text for text, _, _ in page] for page in pages(pdf)]
