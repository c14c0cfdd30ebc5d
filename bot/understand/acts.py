"""A message → its pieces, hardly ever with more than one act: parted at sentence ends, commas and joints.

Works on the text as written, so that the learned reader sees each piece as the person wrote it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

MOST = 8
"""Pieces that are looked at one by one; a message with more is too long to be permitted anything."""
_SHORTEST, _LONGEST = 2, 40
"""Words below which a piece belongs to the one before it, and above which it is cut: the learned reader does
not see the end of a longer one."""
_SPANNED = 3
"""Pieces from which neighbours are read together too; of two, the whole is that."""
_STOP = r"(?<!\d)[.,]|[.,](?!\d)|[?!;:\n()–—]+|\s-\s"


def pieces(text: str, connectors: tuple[str, ...], closings: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The pieces in order, whitespace trimmed; the whole text alone where nothing parts it."""
    found: list[str] = []
    for part in _joints(connectors).split(_ends(closings).sub(r"\1\n", text) if closings else text):
        piece = " ".join(part.split())
        if not piece:
            continue
        if found and (len(piece.split()) < _SHORTEST or piece.casefold() in closings):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    if len(found) > 1 and len(found[0].split()) < _SHORTEST:
        found[:2] = [f"{found[0]} {found[1]}"]
    return tuple(cut for piece in found for cut in _cut(piece)) or (text,)


def spans(parted: tuple[str, ...]) -> tuple[str, ...]:
    """Each two neighbouring pieces together, where there are more than two: what one says of the other's act
    ("adik saya nyaleg, saya bantu") is lost on either alone."""
    if len(parted) < _SPANNED:
        return ()
    return tuple(f"{first}, {second}" for first, second in pairwise(parted))


def _cut(piece: str) -> list[str]:
    words = piece.split()
    return [" ".join(words[start : start + _LONGEST]) for start in range(0, len(words), _LONGEST)]


@lru_cache(maxsize=8)
def _joints(connectors: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{_STOP}|{_any(connectors)}" if connectors else _STOP, re.IGNORECASE)


@lru_cache(maxsize=8)
def _ends(closings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"({_any(closings)})", re.IGNORECASE)


def _any(phrases: tuple[str, ...]) -> str:
    """A pattern for any of the phrases, the longer ones first."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest)
    return rf"\b(?:{words})\b"
