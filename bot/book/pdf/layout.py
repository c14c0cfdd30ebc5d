"""Flowing text on A4 pages: words wrapped in their styles, pages broken, places remembered; nothing is drawn.

Lengths are millimetres from the upper left corner, sizes points. Every text is brought down to what `Paper`
can draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from bot.printing.paper import Paper
from bot.text.markup import Span, marked

LEFT, RIGHT, TOP, BOTTOM = 20.0, 192.0, 18.0, 276.0
BESIDE = 52.0
"""Where text begins that has its name to the left."""
BODY, SMALL = 9.5, 8.0
GREY, PALE = 75, 200
_LEADING = 0.5  # millimetres of a line for each point of its size
_BASE = 0.75  # how far down a line its letters stand
_UNKNOWN_PAGE = "(hal. 000)"


@dataclass(frozen=True, slots=True)
class Ink:
    """Text on its baseline. `link` is an address or the key of a place; of `page_of` the page is told."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    grey: int = 0
    link: str | None = None
    page_of: str | None = None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line, or with a height a box; `fill` from 0 (black) to 255, None for an outline."""

    x: float
    y: float
    width: float
    height: float = 0.0
    fill: int | None = None
    grey: int = PALE


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go to: its page (from 0) and height there; `title` and `level` stand in the outline."""

    page: int
    y: float
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a word in one style, with its width for each point of size."""

    text: str
    bold: bool
    width: float
    page_of: str | None = None


_Word = tuple[_Piece, ...]


@dataclass(slots=True)
class Layout:
    """Pages as they fill. `paper` only measures."""

    paper: Paper
    pages: list[list[Ink | Stroke]] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    y: float = BOTTOM
    _pieces: dict[tuple[str, bool], _Piece] = field(default_factory=dict)

    def page(self) -> None:
        """Begin a new page."""
        self.pages.append([])
        self.y = TOP

    def room(self, height: float) -> None:
        """See to it that so much fits on this page, else begin the next."""
        if self.y + height > BOTTOM:
            self.page()

    def place(self, key: str, title: str, level: int) -> None:
        """Remember this point of the page."""
        self.places[key] = Place(len(self.pages) - 1, self.y, title, level)

    def put(self, mark: Ink | Stroke) -> None:
        """A mark on the current page."""
        self.pages[-1].append(mark)

    def text(
        self,
        said: str | Sequence[Span],
        *,
        size: float = BODY,
        bold: bool = False,
        grey: int = 0,
        left: float = LEFT,
        link: str | None = None,
        page_of: str | None = None,
        after: float = 1.2,
        keep: float = 0.0,
    ) -> None:
        """A paragraph; `keep` must still fit below its first line, `page_of` adds the page of that place."""
        words = list(self._words(marked(said) if isinstance(said, str) else said, bold))
        if page_of:
            piece = self._piece(_UNKNOWN_PAGE, False)
            words.append((_Piece(piece.text, False, piece.width, page_of),))
        height = size * _LEADING
        for n, line in enumerate(_lines(words, (RIGHT - left) / size)):
            self.room(height + (keep if n == 0 else 0.0))
            self._line(line, left, self.y + height * _BASE, size, grey, link)
            self.y += height
        self.y += after

    def named(self, name: str, said: str | Sequence[Span], *, link: str | None = None) -> None:
        """A paragraph with its name to the left."""
        self.aside(name)
        self.text(said, left=BESIDE, link=link)

    def aside(self, name: str, *, keep: float = BODY * _LEADING) -> None:
        """A name to the left of what comes next, of which `keep` millimetres stay on its page."""
        self.room(keep)
        self.put(Ink(LEFT, self.y + BODY * _LEADING * _BASE, name, SMALL, grey=GREY))

    def item(
        self,
        said: str | Sequence[Span],
        *,
        left: float = BESIDE,
        size: float = BODY,
        grey: int = 0,
        link: str | None = None,
        page_of: str | None = None,
    ) -> None:
        """A line of a list."""
        self.room(size * _LEADING)
        self.put(Ink(left, self.y + size * _LEADING * _BASE, "•", size, grey=grey))
        self.text(said, left=left + 4, size=size, grey=grey, link=link, page_of=page_of, after=0.6)

    def heading(self, said: str, *, size: float = 12.0, keep: float = 14.0) -> None:
        """A heading with a line below; what follows stays on its page."""
        self.y += 3.5
        self.text(said, size=size, bold=True, after=0.8, keep=keep)
        self.put(Stroke(LEFT, self.y, RIGHT - LEFT))
        self.y += 2.4

    def labels(self, said: Sequence[tuple[str, bool]], left: float = LEFT) -> None:
        """Words in boxes beside each other, the dark ones marked; they must fit into a line."""
        self.room(6.5)
        x = left
        for text, dark in said:
            width = self._piece(text, True).width * SMALL + 4
            self.put(Stroke(x, self.y, width, 5.0, 40 if dark else None, 40))
            self.put(Ink(x + 2, self.y + 3.5, text, SMALL, bold=True, grey=255 if dark else 0))
            x += width + 2
        self.y += 6.8

    def _words(self, spans: Sequence[Span], bold: bool) -> Iterator[_Word]:
        """The words of a text; one that is half bold has two pieces."""
        word: list[_Piece] = []
        for span in spans:
            for part in re.split(r"(\s+)", span.text):
                if part.isspace():
                    if word:
                        yield tuple(word)
                    word = []
                elif part:
                    word.append(self._piece(part, bold or span.style == "bold"))
        if word:
            yield tuple(word)

    def _piece(self, text: str, bold: bool) -> _Piece:
        """The text as it can be drawn, measured once."""
        key = text, bold
        if key not in self._pieces:
            self.paper.face(10, bold=bold)
            kept = self.paper.drawable(text)
            if text.startswith(" "):
                kept = f" {kept}"
            self._pieces[key] = _Piece(kept, bold, self.paper.get_string_width(kept) / 10)
        return self._pieces[key]

    def _line(
        self, line: Sequence[_Word], x: float, y: float, size: float, grey: int, link: str | None
    ) -> None:
        """Stretches of one style become one mark each."""
        pieces = []
        for n, word in enumerate(line):
            for m, piece in enumerate(word):
                apart = n > 0 and m == 0 and not piece.page_of
                pieces.append(self._piece(f" {piece.text}", piece.bold) if apart else piece)
        for (bold, page_of), group in groupby(pieces, lambda piece: (piece.bold, piece.page_of)):
            run = list(group)
            x += size * 0.12 if page_of else 0.0
            text = "".join(piece.text for piece in run)
            self.put(Ink(x, y, text, size, bold, grey, page_of or link, page_of))
            x += sum(piece.width for piece in run) * size


def _lines(words: Sequence[_Word], room: float) -> Iterator[list[_Word]]:
    """Words in lines no wider than `room`, in millimetres for each point of their size."""
    line: list[_Word] = []
    used = 0.0
    for word in words:
        more = sum(piece.width for piece in word)
        space = 0.125 if line else 0.0
        if line and used + space + more > room:
            yield line
            line, used, space = [], 0.0, 0.0
        line.append(word)
        used += space + more
    if line:
        yield line
