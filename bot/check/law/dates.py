"""On every day a rule claims it speaks with exactly one version, and what it stands on is law on that day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bot.check.tables.grids import every_rule
from bot.rulebook.cite import alive
from bot.rulebook.decide import NotInForce, decide
from bot.rulebook.model import Basis, Period, Rule, RuleBook, Version
from bot.rulebook.problem import Problem

_DAY = timedelta(days=1)


def problems(book: RuleBook) -> Iterator[Problem]:
    """Gaps, overlaps and disorder of versions, and instruments dead while a version rests on them."""
    for rule in every_rule(book):
        yield from _versions(rule)
        for version in rule.versions:
            for line, bases in _grounds(version):
                yield from _dead(book, rule, version, line, bases)


def count(book: RuleBook) -> int:
    """How many days were looked at: each boundary of each rule, with the day before and the day after."""
    return sum(len(_days([version.period for version in rule.versions])) for rule in every_rule(book))


def _versions(rule: Rule) -> Iterator[Problem]:
    since = [version.period.since or date.min for version in rule.versions]
    if since != sorted(since, reverse=True):
        yield Problem(rule.path, rule.versions[0].line, "versi harus urut, yang terbaru di atas")
    claimed = Period(min(since), max(version.period.until or date.max for version in rule.versions))
    told: set[str] = set()
    for day in _days([version.period for version in rule.versions]):
        speaking = [version for version in rule.versions if version.period.contains(day)]
        silent = isinstance(decide(rule, {}, day), NotInForce)
        if claimed.contains(day) and (silent or not speaking):
            message = "ada sela antara dua versi: pada {} tidak ada yang berlaku"
            line = next(v.line for v in rule.versions if (v.period.since or date.min) > day)
        elif len(speaking) > 1:
            message, line = "dua versi bertumpuk: pada {} keduanya berlaku", speaking[0].line
        else:
            continue
        if message not in told:
            told.add(message)
            yield Problem(rule.path, line, message.format(day))


def _days(periods: list[Period]) -> list[date]:
    """The boundaries of the periods with the days beside them, in order."""
    boundaries = {day for period in periods for day in (period.since, period.until) if day}
    return sorted({day + step * _DAY for day in boundaries for step in (-1, 0, 1)})


def _grounds(version: Version) -> Iterator[tuple[int, tuple[Basis, ...]]]:
    yield from ((branch.line, branch.basis) for branch in version.branches)
    yield version.line, version.basis


def _dead(
    book: RuleBook, rule: Rule, version: Version, line: int, bases: tuple[Basis, ...]
) -> Iterator[Problem]:
    """A basis may join later, beside one that holds; none may end before the version does."""
    law = [(basis, _living(book, basis)) for basis in bases if basis.provision or basis.instrument]
    days = _claimed_days(book, version.period)
    for basis, lives in law:
        dead = [day for day in days if not lives(day)]
        born = any(lives(day) for day in days)
        ended = [day for day in dead if any(lives(earlier) for earlier in days if earlier < day)]
        name = basis.provision or basis.instrument
        if ended or not born:
            day = (ended or dead)[0]
            yield Problem(
                rule.path, line, f"dasar '{name}' tidak berlaku pada {day}, padahal versi ini berlaku"
            )
        elif dead and not all(any(other(day) for _, other in law) for day in dead):
            message = f"dasar '{name}' belum berlaku pada {dead[0]}, dan tidak ada dasar lain pada hari itu"
            yield Problem(rule.path, line, message)


def _claimed_days(book: RuleBook, period: Period) -> list[date]:
    """The days on which something may change within the period, its ends included."""
    ends = [period.since or date.min, period.until or date.max]
    inside = _days([instrument.period for instrument in book.instruments.values()])
    return sorted({*ends, *(day for day in inside if period.contains(day))})


def _living(book: RuleBook, basis: Basis) -> Callable[[date], bool]:
    if basis.provision:
        provision = book.provisions[basis.provision]
        return lambda day: alive(book, provision, day)
    instrument = book.instruments[basis.instrument or ""]
    return instrument.period.contains
