"""The picture of a campaign for a phone: a bar for each top-level unit, and the figures beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Literal

from bot.people.member import SEPARATOR
from bot.pledge.model import Counts, Standing
from bot.pledge.recap.figures import STANDINGS, by_top, percent, total
from bot.printing.fonts import BOLD, REGULAR, font
from bot.text import wrapping
from bot.text.numbers import number
from bot.wording import Wording

MOST = 20
"""How many units get a bar of their own."""

# All lengths are pixels, measured from the top left corner.
_WIDTH, _EDGE = 1000, 40
_INSIDE = _WIDTH - 2 * _EDGE
_BAR, _THINNEST = 26, 5
_BETWEEN = 28  # a unit's name and its figures

_INK, _SOFT = "#1b1f24", "#5a636e"
# Told apart without colours too: by lightness, and always in this order.
_COLOURS = {
    Standing.CONFIRMED: "#00558c",
    Standing.PENDING: "#f2c14e",
    Standing.NOT_JOINED: "#dde1e6",
    Standing.UNREACHABLE: "#7d8894",
    Standing.OBJECTED: "#b3400f",
}


def chart(title: str, counts: Sequence[Counts], words: Wording) -> bytes:
    """A PNG 1000 pixels wide; where all belong to one unit, the bars are of those right below it."""
    picture = _Picture(words)
    everybody = total(counts, "")
    picture.heading(title, everybody)
    picture.legend(everybody)
    for name, one in _bars(counts, words):
        picture.bar(name, one)
    return picture.png()


def _bars(counts: Sequence[Counts], words: Wording) -> list[tuple[str, Counts]]:
    """Name and counts of each bar: the largest units, highest share first, then the sum of the others."""
    depth = 1
    groups = by_top(counts)
    while len(groups) == 1 and any(one.unit.count(SEPARATOR) >= depth for one in counts):
        depth += 1
        groups = by_top(counts, depth)
    groups.sort(key=lambda one: (-one.all, one.unit))
    shown, rest = groups[:MOST], groups[MOST:]
    if len(rest) == 1:  # "Others (1 unit)" would take as much room as the unit itself.
        shown, rest = groups, []
    shown.sort(key=lambda one: (-one.confirmed / max(1, one.all), -one.all, one.unit))
    named = [(_name(one.unit, depth, words), one) for one in shown]
    if rest:
        named.append((words("recap.others", count=number(len(rest), words.language)), total(rest, "")))
    return named


def _name(unit: str, depth: int, words: Wording) -> str:
    parts = unit.split(SEPARATOR)
    if len(parts) < depth:
        return f"{parts[-1] or words('recap.no_unit')} ({words('recap.outside')})"
    return parts[-1] or words("recap.no_unit")


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class _Text:
    x: float
    y: float  # of the line that the letters stand on
    text: str
    size: int
    bold: bool
    colour: str
    side: Literal["left", "right"] = "left"


class _Picture:
    """Lays everything out from top to bottom before drawing, since the height is known only then."""

    def __init__(self, words: Wording) -> None:
        from matplotlib.ft2font import FT2Font

        self._words = words
        self._files = {False: font(REGULAR), True: font(BOLD)}
        self._fonts: dict[bool, FT2Font] = {bold: FT2Font(file) for bold, file in self._files.items()}
        self._known = {bold: set(face.get_charmap()) for bold, face in self._fonts.items()}
        self._drawn: list[_Box | _Text] = []
        self._y = 26.0

    def heading(self, title: str, everybody: Counts) -> None:
        for line in self._wrapped(title, 34, _INSIDE, bold=True):
            self._y += 42
            self._text(_EDGE, line, 34, bold=True)
        self._y += 60
        part = percent(everybody, self._words)
        self._text(_EDGE, part, 44, bold=True, colour=_COLOURS[Standing.CONFIRMED])
        said = self._words(
            "recap.done",
            done=number(everybody.confirmed, self._words.language),
            all=number(everybody.all, self._words.language),
        )
        self._text(_EDGE + self._wide(part, 44, bold=True) + 18, said, 25, colour=_SOFT)
        self._y += 20

    def legend(self, everybody: Counts) -> None:
        """What the colours mean, with how many there are of each that there is."""
        x = float(_EDGE)
        self._y += 28
        for standing, colour in _COLOURS.items():
            count = _count(everybody, standing)
            if not count and standing is not Standing.CONFIRMED:
                continue
            said = f"{self._words(STANDINGS[standing])} {number(count, self._words.language)}"
            wide = 30 + self._wide(said, 21)
            if x > _EDGE and x + wide > _WIDTH - _EDGE:
                x = _EDGE
                self._y += 34
            self._drawn.append(_Box(x, self._y - 17, 20, 20, colour))
            self._text(x + 30, said, 21)
            x += wide + 30
        self._y += 22

    def bar(self, name: str, one: Counts) -> None:
        self._y += 38
        room = _INSIDE - _BETWEEN - self._figures(one)
        for n, line in enumerate(self._wrapped(name, 24, room) or ["–"]):
            self._y += 30 if n else 0
            self._text(_EDGE, line, 24)
        self._y += 10
        x = float(_EDGE)
        widths = _widths([_count(one, standing) for standing in _COLOURS], _INSIDE)
        if not one.all:
            self._drawn.append(_Box(_EDGE, self._y, _INSIDE, _BAR, "#f3f4f6"))
        for colour, wide in zip(_COLOURS.values(), widths, strict=True):
            if wide:
                self._drawn.append(_Box(x, self._y, wide - 1.5, _BAR, colour))
            x += wide
        self._y += _BAR

    def png(self) -> bytes:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties
        from matplotlib.patches import Rectangle
        from matplotlib.transforms import IdentityTransform

        high = round(self._y + 36)
        # At 72 dots per inch a point is a pixel.
        figure = Figure(figsize=(_WIDTH / 72, high / 72), dpi=72, facecolor="white")
        FigureCanvasAgg(figure)  # draws without a screen, whatever the machine's settings say
        faces = {bold: FontProperties(fname=file) for bold, file in self._files.items()}
        pixels = IdentityTransform()
        for one in self._drawn:
            if isinstance(one, _Box):
                place = (one.x, high - one.y - one.height)
                figure.add_artist(
                    Rectangle(place, one.width, one.height, color=one.colour, linewidth=0, transform=pixels)
                )
            else:
                figure.text(
                    one.x,
                    high - one.y,
                    one.text,
                    fontproperties=faces[one.bold],
                    fontsize=one.size,
                    color=one.colour,
                    horizontalalignment=one.side,
                    verticalalignment="baseline",
                    transform=pixels,
                    parse_math=False,
                )
        written = BytesIO()
        figure.savefig(written, format="png", dpi=72, metadata={"Software": None})
        return written.getvalue()

    def _figures(self, one: Counts) -> float:
        """Returns how wide they are."""
        right = _WIDTH - _EDGE
        part = percent(one, self._words)
        of = self._words(
            "recap.of",
            done=number(one.confirmed, self._words.language),
            all=number(one.all, self._words.language),
        )
        self._text(right, of, 20, colour=_SOFT, side="right")
        beside = self._wide(of, 20) + 16
        self._text(right - beside, part, 24, bold=True, side="right")
        return beside + self._wide(part, 24, bold=True)

    def _text(
        self,
        x: float,
        text: str,
        size: int,
        *,
        bold: bool = False,
        colour: str = _INK,
        side: Literal["left", "right"] = "left",
    ) -> None:
        self._drawn.append(_Text(x, self._y, self._drawable(text, bold=bold), size, bold, colour, side))

    def _wide(self, text: str, size: int, *, bold: bool = False) -> float:
        face = self._fonts[bold]
        face.set_size(size, 72)
        face.set_text(self._drawable(text, bold=bold))
        return float(face.get_width_height()[0]) / 64

    def _drawable(self, text: str, *, bold: bool = False) -> str:
        return wrapping.drawable(text, self._known[bold])

    def _wrapped(self, text: str, size: int, width: float, *, bold: bool = False) -> list[str]:
        """In lines no wider than `width`; a word that needs more is broken."""
        measure = partial(self._wide, size=size, bold=bold)
        # FreeType measures no blank at the end of a text.
        space = measure("n n") - measure("nn")
        return wrapping.wrapped(self._drawable(text, bold=bold), width, measure, space)


def _count(counts: Counts, standing: Standing) -> int:
    return {
        Standing.CONFIRMED: counts.confirmed,
        Standing.PENDING: counts.pending,
        Standing.NOT_JOINED: counts.not_joined,
        Standing.UNREACHABLE: counts.unreachable,
        Standing.OBJECTED: counts.objected,
    }[standing]


def _widths(parts: Sequence[int], width: float) -> list[float]:
    """Splits the width in proportion; a part above zero stays visible at the cost of the largest."""
    whole = sum(parts)
    if not whole:
        return [0.0] * len(parts)
    found = [max(_THINNEST, width * part / whole) if part else 0.0 for part in parts]
    found[found.index(max(found))] -= sum(found) - width
    return found
