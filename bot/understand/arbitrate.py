"""Of the rules a question may be about, whose decision to believe: one outcome is told, or some offered.

What counts is the outcome, not the rule: where neighbours agree on the verdict it does not matter which of
them was meant. A permission needs more belief than a prohibition, and none is given past an aggravating word
that its rule does not know. Decides nothing itself: every decision comes from `rulebook.decide`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.rulebook.calendar import situated
from bot.rulebook.decide import Decision, Information, NeedsFact, Verdict, decide, facts_used
from bot.rulebook.model import Kind, Outcome, Rule, RuleBook
from bot.understand.read import Part
from bot.understand.words.match import Candidate

_BELIEF, _LOOSE_BELIEF = 0.6, 0.8
"""Share of belief from which an outcome is told; a permission needs more."""
_OUTSIDE, _OUTSIDE_UNANCHORED = 0.5, 0.2
"""How much the third opinion must take a message for none of our business, with a word that ties it to
elections and without."""
_UNANCHORED, _UNANCHORED_UNFRAMED = 0.6, 0.9
"""Belief needed to answer a message without such a word, where the rule's facts were said and where not."""
_OPEN = 0.03
"""Belief from which an outcome still counts as possible."""


class Stand(Enum):
    """What is to be done with a question."""

    TELL = "tell"
    OFFER = "offer"
    NOT_OURS = "not ours"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`rule` and `decision` are the best believed; `offered` the likeliest rules of our business, one for
    each outcome first; `possible` the outcomes still open, by their batch names."""

    stand: Stand
    rule: Rule | None
    decision: Decision | None
    offered: tuple[Rule, ...]
    possible: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Weighed:
    weight: float
    rule: Rule
    decision: Decision


def judge(book: RuleBook, part: Part, on: date) -> Judgement:
    """Weigh the decisions of all candidates for that day."""
    facts = situated(book, part.facts, on)
    weighed = sorted((_weigh(book, part, facts, candidate, on) for candidate in part.candidates), key=_order)
    if not weighed:
        return Judgement(Stand.NOT_OURS, None, None, (), frozenset())
    belief: dict[str, float] = {}
    for one in weighed:
        belief[label(one.decision)] = belief.get(label(one.decision), 0.0) + one.weight
    whole = sum(belief.values()) or 1.0
    told = max(belief, key=lambda outcome: belief[outcome])
    share = belief[told] / whole
    best = next(one for one in weighed if label(one.decision) == told)
    offered = _offered(weighed, belief)
    possible = {
        outcome
        for one in weighed
        if belief[label(one.decision)] / whole >= _OPEN and one.rule.kind is not Kind.OUT_OF_SCOPE
        for outcome in outcomes(one.decision)
    }
    stand = _stand(part, best, share, on)
    if stand is Stand.OFFER and _loose(best.decision):
        possible.add(Outcome.PROHIBITED.batch)
    if stand is Stand.OFFER and not offered:
        stand = Stand.TELL
    return Judgement(stand, best.rule, best.decision, offered, frozenset(possible))


def label(decision: Decision) -> str:
    """The batch name of what a decision says; a question back and silence stand for themselves."""
    if isinstance(decision, Verdict):
        return decision.outcome.batch
    if isinstance(decision, Information):
        return decision.kind.batch
    return f"{type(decision).__name__} {decision.rule.id}"


def outcomes(decision: Decision) -> frozenset[str]:
    """The outcomes a decision may end in, by their batch names."""
    if isinstance(decision, NeedsFact):
        return frozenset(outcome.batch for outcome in decision.possible)
    return frozenset({label(decision)}) if isinstance(decision, Verdict | Information) else frozenset()


def _weigh(
    book: RuleBook, part: Part, facts: Mapping[str, tuple[str, ...]], candidate: Candidate, on: date
) -> _Weighed:
    """A candidate's share, weighed by how usual its kind of answer is for such a question; a question back
    may end in any outcome it leaves open."""
    rule = book.rules[candidate.rule]
    decision = decide(rule, facts, on)
    usual = (
        {*outcomes(decision), Outcome.DEPENDS.batch}
        if isinstance(decision, NeedsFact)
        else outcomes(decision)
    )
    share = candidate.share * max((part.opinion.get(one, 0.0) for one in usual), default=0.0)
    return _Weighed(share, rule, decision)


def _order(one: _Weighed) -> tuple[float, str]:
    return -one.weight, one.rule.id


def _stand(part: Part, best: _Weighed, share: float, on: date) -> Stand:
    if best.rule.kind is not Kind.OUT_OF_SCOPE and _foreign(part, best, share):
        return Stand.NOT_OURS
    if _loose(best.decision):
        return Stand.OFFER if share < _LOOSE_BELIEF or _unaccounted(part, best.rule, on) else Stand.TELL
    return Stand.TELL if share >= _BELIEF else Stand.OFFER


def _foreign(part: Part, best: _Weighed, share: float) -> bool:
    """Whether a message is none of our business although a rule of ours seems nearest.

    Likeness alone never permits anything: without a word of elections the deed itself must have been said,
    and asked about.
    """
    outside = part.opinion.get(Kind.OUT_OF_SCOPE.batch, 0.0)
    if part.anchored:
        return outside >= _OUTSIDE
    framed = any(candidate.framed for candidate in part.candidates if candidate.rule == best.rule.id)
    if _loose(best.decision) and (not framed or "boleh" not in part.facts.get("maksud", ())):
        return True
    return outside >= _OUTSIDE_UNANCHORED or share < (_UNANCHORED if framed else _UNANCHORED_UNFRAMED)


def _unaccounted(part: Part, rule: Rule, on: date) -> bool:
    """Whether an aggravating word was said that the rule neither needs nor looks at."""
    known = set(facts_used(rule, on))
    return any(
        not any(fact in known or value in rule.needs.get(fact, ()) for fact, value in facts)
        for facts in part.wary.values()
    )


def _loose(decision: Decision) -> bool:
    return isinstance(decision, Verdict) and decision.outcome.strictness >= Outcome.CONDITIONAL.strictness


def _offered(weighed: list[_Weighed], belief: Mapping[str, float]) -> tuple[Rule, ...]:
    ours = [one for one in weighed if one.rule.kind is not Kind.OUT_OF_SCOPE]
    first: dict[str, Rule] = {}
    for one in ours:
        first.setdefault(label(one.decision), one.rule)
    leading = [first[outcome] for outcome in sorted(first, key=lambda outcome: -belief[outcome])]
    return tuple({rule.id: rule for rule in (*leading, *(one.rule for one in ours))}.values())
