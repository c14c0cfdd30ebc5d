"""One question that shows a change: a way to ask the rule that comes down in a case of it, by its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from bot.check.difference.model import Case
from bot.rulebook.calendar import situated
from bot.rulebook.decide import version_on
from bot.rulebook.model import Period, Rule, RuleBook

Facts = Mapping[str, tuple[str, ...]]
# The facts that the words of a question say.
Said = Callable[[str], Facts]


def example(
    book: RuleBook, rule: Rule, cases: Sequence[Case], period: Period, said: Said
) -> tuple[str, bool]:
    """A phrasing or else an inline test of the rule that comes down in one of the cases within the period.

    Without one the rule's first phrasing, and False.
    """
    for question, facts, day in _asked(book, rule, period, said):
        version = version_on(rule, day)
        assumed = version.assume if version else {}
        situation = situated(book, facts, day)
        if any(_inside(case, situation, assumed) for case in cases):
            return question, True
    return next(iter(rule.phrasings), rule.title), False


def _asked(book: RuleBook, rule: Rule, period: Period, said: Said) -> Iterator[tuple[str, Facts, date]]:
    day = _day(period, book.release.day)
    for phrasing in rule.phrasings:
        yield phrasing, said(phrasing), day
    for trial in rule.tests:
        if period.contains(trial.day):
            yield trial.question, {**said(trial.question), **trial.facts}, trial.day


def _day(period: Period, usual: date) -> date:
    """A day of the period: the usual one, or the nearest to it."""
    after = max(usual, period.since or date.min)
    return min(after, period.until or date.max)


def _inside(case: Case, facts: Facts, assumed: Mapping[str, str]) -> bool:
    for fact, options in case:
        values = facts.get(fact)
        if values:
            if not set(values) <= set(options):
                return False
        elif None not in options and assumed.get(fact) not in options:
            return False
    return True
