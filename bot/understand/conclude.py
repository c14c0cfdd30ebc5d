"""A message read → what is to be told of it: one judgement, or one for each act, the strictest first.

A permission needs full account: no piece of the message may look prohibited, no content word may stay
unexplained, an aggravating word must be known to the rule or hardly believed, and the message must have been
read to its end. Otherwise the rule is offered and asked about, never told as permitting.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from bot.rulebook.calendar import situated
from bot.rulebook.decide import NeedsFact, Verdict, decide, facts_used
from bot.rulebook.model import Kind, Outcome, Rule, RuleBook
from bot.rulebook.model.facts import ACT, STATUS, TNI_POLRI
from bot.rulebook.outcome import PERMISSIONS
from bot.understand import constants
from bot.understand.arbitrate import Action, Judgement, Status, judge, outcomes, with_status
from bot.understand.read import Part, Piece, Reading

Facts = Mapping[str, tuple[str, ...]]

MOST_TOLD = 3
"""Acts of one message that get a verdict each."""
_PROHIBITED = Outcome.PROHIBITED.batch
_HAIR = 1e-4


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One judgement with the part of the message it is about; `unexplained` are the words that keep a
    permission from being told."""

    part: Part
    judgement: Judgement
    unexplained: tuple[str, ...] = ()


class MessageReader(Protocol):
    """Reads a message as a whole, and its pieces one by one."""

    def read(self, text: str, given: Facts = ...) -> Reading: ...
    def pieces(self, parted: Sequence[Piece], given: Facts = ...) -> tuple[Part, ...]: ...
    def alone(self, parted: Sequence[Piece]) -> tuple[Piece, ...]: ...


def conclude(
    book: RuleBook, reader: MessageReader, text: str, given: Facts, on: date, status: Status = ()
) -> tuple[Conclusion, ...]:
    """At least one conclusion; of several each is a verdict told, the strictest first.

    Pieces are looked at only where they can change anything: where the whole may be told as permitted, or
    where it holds several acts.
    """
    reading = reader.read(text, given)
    whole = Conclusion(reading.whole, judge(book, reading.whole, on, status))
    acts: list[Conclusion] = []
    if _likely_permitted(whole.judgement) or len(reading.whole.facts.get(ACT, ())) > 1:
        parts = reader.pieces(reading.parted, given)
        acts = [Conclusion(part, judge(book, part, on, status)) for part in parts]
    if told := _several(whole, acts, reading, on):
        return told
    barred = bool(acts) and _may_permit(whole.judgement) and _barred(book, reader, whole, reading, acts, on)
    return (_unassumed(book, _accounted(whole, barred, reading, on), on, status),)


def _several(
    whole: Conclusion, acts: Sequence[Conclusion], reading: Reading, on: date
) -> tuple[Conclusion, ...]:
    """The acts that each have a verdict of their own, where these differ and the strictest forbids.

    A piece has to be surer where the whole is permitted: out of its context it may mislead. Less sure ones
    still keep the permission from being told.
    """
    permitted = whole.judgement.outcome in PERMISSIONS
    needed = constants.PIECE_OVERRULES if permitted else constants.PIECE_TOLD
    told: dict[str, Conclusion] = {}
    for act in sorted(acts, key=lambda act: _strictness(act.judgement)):
        if _sure(act.judgement) and not _open_account(act, False, reading, on):
            told.setdefault(_rule(act).id, act)
    leading = next(iter(told.values()), None)
    if leading is None or _prohibited(leading.judgement) < needed:
        return ()
    if len({act.judgement.outcome for act in told.values()}) < 2:
        return ()
    return tuple(told.values())[:MOST_TOLD]


def _accounted(whole: Conclusion, barred: bool, reading: Reading, on: date) -> Conclusion:
    """The conclusion as it is; where it may end in a permission that is not accounted for, an offer."""
    judgement = whole.judgement
    if not _open_account(whole, barred, reading, on):
        return whole
    possible = judgement.possible | {Outcome.PROHIBITED.batch}
    offer = replace(judgement, action=Action.OFFER, possible=possible)
    return Conclusion(whole.part, offer, whole.part.unexplained)


