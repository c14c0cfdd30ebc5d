"""For rules drawn at random: exactly what changed is told, in the cases and on the days in which it did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.check.difference import compare
from bot.check.difference.cases import in_words
from bot.rulebook.decide import Verdict, decide
from bot.rulebook.model import Fact, Outcome, Period
from tests.support.tables import book_of, every_combination, rule_of, versions

FIRST = date(2022, 1, 1)
SPAN = 30
OPPOSITES = {Outcome.PROHIBITED, Outcome.REQUIRED}


def nothing_said(question):
    return {}


@st.composite
def rules(draw):
    """A rule of one or two versions, each for some days of a month, silent on the others."""
    first, second, third, last = sorted(draw(st.lists(st.integers(0, SPAN), min_size=4, max_size=4)))
    newest = replace(
        draw(versions()), period=Period(on(third + 1), draw(st.sampled_from([None, on(last + 1)])))
    )
    oldest = replace(draw(versions()), period=Period(draw(st.sampled_from([None, on(first)])), on(second)))
    return rule_of(*draw(st.sampled_from([(newest,), (newest, oldest)])))


def on(day):
    return FIRST + timedelta(days=day)


def degree(rule, facts, day):
    """Silence stands between what forbids and what permits."""
    found = decide(rule, facts, day)
    return (found.outcome.strictness, found.outcome) if isinstance(found, Verdict) else (1.5, None)


def told(changes, facts, day):
    """How many of the changes are said to happen in that case on that day."""
    return sum(
        change.period.contains(day)
        and any(all(facts[fact] in options for fact, options in case) for case in change.cases)
        for change in changes
    )


@given(rules())
def test_a_rule_base_does_not_differ_from_itself(rule):
    found = compare(book_of(rule), book_of(rule), nothing_said)
    assert not any((found.looser, found.stricter, found.basis, found.words, found.added, found.removed))


@given(rules(), rules(), st.integers(-2, SPAN + 2))
def test_exactly_the_looser_and_the_stricter_cases_are_told_once_each(old, new, day):
    found = compare(book_of(old), book_of(new), nothing_said)
    for facts in every_combination():
        (was, before), (now, after) = (degree(rule, facts, on(day)) for rule in (old, new))
        looser = now > was or (now == was and {before, after} == OPPOSITES)
        assert told(found.looser, facts, on(day)) == looser
        assert told(found.stricter, facts, on(day)) == (now < was)


@given(rules(), rules())
def test_cases_of_one_change_are_told_together_and_periods_do_not_meet(old, new):
    found = compare(book_of(old), book_of(new), nothing_said)
    for changes in (found.looser, found.stricter, found.words):
        for one in changes:
            for other in changes:
                if one is not other and (one.shift, one.cases) == (other.shift, other.cases):
                    ends = {one.period.until, other.period.until} - {None}
                    assert {one.period.since, other.period.since}.isdisjoint(
                        end + timedelta(days=1) for end in ends
                    )
                same_days = one is not other and one.period == other.period
                assert not (same_days and one.shift == other.shift)


@given(versions(assuming=True), versions(assuming=True))
def test_what_is_taken_for_granted_is_compared_too(was, now):
    old, new = rule_of(was), rule_of(now)
    found = compare(book_of(old), book_of(new), nothing_said)
    for fact in {*was.table.facts, *now.table.facts}:
        for facts in every_combination():
            unsaid = {name: option for name, option in facts.items() if name != fact}
            decisions = [decide(rule, unsaid, FIRST) for rule in (old, new)]
            if all(isinstance(one, Verdict) for one in decisions):
                before, after = (one.outcome for one in decisions)
                if after.strictness > before.strictness:
                    assert found.looser


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("a0", None), "nol / tidak disebut"),
        (("a0", "a1", "a2", "a3", "a4"), "selain lima"),
        (("a0", "a1", "a2", "a3", "a4", None), "selain lima, juga bila tidak disebut"),
        (("a0", "a1", "a2", "a3", "a4", "a5"), "apa pun"),
    ],
)
def test_many_options_are_told_by_those_that_are_left(options, said):
    labels = {f"a{n}": word for n, word in enumerate(["nol", "satu", "dua", "tiga", "empat", "lima"])}
    book = replace(book_of(rule_of()), facts={"a": Fact("a", "?", labels, False, ())})
    assert in_words((("a", options),), book, book) == f"a: {said}"
