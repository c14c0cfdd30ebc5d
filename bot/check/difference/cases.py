"""The cases and the days in which two versions of a rule are compared, and how cases join into few.

The tables of the two tell options apart differently, so the cases are those of a grid that is finer than
both. A fact is left unmentioned where the two take different things for granted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from math import prod

from bot.check.difference.model import Case
from bot.check.tables.grids import alike
from bot.rulebook.decide import version_on
from bot.rulebook.model import Period, Rule, RuleBook, Version
from bot.rulebook.table import EMPTY, TooManyCombinationsError

Options = tuple[str | None, ...]
# Fact → its options in groups that both versions treat alike.
Grid = Mapping[str, tuple[Options, ...]]
Cell = tuple[int, ...]

_DAY = timedelta(days=1)
_MOST = 500_000
_FEW = 4
"""More options than these are said by what they leave out, where that is less."""


def segments(old: Rule, new: Rule) -> Iterator[Period]:
    """The periods within which neither rule changes, in order; not those in which both are silent."""
    periods = [version.period for rule in (old, new) for version in rule.versions]
    starts = {period.since or date.min for period in periods}
    starts |= {period.until + _DAY for period in periods if period.until and period.until < date.max}
    ordered = sorted(starts)
    for start, following in zip(ordered, (*ordered[1:], None), strict=True):
        since = start if start > date.min else None
        period = Period(since, following - _DAY if following else None)
        if any(version_on(rule, start) for rule in (old, new)):
            yield period


def grid(old: RuleBook, new: RuleBook, was: Version | None, now: Version | None) -> Grid:
    """A grid finer than the tables of both.

    Raises TooManyCombinationsError for more cells than make sense.
    """
    tables = [version.table if version else EMPTY for version in (was, now)]
    looked_at = {fact for table in tables for fact in table.facts}
    known = {**old.facts, **new.facts}
    found: dict[str, tuple[Options, ...]] = {}
    for fact in (name for name in known if name in looked_at):
        options = dict.fromkeys(
            option for book in (old, new) if fact in book.facts for option in book.facts[fact].options
        )
        found[fact] = alike(fact, options, tables)
        if was and now and was.assume.get(fact) != now.assume.get(fact):
            found[fact] = (*found[fact], (None,))
    size = prod(map(len, found.values()))
    if size > _MOST:
        raise TooManyCombinationsError(f"{size} kombinasi fakta; paling banyak {_MOST}")
    return found


def walk(found: Grid) -> Iterator[tuple[Cell, dict[str, str]]]:
    """Every cell with the facts of one combination in it."""
    for cell in product(*(range(len(groups)) for groups in found.values())):
        picked = {fact: groups[n][0] for (fact, groups), n in zip(found.items(), cell, strict=True)}
        yield cell, {fact: option for fact, option in picked.items() if option is not None}


def joined(found: Grid, cells: Iterable[Cell]) -> tuple[Case, ...]:
    """Cells as few cases: those that differ in one fact become one, and facts that may be anything go.

    The same cells always give the same cases.
    """
    boxes = {tuple(frozenset({n}) for n in cell) for cell in cells}
    for place in range(len(found)):
        merged: dict[tuple[frozenset[int], ...], frozenset[int]] = {}
        for box in boxes:
            rest = (*box[:place], *box[place + 1 :])
            merged[rest] = merged.get(rest, frozenset()) | box[place]
        boxes = {(*rest[:place], side, *rest[place:]) for rest, side in merged.items()}
    ordered = sorted(boxes, key=lambda box: [sorted(side) for side in box])
    return tuple(
        tuple(
            (fact, tuple(option for n in sorted(side) for option in groups[n]))
            for (fact, groups), side in zip(found.items(), box, strict=True)
            if len(side) < len(groups)
        )
        for box in ordered
    )


def in_words(case: Case, old: RuleBook, new: RuleBook) -> str:
    """A case as a person would say it; empty where it is any."""
    return "; ".join(f"{fact.replace('_', ' ')}: {_said(fact, options, old, new)}" for fact, options in case)


def _said(fact: str, options: Options, old: RuleBook, new: RuleBook) -> str:
    labels: dict[str, str] = {}
    for book in (old, new):
        if fact in book.facts:
            labels |= book.facts[fact].options
    others = [label for option, label in labels.items() if option not in options]
    if len(options) <= _FEW or len(others) >= len(options):
        return " / ".join(labels[option] if option is not None else "tidak disebut" for option in options)
    rest = f"selain {' / '.join(others)}" if others else "apa pun"
    return f"{rest}, juga bila tidak disebut" if None in options else rest
