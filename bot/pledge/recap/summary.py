"""The recap that an office hands on: counts by unit, the text they are of, and room for a signature.

Figures only; no person is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.people.member import SEPARATOR, breadcrumb
from bot.pledge.model import Counts
from bot.pledge.recap.figures import percent, total
from bot.printing.paper import MONO, Paper
from bot.text.numbers import number
from bot.wording import Wording

# All lengths are millimetres, on an A4 page of 210 × 297.
_LEFT, _RIGHT, _TOP, _BOTTOM = 16.0, 194.0, 18.0, 280.0
_WIDTH = _RIGHT - _LEFT
_ROW_NUMBER = 9.0
_COLUMNS = (
    ("recap.column.confirmed", 12.5),
    ("recap.column.pending", 12.0),
    ("recap.column.unreachable", 17.0),
    ("recap.column.not_joined", 15.0),
    ("recap.column.objected", 14.5),
    ("recap.column.questions", 14.0),
    ("recap.column.all", 12.5),
    ("recap.column.percent", 12.5),
)
_ENDS = [_RIGHT - sum(width for _, width in _COLUMNS[n:]) - 1 for n in range(1, len(_COLUMNS) + 1)]
_FIRST = _ENDS[0] + 1 - _COLUMNS[0][1]  # where the figures begin
_MOST_LINES = 5  # so that a page is never too short for a row
_NAMES = _LEFT + _ROW_NUMBER
_INDENT = 4.0
_HEAD, _LINE, _PAD = 9.0, 3.7, 2.1
_SIGNS = 104.0  # where the officer signs
_SIGN = 70.0  # height of what follows the table
_GREY, _PALE, _SHADE = 80, 190, 238
_SIZE = 8.0


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the table; `bold` for what is a sum of others, `n` for what is counted."""

    lines: list[str]
    figures: list[str]
    bold: bool = False
    indent: float = 0.0
    n: str = ""

    @property
    def height(self) -> float:
        return _LINE * len(self.lines) + _PAD


def summary(
    *,
    title: str,
    version: str,
    text_hash: str,
    office: str,
    period: str,
    counts: Sequence[Counts],
    moment: str,
    head: str | None,
    at: datetime,
    words: Wording,
) -> bytes:
    """A4 pages as PDF; `period` and `moment` (of counting) are worded, `head` is the ledger's as posted.

    `at` is the aware time of making.
    """
    with Paper(f"{words('recap.summary.title')} · {title}", at=at) as paper:
        paper.set_lang(words.language)
        rows = _rows(paper, counts, words)
        everybody = total(counts, "")
        about = [
            (words("recap.summary.office"), office, False),
            (
                words("recap.summary.text"),
                words("recap.summary.version", title=title, version=version),
                False,
            ),
            (words("recap.summary.period"), period, False),
            (words("recap.summary.moment"), moment, False),
            (words("recap.summary.hash"), text_hash, True),
        ]
        if head:
            about.append((words("recap.summary.head"), head, True))
        # Drawn once to know where the table begins, for the pages are counted before they are drawn.
        paper.add_page()
        begin = _about(paper, words, about, everybody)
        pages = _pages(rows, begin)
        for n, page in enumerate(pages):
            y = begin
            if n:
                paper.add_page()
                y = _TOP
            y = _table(paper, words, page, y)
            if n == len(pages) - 1:
                _closing(paper, words, y)
            said = words("recap.pages", page=n + 1, pages=len(pages))
            _footer(paper, f"{words('recap.summary.title')} · {title} · {office}", said)
        return bytes(paper.output())


def _rows(paper: Paper, counts: Sequence[Counts], words: Wording) -> list[_Row]:
    """Units under what they belong to, with its sum where there are several; last the sum of all."""
    found: list[_Row] = []
    n = 0
    groups: dict[str, list[Counts]] = {}
    for one in counts:
        groups.setdefault(one.unit.partition(SEPARATOR)[0], []).append(one)
    for top, group in groups.items():
        several = len(group) > 1
        if several:
            whole = total(group, top)
            found.append(_row(paper, top or words("recap.no_unit"), whole, words, bold=True))
        for one in group:
            n += 1
            below = one.unit.partition(SEPARATOR)[2] or words("recap.outside")
            name = breadcrumb(below if several else one.unit) or words("recap.no_unit")
            indent = _INDENT if several else 0.0
            found.append(_row(paper, name, one, words, indent=indent, n=number(n, words.language)))
    found.append(_row(paper, words("recap.total"), total(counts, ""), words, bold=True))
    return found


def _row(
    paper: Paper,
    name: str,
    one: Counts,
    words: Wording,
    *,
    bold: bool = False,
    indent: float = 0.0,
    n: str = "",
) -> _Row:
    counted = (
        one.confirmed,
        one.pending,
        one.unreachable,
        one.not_joined,
        one.objected,
        one.questions,
        one.all,
    )
    paper.face(_SIZE, bold=bold)
    lines = paper.lines(name, _FIRST - _NAMES - indent - 1, _MOST_LINES)
    figures = [*(number(count, words.language) for count in counted), percent(one, words)]
    return _Row(lines, figures, bold, indent, n)