def _unassumed(book: RuleBook, one: Conclusion, on: date, status: Status) -> Conclusion:
    """The conclusion as it is; where it permits by what was taken for granted, although the learned reader
    hears a prohibition about as likely, the fact is asked about instead."""
    judgement, decision = one.judgement, one.judgement.decision
    heard = one.part.impression.outcomes.get(_PROHIBITED, 0.0)
    if (
        judgement.outcome not in PERMISSIONS
        or not isinstance(decision, Verdict)
        or not decision.assumed
        or heard < constants.ASSUMPTION_DOUBTED
    ):
        return one
    rule = replace(
        decision.rule, versions=tuple(replace(version, assume={}) for version in decision.rule.versions)
    )
    asked = decide(rule, situated(book, with_status(judgement.facts, status), on), on)
    if not isinstance(asked, NeedsFact):
        return one
    return replace(one, judgement=replace(judgement, decision=replace(asked, rule=decision.rule)))


def _open_account(one: Conclusion, barred: bool, reading: Reading, on: date) -> bool:
    """Whether something was said that keeps this conclusion from permitting; `barred`: by a piece."""
    judgement = one.judgement
    if judgement.action is not Action.TELL or not _may_permit(judgement):
        return False
    return (
        barred
        or bool(one.part.unexplained)
        or not reading.complete
        or unknown_actor(one.part, _rule(one), on)
        or (_prohibited(judgement) >= constants.WARY and unknown_wary(one.part, _rule(one), on))
    )


def _barred(
    book: RuleBook,
    reader: MessageReader,
    whole: Conclusion,
    reading: Reading,
    acts: Sequence[Conclusion],
    on: date,
) -> bool:
    """Whether a piece keeps the message from being permitted: it looks prohibited in its sentence and by
    itself, the odds of both taken together; sooner where the whole is in doubt too, later the more pieces
    there are, as each is one more chance of a false alarm. Hardly any surroundings are needed to hide a few
    bare words, so an aggravating phrase alone counts by itself."""
    doubt = constants.WHOLE_DOUBTS * _log_odds(_prohibited(whole.judgement)) - math.log(len(acts))
    for act, part in zip(acts, reader.pieces(reader.alone(reading.parted)), strict=True):
        alone = _prohibited(judge(book, part, on))
        if _log_odds(_prohibited(act.judgement)) + _log_odds(alone) + doubt >= constants.PIECE_BARS:
            return True
        bare = len(part.text.split()) <= constants.BARE_WORDS
        if bare and alone >= constants.BARE_BARS and unknown_wary(part, _rule(whole), on):
            return True
    return False


def unknown_actor(part: Part, rule: Rule, on: date) -> bool:
    """Whether somebody was named whom the law binds more strictly, and the rule does not ask who acts."""
    named = TNI_POLRI in part.facts.get(STATUS, ())
    return named and STATUS not in rule.needs and STATUS not in facts_used(rule, on)


def unknown_wary(part: Part, rule: Rule, on: date) -> bool:
    """Whether an aggravating word was said that the rule neither needs nor looks at."""
    known = set(facts_used(rule, on))
    return any(
        not any(fact in known or value in rule.needs.get(fact, ()) for fact, value in facts)
        for facts in part.wary.values()
    )


def _may_permit(judgement: Judgement) -> bool:
    decision = judgement.decision
    return isinstance(decision, Verdict | NeedsFact) and not outcomes(decision).isdisjoint(PERMISSIONS)


def _likely_permitted(judgement: Judgement) -> bool:
    """Whether a permission is as likely as not, or the question back may end in one."""
    believed = sum(judgement.belief.get(outcome, 0.0) for outcome in PERMISSIONS)
    return believed >= constants.TOLD or _may_permit(judgement)


def _log_odds(belief: float) -> float:
    """Positive where it is more likely than not; a hair away from 0 and 1, where odds have no end."""
    return math.log((belief + _HAIR) / (1 - belief + _HAIR))


def _prohibited(judgement: Judgement) -> float:
    return judgement.belief.get(_PROHIBITED, 0.0)


def _sure(judgement: Judgement) -> bool:
    """Whether a piece has a verdict of its own."""
    if judgement.outcome is None or judgement.rule is None or judgement.rule.kind is not Kind.VERDICT:
        return False
    return isinstance(judgement.decision, Verdict) and (
        judgement.belief[judgement.outcome] >= constants.PIECE_TOLD
    )


def _rule(conclusion: Conclusion) -> Rule:
    rule = conclusion.judgement.rule
    assert rule is not None
    return rule


def _strictness(judgement: Judgement) -> tuple[int, bool]:
    decision = judgement.decision
    if not isinstance(decision, Verdict):
        return len(Outcome), False
    return decision.outcome.strictness, decision.outcome is not Outcome.PROHIBITED
