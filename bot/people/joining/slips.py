"""Slips that HR prints, cuts up and hands out: with his own, each employee joins by scanning or typing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.printing.paper import MONO, Paper

COLUMNS, ROWS = 2, 5
PER_PAGE = COLUMNS * ROWS

# All lengths are millimetres, on an A4 page of 210 × 297.
_LEFT, _TOP = 9.0, 9.0
_WIDTH, _HEIGHT = 96.0, 55.4
_PAD = 5.0
_INSIDE = _WIDTH - 2 * _PAD
_QR = 37.5  # with its quiet zone; the code itself is about 30
_BESIDE = 40.5  # where the text right of the QR code begins
_ROOM = _WIDTH - _PAD - _BESIDE

_GREY, _PALE = 70, 140


@dataclass(frozen=True, slots=True)
class Slip:
    """What one employee gets: `unit` is his unit's path, `code` is typed, `link` is scanned."""

    name: str
    unit: str
    code: str
    link: str


def slips(found: Sequence[Slip], *, office: str, bot: str, until: str, at: datetime) -> bytes:
    """A4 pages as PDF, ten slips each, row by row in the order given.

    `bot` is its username without @, `until` the last day as it is worded, `at` the aware time of making.
    """
    if not found:
        raise ValueError("there is no slip to print")
    most = -(-len(found) // PER_PAGE)
    with Paper(f"Slip bergabung · {office}", at=at) as paper:
        advice = _advice(paper, bot, until)
        for page in range(most):
            here = found[page * PER_PAGE : (page + 1) * PER_PAGE]
            paper.add_page()
            _cuts(paper, rows=-(-len(here) // COLUMNS))
            for place, slip in enumerate(here):
                row, column = divmod(place, COLUMNS)
                x, y = _LEFT + column * _WIDTH, _TOP + row * _HEIGHT
                _whose(paper, slip, x + _PAD, y, office)
                paper.qr(slip.link, x + 1.3, y + _HEIGHT - _QR - 0.7, _QR)
                _how(paper, slip, x + _BESIDE, y, advice)
            _footer(paper, office, f"Halaman {page + 1} dari {most}")
        return bytes(paper.output())


def _whose(paper: Paper, slip: Slip, x: float, y: float, office: str) -> None:
    paper.face(6.5, grey=_GREY)
    paper.text(x, y + 5.4, paper.shortened(office, _INSIDE))
    paper.face(11.5, bold=True)
    paper.fit(slip.name, _INSIDE, (11.5, 10.5, 9.5, 8.5, 7.5))
    paper.text(x, y + 10.4, paper.shortened(slip.name, _INSIDE))
    paper.face(7.5, grey=_GREY)
    for line, text in enumerate(_unit(paper, slip.unit)):
        paper.text(x, y + 14.3 + 3.3 * line, text)


def _unit(paper: Paper, path: str) -> list[str]:
    """The path in two lines; a longer one loses its beginning, since its end says where he works."""
    words = path.split()

    def lines(without: int) -> list[str]:
        return paper.wrapped(" ".join(["…", *words[without:]] if without else words), _INSIDE)

    fewest = bisect_left(range(len(words) - 1), True, key=lambda without: len(lines(without)) <= 2)
    return lines(fewest)[:2]


@dataclass(frozen=True, slots=True)
class _Advice:
    """The same on every slip: a size in points, and lines with their distance below the first."""

    size: float
    lines: list[tuple[float, str, bool]]


def _advice(paper: Paper, bot: str, until: str) -> _Advice:
    """In the largest letters that need six lines at most; a username may have 32 signs."""
    tried = [_advised(paper, bot, until, size) for size in (7.0, 6.5, 6.0, 5.5)]
    return next((advice for advice in tried if len(advice.lines) <= 6), tried[-1])


def _advised(paper: Paper, bot: str, until: str, size: float) -> _Advice:
    lines = []
    below = 0.0
    for text, bold in (
        (f"Pindai QR, atau buka @{bot} di Telegram lalu kirim kode ini.", False),
        (f"Berlaku sampai {until}.", True),
        ("Hanya untuk Anda; jangan dipinjamkan atau difoto.", False),
    ):
        paper.face(size, bold=bold)
        for line in paper.wrapped(text, _ROOM):
            lines.append((below, line, bold))
            below += 3.1
        below += 0.9
    return _Advice(size, lines)


def _how(paper: Paper, slip: Slip, x: float, y: float, advice: _Advice) -> None:
    paper.face(6.5, grey=_GREY)
    paper.text(x, y + 23.4, "Kode Anda")
    paper.face(21, family=MONO, bold=True)
    paper.fit(slip.code, _ROOM, (21, 19, 17, 15, 13, 11, 9))
    paper.text(x, y + 30.4, slip.code)
    for below, line, bold in advice.lines:
        paper.face(advice.size, bold=bold)
        paper.text(x, y + 36.6 + below, line)


def _cuts(paper: Paper, rows: int) -> None:
    paper.set_line_width(0.15)
    paper.set_draw_color(_PALE)
    paper.set_dash_pattern(1.6, 1.4)
    right, bottom = _LEFT + COLUMNS * _WIDTH, _TOP + rows * _HEIGHT
    for row in range(rows + 1):
        paper.line(_LEFT, _TOP + row * _HEIGHT, right, _TOP + row * _HEIGHT)
    for column in range(COLUMNS + 1):
        paper.line(_LEFT + column * _WIDTH, _TOP, _LEFT + column * _WIDTH, bottom)
    paper.face(9, grey=_PALE)
    paper.text(_LEFT - 4, _TOP + 1.2, "✂")


def _footer(paper: Paper, office: str, pages: str) -> None:
    paper.face(7, grey=_GREY)
    width = paper.get_string_width(pages)
    right = _LEFT + COLUMNS * _WIDTH
    paper.text(_LEFT, paper.h - 6, paper.shortened(f"Slip bergabung · {office}", right - _LEFT - width - 5))
    paper.text(right - width, paper.h - 6, pages)