def _pages(rows: Sequence[_Row], begin: float) -> list[list[_Row]]:
    """What stands on which page; the sum takes the row before it along, so that it never stands alone."""
    *rows, last = rows
    pages: list[list[_Row]] = [[]]
    y = begin + _HEAD
    for n, row in enumerate(rows):
        need = row.height
        if row.bold and n + 1 < len(rows):
            need += rows[n + 1].height  # a heading stays with what is under it
        if n == len(rows) - 1:
            need += last.height + _SIGN
        if y + need > _BOTTOM:
            pages.append([])
            y = _TOP + _HEAD
        pages[-1].append(row)
        y += row.height
    pages[-1].append(last)
    return pages


def _about(paper: Paper, words: Wording, about: Sequence[tuple[str, str, bool]], everybody: Counts) -> float:
    """Title, what is counted, and the figure that everybody asks for; returns where the table may begin."""
    paper.face(18, bold=True)
    paper.text(_LEFT, _TOP + 5, paper.drawable(words("recap.summary.title")))
    paper.set_draw_color(0)
    paper.set_line_width(0.7)
    paper.line(_LEFT, _TOP + 9.5, _RIGHT, _TOP + 9.5)
    y = _TOP + 17.5
    for label, value, is_mono in about:
        paper.face(8, grey=_GREY)
        paper.text(_LEFT, y, paper.drawable(label))
        if is_mono:
            paper.face(7.5, family=MONO, bold=True, grey=_GREY)
        else:
            paper.face(9.5)
        for line in paper.lines(value, _WIDTH - 44, 3):
            paper.text(_LEFT + 44, y, line)
            y += 4.4
        y += 1.2
    y += 8
    paper.face(26, bold=True)
    share = percent(everybody, words)
    paper.text(_LEFT, y, share)
    after = _LEFT + paper.get_string_width(share) + 5
    paper.face(11)
    done, whole = number(everybody.confirmed, words.language), number(everybody.all, words.language)
    paper.text(after, y, paper.drawable(words("recap.done", done=done, all=whole)))
    return y + 7


def _table(paper: Paper, words: Wording, rows: Sequence[_Row], y: float) -> float:
    _table_head(paper, words, y)
    y += _HEAD
    for row in rows:
        _line(paper, row, y)
        y += row.height
    paper.set_draw_color(0)
    paper.set_line_width(0.3)
    paper.line(_LEFT, y, _RIGHT, y)
    return y


def _table_head(paper: Paper, words: Wording, y: float) -> None:
    paper.set_fill_color(_SHADE)
    paper.rect(_LEFT, y, _WIDTH, _HEAD, style="F")
    paper.face(6, bold=True)
    paper.text(_LEFT + 1, y + 5.3, paper.drawable(words("recap.column.row")))
    paper.text(_NAMES, y + 5.3, paper.drawable(words("recap.column.unit")))
    for (key, width), right in zip(_COLUMNS, _ENDS, strict=True):
        lines = paper.wrapped(words(key), width - 1)
        first = y + 5.3 - 1.4 * (len(lines) - 1)
        for n, line in enumerate(lines):
            paper.text(right - paper.get_string_width(line), first + 2.8 * n, line)
    paper.set_draw_color(0)
    paper.set_line_width(0.3)
    paper.line(_LEFT, y + _HEAD, _RIGHT, y + _HEAD)


def _line(paper: Paper, row: _Row, y: float) -> None:
    base = y + 3.9
    paper.face(7, grey=_GREY)
    paper.text(_NAMES - 2 - paper.get_string_width(row.n), base, row.n)
    paper.face(_SIZE, bold=row.bold)
    for n, line in enumerate(row.lines):
        paper.text(_NAMES + row.indent, base + _LINE * n, line)
    for figure, right in zip(row.figures, _ENDS, strict=True):
        paper.text(right - paper.get_string_width(figure), base, figure)
    paper.set_draw_color(_PALE)
    paper.set_line_width(0.15)
    paper.line(_LEFT, y + row.height, _RIGHT, y + row.height)


def _closing(paper: Paper, words: Wording, y: float) -> None:
    """What the words mean, and where the officer signs."""
    y += 6
    paper.face(7, grey=_GREY)
    for line in paper.wrapped(f"{words('recap.summary.purpose')} {words('recap.summary.note')}", _WIDTH):
        paper.text(_LEFT, y, line)
        y += 3.3
    y += 8
    paper.set_line_width(0.2)
    for said, space in (
        (words("recap.summary.place"), 7.0),
        (words("recap.summary.position"), 25.0),  # the room for a signature and a stamp
        (words("recap.summary.name"), 7.0),
        (words("recap.summary.number"), 0.0),
    ):
        paper.face(8, grey=_GREY)
        paper.text(_SIGNS, y, paper.drawable(said))
        paper.line(_SIGNS + 28, y + 0.8, _RIGHT, y + 0.8)
        y += space


def _footer(paper: Paper, said: str, pages: str) -> None:
    paper.face(7, grey=_GREY)
    width = paper.get_string_width(pages)
    paper.text(_LEFT, paper.h - 8, paper.shortened(said, _WIDTH - width - 5))
    paper.text(_RIGHT - width, paper.h - 8, pages)
