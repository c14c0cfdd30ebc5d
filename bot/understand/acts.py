"""A message → its pieces, hardly ever with more than one act: parted at sentence ends, commas and joints.

Pieces are ranges of the text as written, so that the learned reader can hear each in its surroundings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

Range = tuple[int, int]
"""Start and end of a piece, in characters of the message."""

MOST = 12
"""Pieces that are looked at one by one; a message with more is too long to be permitted anything."""
_SHORTEST, _LONGEST = 2, 40
"""Words below which a piece belongs to the one before it, and above which it is cut: the learned reader does
not see the end of a longer one."""
_STOP = r"(?<!\d)[.,]|[.,](?!\d)|[?!;:\n()–—]+|\s-\s"
_WORD = re.compile(r"\S+")


def pieces(text: str, connectors: tuple[str, ...], closings: tuple[str, ...] = ()) -> tuple[Range, ...]:
    """The pieces in order, without the space around them; the whole text alone where nothing parts it."""
    found: list[Range] = []
    for start, end in _parted(text, connectors, closings):
        words = [match.span() for match in _WORD.finditer(text, start, end)]
        if not words:
            continue
        piece = words[0][0], words[-1][1]
        if found and (len(words) < _SHORTEST or _folded(text, piece) in closings):
            found[-1] = found[-1][0], piece[1]
        else:
            found.append(piece)
    if len(found) > 1 and len(text[slice(*found[0])].split()) < _SHORTEST:
        found[:2] = [(found[0][0], found[1][1])]
    return tuple(cut for piece in found for cut in _cut(text, piece)) or ((0, len(text)),)


def _parted(text: str, connectors: tuple[str, ...], closings: tuple[str, ...]) -> Iterator[Range]:
    """The ranges between joints, and after each closing."""
    breaks = [match.span() for match in _joints(connectors).finditer(text)]
    if closings:
        breaks += [(match.end(), match.end()) for match in _ends(closings).finditer(text)]
    start = 0
    for at, after in sorted(breaks):
        yield start, max(start, at)
        start = max(start, after)
    yield start, len(text)


def _cut(text: str, piece: Range) -> list[Range]:
    words = [match.span() for match in _WORD.finditer(text, *piece)]
    chunks = [words[at : at + _LONGEST] for at in range(0, len(words), _LONGEST)]
    return [(chunk[0][0], chunk[-1][1]) for chunk in chunks]


def _folded(text: str, piece: Range) -> str:
    return " ".join(text[slice(*piece)].casefold().split())


@lru_cache(maxsize=8)
def _joints(connectors: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{_STOP}|{_any(connectors)}" if connectors else _STOP, re.IGNORECASE)


@lru_cache(maxsize=8)
def _ends(closings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_any(closings), re.IGNORECASE)


def _any(phrases: tuple[str, ...]) -> str:
    """A pattern for any of the phrases, the longer ones first."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest)
    return rf"\b(?:{words})\b"
