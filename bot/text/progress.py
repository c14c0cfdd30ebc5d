"""How much of a whole is done: as whole percent and as a bar of ten cells.

Both are rounded down everywhere, so that the chat, the picture, the PDF and the spreadsheet of one recap say
the same, and 100 % or a full bar stands only where nothing is missing. None of none is 0: where nothing was
asked for nothing has been done, and a screen that wants to say "finished" says so in words.
"""

from __future__ import annotations

CELLS = 10
_FULL, _EMPTY = "▓", "░"


def parts(done: int, whole: int, of: int) -> int:
    """How many of `of` equal parts are done, rounded down."""
    return done * of // whole if whole else 0


def percent(done: int, whole: int) -> int:
    """Whole percent, rounded down."""
    return parts(done, whole, 100)


def bar(done: int, whole: int) -> str:
    """▓▓▓▓▓▓░░░░ for two of three."""
    full = parts(done, whole, CELLS)
    return _FULL * full + _EMPTY * (CELLS - full)
