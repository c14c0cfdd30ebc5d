"""The page of everything printed: A4 or smaller, text that fits, and QR codes as vectors.

The same content and moment give the same bytes. Loading fpdf2 takes a third of a second: import late.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from fpdf import FPDF
from fpdf.fonts import TTFFont

from bot.printing.fonts import BOLD, MONO_BOLD, REGULAR, font
from bot.printing.qr import QUIET, matrix, runs
from bot.text import wrapping

SANS = "sans"
MONO = "mono"

# By family and style. DejaVu's bold has fewer letters than its regular.
_FILES = {(SANS, ""): REGULAR, (SANS, "B"): BOLD, (MONO, "B"): MONO_BOLD}


class Paper(FPDF):
    """A4 in millimetres, without margins or breaks of its own: everything stands where it is told to.

    To be left through `with`: its fonts stay open while it is written.
    """

    def __init__(self, title: str, *, at: datetime) -> None:
        """`at` is an aware time, and the only one that the file mentions."""
        super().__init__(format="A4")
        self.set_margin(0)
        self.set_auto_page_break(False)
        self.alias_nb_pages("")  # a person's name may well contain {nb}
        self.set_creation_date(at)
        self.set_title(title)
        self.set_lang("id")
        for (family, style), name in _FILES.items():
            self.add_font(family, style, font(name))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for opened in self.fonts.values():
            if isinstance(opened, TTFFont):
                opened.close()

    def face(self, size: float, *, family: str = SANS, bold: bool = False, grey: int = 0) -> None:
        """How the next text looks: its size in points, 0 for black up to 255 for white."""
        self.set_font(family, "B" if bold else "", size)
        self.set_text_color(grey)

    def fit(self, text: str, width: float, sizes: Sequence[float]) -> None:
        """Set the first of the sizes in which the text is no wider than `width`, else the last."""
        for size in sizes:
            self.set_font_size(size)
            if self.get_string_width(self.drawable(text)) <= width:
                return

    def drawable(self, text: str) -> str:
        """The text in one line and in letters that the current font has; a box stands for any other."""
        current = self.current_font
        return wrapping.drawable(text, current.cmap if isinstance(current, TTFFont) else {})

    def shortened(self, text: str, width: float) -> str:
        """The drawable text, ended with … where it would be wider than `width`."""
        return wrapping.shortened(self.drawable(text), width, self.get_string_width)

    def wrapped(self, text: str, width: float) -> list[str]:
        """The drawable text in lines no wider than `width`; a word that needs more is broken."""
        space = self.get_string_width(" ")
        return wrapping.wrapped(self.drawable(text), width, self.get_string_width, space)

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """The same in `most` lines at most, the last ended with … where more would follow; – for nothing."""
        lines = self.wrapped(text, width) or ["–"]
        if len(lines) <= most:
            return lines
        return [*lines[: most - 1], self.shortened(" ".join(lines[most - 1 :]), width)]

    def qr(self, content: str, x: float, y: float, side: float) -> None:
        """A QR code in a square of `side` that includes its quiet zone.

        One path of whole modules, so that no hairline parts its rows and a page of ten stays small.
        """
        modules = matrix(content)
        module = side / (len(modules) + 2 * QUIET) * self.k
        left = x * self.k + QUIET * module
        top = (self.h - y) * self.k - QUIET * module
        drawn = [f"q 0 g {module:.5f} 0 0 {-module:.5f} {left:.3f} {top:.3f} cm"]
        drawn += [f"{column} {row} {length} 1 re" for row, column, length in runs(modules)]
        self._out("\n".join([*drawn, "f Q"]))
