"""A message read → what is to be told of it: one judgement, or one for each act, the strictest first.

Permission needs full account: no piece of the message may look prohibited, no aggravating word may be unknown
to the rule, no content word may stay unexplained, and the message must have been read to its end. What is
short of that is offered and asked, never told as permitted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from bot.rulebook.decide import Verdict, facts_used
from bot.rulebook.model import Kind, Outcome, Rule, RuleBook
from bot.understand import constants
from bot.understand.arbitrate import Action, Judgement, judge
from bot.understand.read import Part, Reading

Facts = Mapping[str, tuple[str, ...]]

MOST_TOLD = 3
"""Acts of one message that get a verdict each."""
_ACT = "perbuatan"
_STRICT = frozenset({Outcome.PROHIBITED.batch, Outcome.REQUIRED.batch})
_LOOSE = frozenset({Outcome.ALLOWED.batch, Outcome.CONDITIONAL.batch})


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One judgement with the part of the message it is about; `unexplained` are the words, as written, that
    keep a permission from being told."""

    part: Part
    judgement: Judgement
    unexplained: tuple[str, ...] = ()


class Reader(Protocol):
    """Reads a message as a whole, and its pieces one by one."""

    def read(self, text: str, given: Facts = ...) -> Reading: ...
    def pieces(self, parted: Sequence[str], given: Facts = ...) -> tuple[Part, ...]: ...


def conclude(
    book: RuleBook, reader: Reader, text: str, given: Facts, on: date, status: str | None = None
) -> tuple[Conclusion, ...]:
    """At least one conclusion; of several each is a verdict told, the strictest first.

    Pieces are looked at only where they can change anything: where the whole may be told as permitted, or
    where it holds several acts.
    """
    reading = reader.read(text, given)
    whole = Conclusion(reading.whole, judge(book, reading.whole, on, status))
    if not reading.parted or not (_loose(whole.judgement) or len(reading.whole.facts.get(_ACT, ())) > 1):
        return (_accounted(whole, (), reading, on),)
    acts = [Conclusion(part, judge(book, part, on, status)) for part in reader.pieces(reading.parted, given)]
    return _several(whole, acts) or (_accounted(whole, acts, reading, on),)


def _several(whole: Conclusion, acts: Sequence[Conclusion]) -> tuple[Conclusion, ...]:
    """The acts that each have a verdict of their own, where they say more than the whole does."""
    ours = [act for act in acts if isinstance(act.judgement.decision, Verdict) and _sure(act.judgement)]
    by_rule = {_rule(act).id: act for act in reversed(ours)}
    told = sorted(by_rule.values(), key=lambda act: _strictness(act.judgement))
    if len(told) < 2 or len({act.judgement.outcome for act in told}) < 2:
        return ()
    leading = told[0].judgement.outcome
    if whole.judgement.outcome in _STRICT and leading not in _STRICT:
        return ()
    if leading in _LOOSE:
        return ()
    return tuple(told[:MOST_TOLD])


def _accounted(whole: Conclusion, acts: Sequence[Conclusion], reading: Reading, on: date) -> Conclusion:
    """The conclusion as it is, or its permission taken back to an offer."""
    judgement = whole.judgement
    if judgement.outcome not in _LOOSE:
        return whole
    unexplained = whole.part.unexplained
    barred = (
        not reading.complete
        or (_strict(judgement) >= constants.WARY_STRICT and unknown_wary(whole.part, _rule(whole), on))
        or any(_looks_strict(act.judgement) for act in acts)
    )
    if not unexplained and not barred:
        return whole
    possible = judgement.possible | {Outcome.PROHIBITED.batch}
    return replace(
        whole,
        judgement=replace(judgement, action=Action.OFFER, possible=possible),
        unexplained=() if barred else unexplained,
    )


def unknown_wary(part: Part, rule: Rule, on: date) -> bool:
    """Whether an aggravating word was said that the rule neither needs nor looks at."""
    known = set(facts_used(rule, on))
    return any(
        not any(fact in known or value in rule.needs.get(fact, ()) for fact, value in facts)
        for facts in part.wary.values()
    )


def _looks_strict(judgement: Judgement) -> bool:
    return _strict(judgement) >= constants.STRICT_PIECE and judgement.rule is not None


def _loose(judgement: Judgement) -> bool:
    """Whether a permission is told, or is as likely as not."""
    return sum(judgement.belief.get(outcome, 0.0) for outcome in _LOOSE) >= 0.5


def _strict(judgement: Judgement) -> float:
    return sum(judgement.belief.get(outcome, 0.0) for outcome in _STRICT)


def _sure(judgement: Judgement) -> bool:
    return (
        judgement.outcome is not None
        and judgement.belief[judgement.outcome] >= constants.PIECE_TOLD
        and judgement.rule is not None
        and judgement.rule.kind is Kind.VERDICT
    )


def _rule(conclusion: Conclusion) -> Rule:
    rule = conclusion.judgement.rule
    assert rule is not None
    return rule


def _strictness(judgement: Judgement) -> int:
    decision = judgement.decision
    return decision.outcome.strictness if isinstance(decision, Verdict) else Outcome.ALLOWED.strictness
