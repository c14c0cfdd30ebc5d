"""The recap as a spreadsheet: one sheet of figures by unit, then the people, each in exactly one sheet.

Every text is written as text, so that no name is ever taken for a formula.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, tzinfo
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.people.member import SEPARATOR, breadcrumb
from bot.pledge.model import Counts, Entry
from bot.pledge.recap.figures import STANDINGS, total
from bot.text.dates import exact
from bot.text.progress import parts
from bot.wording import Wording

MOST_SHEETS = 60
"""More units than these are put together by their top-level units."""
MOST_TOPS = 250
"""And with more of those, everybody is in one sheet: nobody leafs through hundreds."""
_LONGEST_NAME = 31

_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - what a file is given that nobody has pledged in
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
_Figure = tuple[str, Callable[[Counts], int]]
_FIGURES: tuple[_Figure, ...] = (
    ("recap.column.confirmed", lambda one: one.confirmed),
    ("recap.column.pending", lambda one: one.pending),
    ("recap.column.unreachable", lambda one: one.unreachable),
    ("recap.column.not_joined", lambda one: one.not_joined),
    ("recap.column.objected", lambda one: one.objected),
    ("recap.column.questions", lambda one: one.questions),
    ("recap.column.all", lambda one: one.all),
)
_PERSON = (
    ("recap.column.name", 34),
    ("recap.column.number", 22),
    ("recap.column.status", 9),
    ("recap.column.unit", 48),
    ("recap.column.standing", 18),
    ("recap.column.receipt", 18),
    ("recap.column.time", 25),
)


def workbook(
    campaign_title: str, counts: Sequence[Counts], entries: Sequence[Entry], words: Wording, zone: tzinfo
) -> bytes:
    """XLSX with the times in `zone`; who is not in `entries` is counted only."""
    written = BytesIO()
    # Not "in_memory" as well, which would switch the other off.
    book = Workbook(written, {"constant_memory": True})
    latest = max((one.at for one in entries if one.at), default=None)
    created = latest.astimezone(zone).replace(tzinfo=None, microsecond=0) if latest else _EPOCH
    book.set_properties({"title": _plain(campaign_title)[:255], "created": created})
    file = _File(book, words, zone, campaign_title)
    sheet_of = _sheet_of([one.unit for one in entries])
    groups: dict[str, list[Entry]] = {}
    for one in entries:
        groups.setdefault(sheet_of(one.unit), []).append(one)
    called = [key.rpartition(SEPARATOR)[2] or words("recap.no_unit") for key in groups]
    if len(groups) == 1 and sheet_of is _everybody:
        called = [words("recap.everybody")]
    recap = words("recap.sheet")
    names = dict(zip(groups, sheet_names(called, taken=recap), strict=True))
    file.figures(recap, counts, lambda unit: names.get(sheet_of(unit), ""))
    for key, group in groups.items():
        file.people(names[key], group)
    book.close()
    return written.getvalue()


def sheet_names(wanted: Iterable[str], *, taken: str) -> list[str]:
    """For each a name that spreadsheets accept, unlike all the others and unlike `taken`."""
    # "History" is a name that Excel keeps for itself.
    used = {_alike(taken), "history"}
    found = []
    for one in wanted:
        base = " ".join(_FORBIDDEN.sub(" ", _plain(one)).split())
        name, n = _cut(base), 1
        while not name or _alike(name) in used:
            n += 1
            name = _cut(base, f" ({n})")
        used.add(_alike(name))
        found.append(name)
    return found


def _cut(text: str, end: str = "") -> str:
    """The text with `end`, as long as a sheet's name may be; an emoji takes the room of two letters."""
    room = _LONGEST_NAME - len(end)
    while len(text.encode("utf-16-le")) // 2 > room:
        text = text[:-1]
    return (text.strip("' ") + end).strip("' ")


