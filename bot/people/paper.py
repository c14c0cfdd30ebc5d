"""What all printed papers share: an A4 page, letters for names of any alphabet, and QR codes as vectors.

The same content and moment give the same bytes. Loading fpdf2 takes a third of a second: import late.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Self

import segno
from fpdf import FPDF
from fpdf.fonts import TTFFont

SANS = "sans"
MONO = "mono"

# By family and style. DejaVu's bold has fewer letters than its regular; Mono has a dotted zero.
_FILES = {
    (SANS, ""): "DejaVuSans.ttf",
    (SANS, "B"): "DejaVuSans-Bold.ttf",
    (MONO, "B"): "DejaVuSansMono-Bold.ttf",
}
_UNKNOWN = "□"
_QUIET = 4  # modules that must stay white around a QR code


def fonts() -> Path:
    """The folder of DejaVu inside matplotlib, found without loading matplotlib."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib, which carries the fonts, is not installed")
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"


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
            self.add_font(family, style, fonts() / name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

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
        font = self.current_font
        known = font.cmap if isinstance(font, TTFFont) else {}
        kept = []
        for letter in " ".join(unicodedata.normalize("NFC", text).split()):
            kind = unicodedata.category(letter)
            if kind == "Cf":
                continue  # joiners and turns of direction mean nothing where letters are merely set in a row
            if ord(letter) in known:
                kept.append(letter)
            elif kind not in {"Cc", "Mn", "Me", "Sk"}:  # marks without a width of their own just fall away
                kept.append(_UNKNOWN)
        return "".join(kept)

    def shortened(self, text: str, width: float) -> str:
        """The drawable text, ended with … where it would be wider than `width`."""
        text = self.drawable(text)
        if self.get_string_width(text) <= width:
            return text
        return self._head(text, width - self.get_string_width("…")).rstrip(" ,.") + "…"

    def wrapped(self, text: str, width: float) -> list[str]:
        """The drawable text in lines no wider than `width`; a word that needs more is broken."""
        lines: list[str] = []
        line, used = "", 0.0
        space = self.get_string_width(" ")
        for word in self.drawable(text).split():
            more = self.get_string_width(word)
            if line and used + space + more <= width:
                line, used = f"{line} {word}", used + space + more
                continue
            if line:
                lines.append(line)
            while more > width and len(word) > 1:
                head = self._head(word, width)
                lines.append(head)
                word = word[len(head) :]
                more = self.get_string_width(word)
            line, used = word, more
        return [*lines, line] if line else lines

    def _head(self, text: str, width: float) -> str:
        """As much of the text's beginning as fits, though at least one letter."""
        low, high = 1, max(1, len(text))
        while low < high:
            middle = (low + high + 1) // 2
            if self.get_string_width(text[:middle]) <= width:
                low = middle
            else:
                high = middle - 1
        return text[:low]

    def qr(self, content: str, x: float, y: float, side: float) -> None:
        """A QR code, level M or better, in a square of `side` that includes its quiet zone.

        One path of whole modules, so that no hairline parts its rows and a page of ten stays small.
        """
        matrix = segno.make_qr(content, error="m").matrix
        module = side / (len(matrix) + 2 * _QUIET) * self.k
        left = x * self.k + _QUIET * module
        top = (self.h - y) * self.k - _QUIET * module
        drawn = [f"q 0 g {module:.5f} 0 0 {-module:.5f} {left:.3f} {top:.3f} cm"]
        drawn += [f"{column} {row} {length} 1 re" for row, column, length in runs(matrix)]
        self._out("\n".join([*drawn, "f Q"]))


def runs(matrix: tuple[bytearray, ...]) -> list[tuple[int, int, int]]:
    """Row, column and length of every unbroken run of dark modules."""
    return [
        (row, cells[0][0], len(cells))
        for row, modules in enumerate(matrix)
        for dark, group in groupby(enumerate(modules), lambda cell: cell[1])
        if dark and (cells := list(group))
    ]
