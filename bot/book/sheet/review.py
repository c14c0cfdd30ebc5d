"""What a bureau says in its sheet, held against the rules as they are now: who may sign what, and what not.

A rule is ready only if every branch of it was agreed to, without a remark, in the very words of today.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from bot.book.sheet.returned import Returned, SheetError, words
from bot.book.sheet.rows import Row, of_rule
from bot.book.sheet.workbook import CHOICES, COLUMNS
from bot.rulebook.model import Rule, RuleBook

YES, NO = CHOICES
_HEADINGS = {field: heading for heading, field, _ in COLUMNS}
# A topic is where a rule lies, not what it says.
_READ = tuple(field.name for field in fields(Row) if field.name != "topic")
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Remark:
    """A row that was not plainly agreed to; `agreed` is what stands under "setuju", `text` the remark."""

    rule: str
    branch: str
    agreed: str
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A rule that the sheet shows otherwise than it is now; `reason` says how, in Indonesian."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Empty:
    """A rule of which `rows` of `of` rows are not filled in, or were taken out."""

    rule: str
    rows: int
    of: int


@dataclass(frozen=True, slots=True)
class Review:
    """The rules of a sheet in its order; `ready` are ids."""

    ready: tuple[str, ...]
    remarks: tuple[Remark, ...]
    changed: tuple[Changed, ...]
    empty: tuple[Empty, ...]


def review(book: RuleBook, returned: Sequence[Returned]) -> Review:
    """Judges every rule of the sheet; raises SheetError where a row belongs to no rule, or twice to one."""
    _refuse_strangers(book, returned)
    by_rule: dict[str, list[Returned]] = {}
    for row in returned:
        by_rule.setdefault(row.rule, []).append(row)
    ready: list[str] = []
    remarks: list[Remark] = []
    changed: list[Changed] = []
    empty: list[Empty] = []
    for name, found in by_rule.items():
        rule = book.rules[name]
        expected = {row.branch: row for row in of_rule(book, rule)}
        said = [Remark(name, row.branch, row.agreed, row.remark) for row in found if _remarked(row)]
        filled = {row.branch for row in found if row.agreed or row.remark}
        open_rows = len(expected) - len(filled & expected.keys())
        remarks += said
        if reason := _changed(rule, expected, found):
            changed.append(Changed(name, reason))
        elif open_rows:
            empty.append(Empty(name, open_rows, len(expected)))
        elif not said:
            ready.append(name)
    return Review(tuple(ready), tuple(remarks), tuple(changed), tuple(empty))


def _refuse_strangers(book: RuleBook, returned: Sequence[Returned]) -> None:
    faults = list(_strangers(book, returned))
    if faults:
        more = [f"… dan {len(faults) - _SHOWN} baris lagi."] if len(faults) > _SHOWN else []
        raise SheetError("\n".join([*faults[:_SHOWN], *more]))
    if not returned:
        raise SheetError("lembarnya tidak memuat satu aturan pun.")


def _strangers(book: RuleBook, returned: Sequence[Returned]) -> Iterator[str]:
    seen: dict[tuple[str, str], int] = {}
    for row in returned:
        if row.rule not in book.rules:
            named = f"aturan '{row.rule}' tidak ada" if row.rule else "kolom id kosong"
            yield f"baris {row.number}: {named}; kembalikan id seperti semula, atau hapus baris itu."
        elif (row.rule, row.branch) in seen:
            first = seen[row.rule, row.branch]
            yield f"baris {row.number}: sama dengan baris {first} (aturan '{row.rule}'); hapus salah satunya."
        else:
            seen[row.rule, row.branch] = row.number


def _remarked(row: Returned) -> bool:
    return bool(row.remark) or row.agreed not in ("", YES)


def _changed(rule: Rule, expected: dict[str, Row], found: Sequence[Returned]) -> str:
    """Why agreement to these rows is none to the rule as it is now; empty where it is."""
    if not rule.active:
        return f"sekarang berstatus {rule.status}"
    (sign,) = {row.digest for row in expected.values()}
    if any(row.shown["digest"] != sign for row in found):
        return "berubah sejak lembar dibuat"
    if strange := [row.branch for row in found if row.branch not in expected]:
        return f"cabang '{strange[0]}' tidak ada"
    for row in found:
        for field in _READ:
            if row.shown[field] != words(getattr(expected[row.branch], field)):
                return f"kolom {_HEADINGS[field]} di baris {row.number} berbeda dari aturannya"
    return ""