def _alike(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _sheet_of(units: Iterable[str]) -> Callable[[str], str]:
    """What puts units together, so that the sheets stay few enough to find one."""
    different = set(units)
    if len(different) <= MOST_SHEETS:
        return _itself
    return _top if len({_top(unit) for unit in different}) <= MOST_TOPS else _everybody


def _itself(unit: str) -> str:
    return unit


def _top(unit: str) -> str:
    return unit.partition(SEPARATOR)[0]


def _everybody(_unit: str) -> str:
    return ""


def _plain(text: str) -> str:
    """Half characters, which cannot be written in any file, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


class _File:
    """The sheets, written row after row."""

    def __init__(self, book: Workbook, words: Wording, zone: tzinfo, title: str) -> None:
        self._book = book
        self._words = words
        self._zone = zone
        self._title = _plain(title)
        centred = {"align": "center", "valign": "vcenter", "text_wrap": True}
        head = {"bold": True, "bg_color": "#E4E9EE", "bottom": 1, "valign": "vcenter"}
        self._large = book.add_format({"bold": True, "font_size": 14})
        self._head = book.add_format(head)
        self._heads = book.add_format(head | centred)
        self._count = book.add_format({"num_format": "#,##0"})
        self._share = book.add_format({"num_format": "0.0%"})
        self._sum = book.add_format({"bold": True, "top": 1})
        self._sums = book.add_format({"bold": True, "top": 1, "num_format": "#,##0"})
        self._all = book.add_format({"bold": True, "top": 1, "num_format": "0.0%"})

    def figures(self, name: str, counts: Sequence[Counts], sheet: Callable[[str], str]) -> None:
        """Units and their counts, the sum below them."""
        here = self._sheet(name, top=1)
        last = len(_FIGURES) + 2
        here.set_column(0, 0, 58)
        here.set_column(1, last - 1, 12)
        here.set_column(last, last, 33)
        here.set_row(1, 32)
        here.write_string(0, 0, self._title, self._large)
        here.write_string(1, 0, self._words("recap.column.unit"), self._head)
        for column, (head, _) in enumerate(_FIGURES, 1):
            here.write_string(1, column, self._words(head), self._heads)
        here.write_string(1, last - 1, self._words("recap.column.percent"), self._heads)
        here.write_string(1, last, self._words("recap.column.sheet"), self._head)
        for row, one in enumerate(counts, 2):
            here.write_string(row, 0, self._unit(one.unit))
            self._row(here, row, one, self._count, self._share)
            here.write_string(row, last, sheet(one.unit))
        end = len(counts) + 2
        here.write_string(end, 0, self._words("recap.total"), self._sum)
        self._row(here, end, total(counts, ""), self._sums, self._all)
        # Without the sum, which must neither be sorted nor filtered away.
        here.autofilter(1, 0, max(1, end - 1), last)

    def people(self, name: str, group: Sequence[Entry]) -> None:
        """One row for each person."""
        here = self._sheet(name, top=0)
        for column, (head, width) in enumerate(_PERSON):
            here.set_column(column, column, width)
            here.write_string(0, column, self._words(head), self._head)
        for row, one in enumerate(group, 1):
            cells = (
                one.name,
                one.number,
                one.status,
                self._unit(one.unit),
                self._words(STANDINGS[one.standing]),
                one.receipt,
                exact(one.at, self._zone) if one.at else "",
            )
            for column, cell in enumerate(cells):
                here.write_string(row, column, _plain(cell))
        here.autofilter(0, 0, len(group), len(_PERSON) - 1)
        # NIPs are text on purpose; no green corners for them.
        here.ignore_errors({"number_stored_as_text": f"A1:G{len(group) + 1}"})

    def _sheet(self, name: str, *, top: int) -> Worksheet:
        """A sheet whose row `top` is its heading, on screen and on every printed page."""
        here = self._book.add_worksheet(name)
        here.freeze_panes(top + 1, 1)
        here.repeat_rows(top)
        here.set_landscape()
        here.set_paper(9)
        here.fit_to_pages(1, 0)
        here.set_footer("&L&A&R&P / &N")
        return here

    def _row(self, here: Worksheet, row: int, one: Counts, count: Format, percent: Format) -> None:
        for column, (_, figure) in enumerate(_FIGURES, 1):
            here.write_number(row, column, figure(one), count)
        if one.all:
            here.write_number(row, len(_FIGURES) + 1, parts(one.confirmed, one.all, 1000) / 1000, percent)

    def _unit(self, unit: str) -> str:
        return breadcrumb(_plain(unit)) or self._words("recap.no_unit")
