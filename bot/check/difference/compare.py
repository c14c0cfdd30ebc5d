"""All that differs between two rule bases: rules that both have, what they refer to, rules come and gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.check.difference.cases import Cell, grid, in_words, joined, segments, walk
from bot.check.difference.example import Said, example
from bot.check.difference.model import Case, Category, Difference, Entry, RuleChange, Shift
from bot.check.difference.sources import facts, grounds, sanctions
from bot.check.difference.speech import shifts, speech
from bot.rulebook.decide import version_on
from bot.rulebook.model import Kind, Period, Rule, RuleBook
from bot.rulebook.table import TooManyCombinationsError

DRAFT = "draf"
ALWAYS = Period(None, None)


def compare(old: RuleBook, new: RuleBook, said: Said) -> Difference:
    """What the new rule base says otherwise; `said` reads the facts off a question, to pick examples.

    Drafts are never answered from: what they say is not compared, only that they come and go. Raises
    TooManyCombinationsError, with the rule's name, for a rule of more cases than make sense.
    """
    changes: dict[Category, list[RuleChange]] = {category: [] for category in Category}
    for was, now in _pairs(old, new):
        for one in (*_retold(old, new, was, now, said), *_labelled(old, new, was, now)):
            changes[one.shift.category].append(one)
    for category in (Category.LOOSER, Category.STRICTER):
        changes[category].sort(key=lambda one: (-one.shift.by, one.rule))
    return Difference(
        tuple(changes[Category.LOOSER]),
        tuple(changes[Category.STRICTER]),
        (*grounds(old, new), *changes[Category.BASIS]),
        (*sanctions(old, new), *changes[Category.WORDS], *facts(old, new)),
        tuple(_entries(old, new, begun=True)),
        tuple(_entries(old, new, begun=False)),
    )


def _pairs(old: RuleBook, new: RuleBook) -> Iterator[tuple[Rule, Rule]]:
    for name in sorted(old.rules.keys() & new.rules.keys()):
        was, now = old.rules[name], new.rules[name]
        if DRAFT not in (was.status, now.status):
            yield was, now


def _retold(old: RuleBook, new: RuleBook, was: Rule, now: Rule, said: Said) -> Iterator[RuleChange]:
    """The changes of one rule, each with the cases in which it happens and the longest period of them."""
    spans: dict[tuple[Shift, tuple[Case, ...]], list[Period]] = {}
    for period in segments(was, now):
        for change in _on(old, new, was, now, period.since or period.until or date.min):
            lasting = spans.setdefault(change, [])
            if lasting and period.since and lasting[-1].until == period.since - timedelta(days=1):
                lasting[-1] = Period(lasting[-1].since, period.until)
            else:
                lasting.append(period)
    for (shift, cases), lasting in spans.items():
        words = tuple(in_words(case, old, new) for case in cases)
        for period in lasting:
            question, lands = example(new, now, cases, period, said)
            yield RuleChange(now.id, now.title, shift, cases, words, period, question, lands)


def _on(
    old: RuleBook, new: RuleBook, was: Rule, now: Rule, day: date
) -> Iterator[tuple[Shift, tuple[Case, ...]]]:
    """What changed on that day, each with the cases in which it did."""
    try:
        found = grid(old, new, version_on(was, day), version_on(now, day))
    except TooManyCombinationsError as error:
        raise TooManyCombinationsError(f"aturan '{now.id}': {error}") from error
    cells: dict[Shift, list[Cell]] = {}
    for cell, given in walk(found):
        for shift in shifts(speech(old, was, given, day), speech(new, now, given, day)):
            cells.setdefault(shift, []).append(cell)
    for shift, those in cells.items():
        yield shift, joined(found, those)


def _labelled(old: RuleBook, new: RuleBook, was: Rule, now: Rule) -> Iterator[RuleChange]:
    """What changed whatever the case: the title, the examples from practice, what the rule is about."""
    before, after = _labels(old, new, was), _labels(old, new, now)
    differ = [part for part in before if before[part] != after[part]]
    if differ:
        was_and_now = [tuple((part, labels[part]) for part in differ) for labels in (before, after)]
        shift = Shift(Category.WORDS, was_and_now[0], was_and_now[1])
        yield RuleChange(now.id, now.title, shift, ((),), ("",), ALWAYS, _first(now), True)


def _labels(old: RuleBook, new: RuleBook, rule: Rule) -> dict[str, str | tuple[str, ...]]:
    about = {"needs": rule.needs, "excludes": rule.excludes}
    return {
        "title": rule.title,
        "practice": tuple(f"{one.what} ({one.year or 'tanpa tahun'}) {one.source}" for one in rule.practice),
        **{
            part: tuple(in_words((condition,), old, new) for condition in conditions.items())
            for part, conditions in about.items()
        },
    }


def _entries(old: RuleBook, new: RuleBook, *, begun: bool) -> Iterator[Entry]:
    """The rules that the new base has begun, or ceased, to have or to answer from."""
    here, there = (new, old) if begun else (old, new)
    for name in sorted(here.rules):
        rule, other = here.rules[name], there.rules.get(name)
        if other is None or (rule.active and not other.active):
            statuses = (other.status if other else None, rule.status)
            was, now = statuses if begun else reversed(statuses)
            yield Entry(name, rule.title, was, now, _outcomes(rule), _claimed(rule), _first(rule))


def _first(rule: Rule) -> str:
    return next(iter(rule.phrasings), rule.title)


def _outcomes(rule: Rule) -> tuple[str, ...]:
    """What the rule may answer, the strictest first."""
    if rule.kind is not Kind.VERDICT:
        return (rule.kind,)
    reached = {version.branches[n].outcome for version in rule.versions for n in version.table.cells.values()}
    return tuple(sorted(reached, key=lambda outcome: (outcome.strictness, outcome)))


def _claimed(rule: Rule) -> Period:
    """From the first day to the last on which some version speaks."""
    sides = [(version.period.since, version.period.until) for version in rule.versions]
    since = None if any(first is None for first, _ in sides) else min(first for first, _ in sides if first)
    until = None if any(last is None for _, last in sides) else max(last for _, last in sides if last)
    return Period(since, until)
