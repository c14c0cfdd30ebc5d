"""A message → its pieces, hardly ever with more than one act: parted at sentence ends, commas and joints.

Works on the text as written, so that the learned reader sees each piece as the person wrote it.
"""

from __future__ import annotations

import re
from functools import lru_cache

MOST = 6
"""Pieces that are looked at one by one; a message with more is too long to be permitted anything."""
_SHORTEST, _LONGEST = 2, 40
"""Words below which a piece belongs to the one before it, and above which it is cut: the learned reader does
not see the end of a longer one."""
_STOP = r"(?<!\d)[.,]|[.,](?!\d)|[?!;:\n()–—]+|\s-\s"


def pieces(text: str, connectors: tuple[str, ...]) -> tuple[str, ...]:
    """The pieces in order, whitespace trimmed; the whole text alone where nothing parts it."""
    found: list[str] = []
    for part in _pattern(connectors).split(text):
        piece = " ".join(part.split())
        if not piece:
            continue
        if found and len(piece.split()) < _SHORTEST:
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    if len(found) > 1 and len(found[0].split()) < _SHORTEST:
        found[:2] = [f"{found[0]} {found[1]}"]
    return tuple(cut for piece in found for cut in _cut(piece)) or (text,)


def _cut(piece: str) -> list[str]:
    words = piece.split()
    return [" ".join(words[start : start + _LONGEST]) for start in range(0, len(words), _LONGEST)]


@lru_cache(maxsize=8)
def _pattern(connectors: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(
        re.escape(word).replace("\\ ", r"\s+") for word in sorted(connectors, key=len, reverse=True)
    )
    return re.compile(rf"{_STOP}|\b(?:{words})\b" if words else _STOP, re.IGNORECASE)
