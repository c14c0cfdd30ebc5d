"""For tables drawn at random: deciding keeps its promises, and the examiner objects exactly when it must."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from bot.check.tables import assumptions, order, overlay
from bot.rulebook.decide import NeedsFact, Verdict, decide, possible
from bot.rulebook.model import Outcome
from tests.support.tables import DAY, FACTS, book_of, every_combination, rule_of, some_facts, versions


def strictness(rule, facts):
    return decide(rule, facts, DAY).outcome.strictness


@given(versions())
def test_every_combination_reaches_one_verdict(version):
    rule = rule_of(version)
    assert all(isinstance(decide(rule, facts, DAY), Verdict) for facts in every_combination())


@given(versions(assuming=True), some_facts())
def test_whatever_is_known_there_is_a_verdict_or_a_question_with_several_verdicts(version, facts):
    decision = decide(rule_of(version), facts, DAY)
    if isinstance(decision, NeedsFact):
        assert decision.fact not in facts
        assert len(decision.possible) > 1
    else:
        assert isinstance(decision, Verdict)


@given(versions(), some_facts())
def test_what_is_possible_holds_every_completion(version, facts):
    rule = rule_of(version)
    completed = {decide(rule, {**complete, **facts}, DAY).outcome for complete in every_combination()}
    assert possible(rule, facts, DAY) == completed


@given(versions(), some_facts(), some_facts())
def test_saying_more_at_once_never_loosens(version, facts, more):
    rule = rule_of(version)
    complete = {**next(every_combination()), **facts}
    both = {
        name: (
            *_several(complete[name]),
            *(option for option in more.get(name, ()) if option not in complete[name]),
        )
        for name in complete
    }
    assert strictness(rule, both) <= strictness(rule, complete)


@given(versions())
def test_the_examiner_objects_exactly_to_verdicts_that_loosen_as_a_fact_worsens(version):
    rule = rule_of(version)
    loosens = any(
        strictness(rule, {**facts, name: worse}) > strictness(rule, {**facts, name: lighter})
        for facts in every_combination()
        for name in version.table.facts
        for lighter, worse in pairwise(FACTS[name].order)
    )
    assert bool(list(order.problems(book_of(rule)))) == loosens


@given(versions(assuming=True), some_facts())
def test_no_accepted_assumption_permits_freely_what_a_stated_fact_would_not(version, facts):
    rule = rule_of(version)
    decision = decide(rule, facts, DAY)
    free = isinstance(decision, Verdict) and decision.outcome is Outcome.ALLOWED
    accepted = not list(assumptions.problems(book_of(rule)))
    assert not (free and accepted) or possible(rule, facts, DAY) == {Outcome.ALLOWED}


@given(versions(), versions())
def test_the_examiner_objects_exactly_to_overlays_that_loosen(was, now):
    old, new = rule_of(was), rule_of(now, path="kantor/r.yaml")
    loosens = any(strictness(new, facts) > strictness(old, facts) for facts in every_combination())
    assert bool(list(overlay.problems(book_of(new, replaced=old)))) == loosens


def _several(values):
    return (values,) if isinstance(values, str) else values
