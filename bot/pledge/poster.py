"""The poster for a ceremony: a code that a whole hall can scan, three steps, and the deadline."""

from __future__ import annotations

from datetime import datetime

from bot.printing.paper import Paper
from bot.wording import Wording

# All lengths are millimetres, on an A4 page of 210 × 297.
_LEFT, _RIGHT = 18.0, 192.0
_WIDTH = _RIGHT - _LEFT
_MIDDLE = 105.0
_QR = 148.0  # with its quiet zone; the code itself is about 120
_QR_TOP = 62.0
_STEPS = 216.0
_COLUMN, _BETWEEN = 52.0, 9.0
_DOT = 4.5
_GREY = 80


def poster(
    *, title: str, office: str, link: str, bot: str, until: str, at: datetime, words: Wording
) -> bytes:
    """An A4 page as PDF; `until` is the deadline as it is worded, `bot` a username without @."""
    with Paper(f"{title} · {office}", at=at) as paper:
        paper.set_lang(words.language)
        paper.add_page()
        _heading(paper, title, office)
        paper.qr(link, _MIDDLE - _QR / 2, _QR_TOP, _QR)
        steps = (words("recap.poster.first"), words("recap.poster.second"), words("recap.poster.third"))
        for n, text in enumerate(steps):
            _step(paper, _LEFT + n * (_COLUMN + _BETWEEN), n + 1, text)
        _deadline(paper, words("recap.poster.until", until=until))
        paper.face(11, grey=_GREY)
        said = words("recap.poster.otherwise", bot=bot)
        paper.fit(said, _WIDTH, (11, 10, 9, 8, 7))
        _centred(paper, 284, paper.shortened(said, _WIDTH))
        return bytes(paper.output())


def _heading(paper: Paper, title: str, office: str) -> None:
    paper.face(14, grey=_GREY)
    paper.fit(office, _WIDTH, (14, 12, 10, 8))
    _centred(paper, 22, paper.shortened(office, _WIDTH))
    size, lines = _title(paper, title)
    pitch = size * 0.42
    y = 46 + size * 0.13 - pitch * (len(lines) - 1) / 2
    for line in lines:
        _centred(paper, y, line)
        y += pitch


def _title(paper: Paper, title: str) -> tuple[float, list[str]]:
    """Size and lines: the largest size that needs two lines at most, else three; the rest is cut off."""
    for most, size in ((1, 40), (2, 36), (2, 32), (2, 28), (3, 24), (3, 20), (3, 16)):
        paper.face(size, bold=True)
        lines = paper.wrapped(title, _WIDTH)
        if len(lines) <= most:
            return size, lines
    return 16, paper.lines(title, _WIDTH, 3)


def _step(paper: Paper, x: float, n: int, text: str) -> None:
    paper.set_fill_color(0)
    paper.ellipse(x, _STEPS - _DOT, 2 * _DOT, 2 * _DOT, style="F")
    paper.face(13, bold=True, grey=255)
    paper.text(x + _DOT - paper.get_string_width(str(n)) / 2, _STEPS + 1.65, str(n))
    paper.face(14)
    for line, said in enumerate(paper.wrapped(text, _COLUMN)):
        paper.text(x, _STEPS + 11.5 + 6.2 * line, said)


def _deadline(paper: Paper, text: str) -> None:
    paper.set_fill_color(238)
    paper.rect(_LEFT, 257, _WIDTH, 17, style="F")
    paper.face(19, bold=True)
    paper.fit(text, _WIDTH - 10, (19, 17, 15, 13, 11, 9))
    _centred(paper, 265.5 + paper.font_size_pt * 0.127, paper.shortened(text, _WIDTH - 10))


def _centred(paper: Paper, y: float, text: str) -> None:
    paper.text(_MIDDLE - paper.get_string_width(text) / 2, y, text)
