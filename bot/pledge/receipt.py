"""The receipt that an employee keeps: one A5 page that says what was recorded, and how anybody checks it.

It claims no more than it is: an electronic record, not a certified signature.
"""

from __future__ import annotations

from datetime import datetime

from bot.people.member import breadcrumb
from bot.printing.paper import MONO, Paper
from bot.wording import Wording

# All lengths are millimetres.
_A5 = (148.0, 210.0)
_LEFT, _RIGHT = 15.0, 133.0
_WIDTH = _RIGHT - _LEFT
_VALUES = 42.0  # where the values begin, right of their labels
_LINE, _GAP = 5.0, 2.6
_QR = 48.0  # with its quiet zone
_QR_TOP = 133.0
_BESIDE = _LEFT + _QR + 1
_GREY, _PALE = 90, 190


def receipt(
    *,
    number: str,
    title: str,
    version: str,
    text_hash: str,
    name: str,
    unit: str,
    moment: str,
    link: str,
    at: datetime,
    words: Wording,
) -> bytes:
    """A PDF; `moment` is the time of the pledge as it is worded, `link` opens the bot to check the number.

    `at` is the aware time of making, `unit` the path joined by "/".
    """
    with Paper(f"{words('recap.receipt.title')} {number}", at=at) as paper:
        paper.set_lang(words.language)
        paper.add_page(format=_A5)
        _heading(paper, words, number)
        y = 64.0
        for label, value, most, bold in (
            (words("recap.receipt.name"), name, 2, True),
            (words("recap.receipt.unit"), breadcrumb(unit) or words("recap.no_unit"), 3, False),
            (
                words("recap.receipt.text"),
                words("recap.receipt.version", title=title, version=version),
                3,
                False,
            ),
            (words("recap.receipt.time"), moment, 2, False),
        ):
            y = _field(paper, y, label, value, most, bold=bold)
        _hash(paper, words, y + 1, text_hash)
        _check(paper, words, number, link)
        _nature(paper, words)
        return bytes(paper.output())


def _heading(paper: Paper, words: Wording, number: str) -> None:
    paper.face(20, bold=True)
    paper.text(_LEFT, 24, paper.drawable(words("recap.receipt.title")))
    _rule(paper, 29, width=0.7, grey=0)
    paper.face(8, grey=_GREY)
    paper.text(_LEFT, 37, paper.drawable(words("recap.receipt.number")))
    paper.face(31, family=MONO, bold=True)
    paper.fit(number, _WIDTH, (31, 27, 23, 19, 15, 11))
    paper.text(_LEFT, 49, paper.shortened(number, _WIDTH))
    _rule(paper, 55, width=0.2, grey=_PALE)


def _field(paper: Paper, y: float, label: str, value: str, most: int, *, bold: bool) -> float:
    """Label and value from the line `y` on; returns the line of the next."""
    paper.face(8, grey=_GREY)
    paper.text(_LEFT, y, paper.drawable(label))
    paper.face(10.5, bold=bold)
    for line in paper.lines(value, _RIGHT - _VALUES, most):
        paper.text(_VALUES, y, line)
        y += _LINE
    return y + _GAP


def _hash(paper: Paper, words: Wording, y: float, text_hash: str) -> None:
    paper.face(8, grey=_GREY)
    paper.text(_LEFT, y, paper.drawable(words("recap.receipt.hash")))
    paper.face(8, family=MONO, bold=True, grey=_GREY)
    paper.fit(text_hash, _WIDTH, (8, 7, 6))
    paper.text(_LEFT, y + 4.6, paper.shortened(text_hash, _WIDTH))


def _check(paper: Paper, words: Wording, number: str, link: str) -> None:
    paper.qr(link, _LEFT - 4, _QR_TOP, _QR)
    room = _RIGHT - _BESIDE
    y = _QR_TOP + 8
    paper.face(10.5, bold=True)
    for line in paper.wrapped(words("recap.receipt.check"), room):
        paper.text(_BESIDE, y, line)
        y += 5
    y += 1
    paper.face(9)
    for line in paper.wrapped(words("recap.receipt.how"), room):
        paper.text(_BESIDE, y, line)
        y += 4.4
    y += 2.4
    command = f"/cek {number}"
    paper.face(11.5, family=MONO, bold=True)
    paper.fit(command, room, (11.5, 10.5, 9.5, 8.5, 7.5))
    paper.text(_BESIDE, y, paper.shortened(command, room))
    y += 5.6
    paper.face(7, grey=_GREY)
    for line in paper.wrapped(link, room)[:3]:
        paper.text(_BESIDE, y, line)
        y += 3.2


def _nature(paper: Paper, words: Wording) -> None:
    _rule(paper, 186, width=0.2, grey=_PALE)
    paper.face(8.5)
    for n, line in enumerate(paper.wrapped(words("recap.receipt.nature"), _WIDTH)):
        paper.text(_LEFT, 192.5 + 4.2 * n, line)


def _rule(paper: Paper, y: float, *, width: float, grey: int) -> None:
    paper.set_line_width(width)
    paper.set_draw_color(grey)
    paper.line(_LEFT, y, _RIGHT, y)
