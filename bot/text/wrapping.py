"""Text set in lines of a given width, for pages and pictures alike; who calls says how wide a text is.

Knows no font: `known` are the code points that one has, `measure` gives a text's width in the caller's unit.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Container

_UNKNOWN = "□"
# Marks without a width of their own, and controls, just fall away.
_WITHOUT_WIDTH = frozenset({"Cc", "Mn", "Me", "Sk"})
Measure = Callable[[str], float]


def drawable(text: str, known: Container[int]) -> str:
    """The text in one line and in letters that the font has; a box stands for any other."""
    kept = []
    for letter in " ".join(unicodedata.normalize("NFC", text).split()):
        kind = unicodedata.category(letter)
        if kind == "Cf":
            continue  # joiners and turns of direction mean nothing where letters are merely set in a row
        if ord(letter) in known:
            kept.append(letter)
        elif kind not in _WITHOUT_WIDTH:
            kept.append(_UNKNOWN)
    return "".join(kept)


def wrapped(text: str, width: float, measure: Measure, space: float) -> list[str]:
    """Lines no wider than `width`, `space` being a blank's width; a word that needs more is broken."""
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split():
        more = measure(word)
        if line and used + space + more <= width:
            line, used = f"{line} {word}", used + space + more
            continue
        if line:
            lines.append(line)
        while more > width and len(word) > 1:
            head = beginning(word, width, measure)
            lines.append(head)
            word = word[len(head) :]
            more = measure(word)
        line, used = word, more
    return [*lines, line] if line else lines


def shortened(text: str, width: float, measure: Measure) -> str:
    """The text, ended with … where it would be wider than `width`."""
    if measure(text) <= width:
        return text
    return beginning(text, width - measure("…"), measure).rstrip(" ,.") + "…"


def beginning(text: str, width: float, measure: Measure) -> str:
    """As much of the text's beginning as fits, though at least one letter."""
    lengths = range(1, len(text) + 1)
    return text[: max(1, bisect_right(lengths, width, key=lambda n: measure(text[:n])))]
