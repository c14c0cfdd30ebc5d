"""Of the rules a question may be about, whose decision to believe: one outcome is told, or some are offered.

What counts is the outcome, not the rule: where neighbours agree on the verdict it does not matter which of
them was meant. Three witnesses are mixed: the learned reader's kind of answer, what its rules decide on the
facts, and what the words' rules decide. Decides nothing itself: every decision comes from `rulebook.decide`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.rulebook.calendar import situated
from bot.rulebook.decide import Decision, Information, NeedsFact, NotInForce, Verdict, decide
from bot.rulebook.model import STATUS, Kind, Outcome, Rule, RuleBook
from bot.rulebook.outcome import PERMISSIONS
from bot.understand import constants
from bot.understand.facts import stated
from bot.understand.read import Part

Status = tuple[str, ...]
"""Values of `status_pegawai` that the roster knows of the asker: one or none."""

_RULES = 12
"""Rules of the learned reader that are looked at."""


class Action(Enum):
    """What is to be done with a question."""

    TELL = "tell"
    OFFER = "offer"
    NOT_OURS = "not ours"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`rule` and `decision` are the best believed, with the facts that were said; `offered` the likeliest
    rules of our business, one for each outcome first; `belief` the share of every outcome, by batch names,
    and `possible` those still open."""

    action: Action
    rule: Rule | None
    decision: Decision | None
    facts: Mapping[str, tuple[str, ...]]
    offered: tuple[Rule, ...]
    belief: Mapping[str, float]
    possible: frozenset[str]

    @property
    def outcome(self) -> str | None:
        """The batch name of what is told."""
        return label(self.decision) if self.action is Action.TELL and self.decision else None


@dataclass(frozen=True, slots=True)
class Option:
    """A rule that may be meant: what it decides, and how much words and reader believe in it."""

    rule: Rule
    decision: Decision
    facts: Mapping[str, tuple[str, ...]]
    words: float
    reader: float
    outcomes: Mapping[str, float]
    """Batch name → share of this rule's own belief; several where a fact is missing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The options, and what each witness says of every outcome."""

    options: tuple[Option, ...]
    head: Mapping[str, float]
    rules: Mapping[str, float]
    words: Mapping[str, float]

    def belief(self) -> dict[str, float]:
        """The three witnesses mixed; all outcomes together have 1."""
        scores = {
            outcome: constants.HEAD * math.log(self.head.get(outcome, 0.0) + constants.HEAD_FLOOR)
            + constants.RULES * math.log(self.rules.get(outcome, 0.0) + constants.RULES_FLOOR)
            + constants.WORDS * math.log(self.words.get(outcome, 0.0) + constants.WORDS_FLOOR)
            for outcome in {**self.head, **self.rules, **self.words}
        }
        best = max(scores.values())
        raised = {outcome: math.exp(score - best) for outcome, score in scores.items()}
        whole = sum(raised.values())
        return {outcome: share / whole for outcome, share in raised.items()}


def judge(book: RuleBook, part: Part, on: date, status: Status = ()) -> Judgement:
    """Weigh the decisions of all candidates for that day; `status` fills in where no status was said."""
    evidence = witness(book, part, on, status)
    belief = evidence.belief()
    told = max(belief, key=lambda outcome: belief[outcome])
    offered = _offered(evidence, belief)
    possible = frozenset(
        outcome for outcome, share in belief.items() if share >= constants.OPEN and outcome != _OUTSIDE
    )

    def judged(action: Action, option: Option | None) -> Judgement:
        if option is None:
            return Judgement(action, None, None, {}, offered, belief, possible)
        return Judgement(action, option.rule, option.decision, option.facts, offered, belief, possible)

    best = _best(evidence, told)
    if best is not None and belief[told] >= _needed(told):
        return judged(Action.TELL, best)
    if open_rule := _open(evidence, belief):
        return judged(Action.TELL, open_rule)
    if told == _OUTSIDE and (best is None or not offered):
        return judged(Action.NOT_OURS if best is None else Action.TELL, best)
    if told in PERMISSIONS:
        possible |= {Outcome.PROHIBITED.batch}
    return judged(Action.OFFER, best)


def witness(book: RuleBook, part: Part, on: date, status: Status = ()) -> Evidence:
    """What speaks for which outcome, not yet mixed."""
    words = {candidate.rule: candidate.share for candidate in part.candidates}
    likely = sorted(part.impression.rules, key=lambda rule: -part.impression.rules[rule])[:_RULES]
    reader = {rule: part.impression.rules[rule] for rule in likely if rule in book.rules}
    options = []
    for name in sorted({*words, *reader}):
        rule = book.rules[name]
        facts = stated(book, rule, part, on)
        decision = decide(rule, situated(book, with_status(facts, status), on), on)
        outcomes = _outcomes(decision, part.impression.outcomes)
        options.append(Option(rule, decision, facts, words.get(name, 0.0), reader.get(name, 0.0), outcomes))
    usual = part.impression.outcomes
    silent = part.chosen or _decides_otherwise(book, options, status)
    return Evidence(
        tuple(options),
        dict.fromkeys(usual, 1 / len(usual)) if silent else usual,
        _shares((one.reader, one.outcomes) for one in options),
        _shares((one.words, one.outcomes) for one in options),
    )


def _decides_otherwise(book: RuleBook, options: Sequence[Option], status: Status) -> bool:
    """Whether the rule clearly meant was decided otherwise than it would be on the release's day: the learned
    reader knows only what is answered on that one, and would speak against the law of the day asked about."""
    leading = _meant(options)
    if leading is None:
        return False
    day = book.release.day
    facts = situated(book, with_status(leading.facts, status), day)
    return outcomes(leading.decision) != outcomes(decide(leading.rule, facts, day))


def with_status(facts: Mapping[str, tuple[str, ...]], status: Status) -> Mapping[str, tuple[str, ...]]:
    """The facts with the roster's status where nothing was said about who acts."""
    return {**facts, STATUS: status} if status and not facts.get(STATUS) else facts


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


_OUTSIDE = Kind.OUT_OF_SCOPE.batch


def _outcomes(decision: Decision, usual: Mapping[str, float]) -> dict[str, float]:
    """Where a decision may end, a question back as the learned reader thinks likely; it may end open too."""
    ends = outcomes(decision)
    if isinstance(decision, NeedsFact):
        ends |= {Outcome.DEPENDS.batch}
        shares = {outcome: usual.get(outcome, 0.0) + constants.HEAD_FLOOR for outcome in ends}
        whole = sum(shares.values())
        return {outcome: share / whole for outcome, share in shares.items()}
    return dict.fromkeys(ends, 1.0)


def _shares(weighed: Iterable[tuple[float, Mapping[str, float]]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for weight, ends in weighed:
        for outcome, share in ends.items():
            found[outcome] = found.get(outcome, 0.0) + weight * share
    whole = sum(found.values()) or 1.0
    return {outcome: share / whole for outcome, share in found.items()}


def _best(evidence: Evidence, told: str) -> Option | None:
    """The option most believed of those that may end in `told`."""
    fitting = [one for one in evidence.options if one.outcomes.get(told)]
    return max(fitting, key=lambda one: (_weight(one) * one.outcomes[told], one.rule.id), default=None)


def _open(evidence: Evidence, belief: Mapping[str, float]) -> Option | None:
    """The rule that is clearly meant although no outcome is: a fact is missing, or it says nothing today."""
    leading = _meant(evidence.options)
    if leading is None:
        return None
    if isinstance(leading.decision, NotInForce):
        return leading
    believed = sum(belief.get(outcome, 0.0) for outcome in leading.outcomes)
    asks = isinstance(leading.decision, NeedsFact)
    return leading if asks and believed >= constants.TOLD else None


def _meant(options: Sequence[Option]) -> Option | None:
    """The rule that words and reader together clearly mean, if there is one."""
    leading = max(options, key=lambda one: (_weight(one), one.rule.id), default=None)
    whole = sum(map(_weight, options)) or 1.0
    return leading if leading and _weight(leading) / whole >= constants.MEANT else None


def _weight(one: Option) -> float:
    return one.words + one.reader


def _needed(outcome: str) -> float:
    return constants.LOOSE_TOLD if outcome in PERMISSIONS else constants.TOLD


def _offered(evidence: Evidence, belief: Mapping[str, float]) -> tuple[Rule, ...]:
    """The likeliest rules of our business: the best of each outcome first, by how much it is believed."""
    ours = sorted(
        (one for one in evidence.options if one.rule.kind is not Kind.OUT_OF_SCOPE and one.outcomes),
        key=lambda one: (-_weight(one), one.rule.id),
    )
    leading = []
    for outcome in sorted(belief, key=lambda outcome: -belief[outcome]):
        first = next(
            (one for one in ours if max(one.outcomes, key=lambda end: one.outcomes[end]) == outcome), None
        )
        leading += [first] if first else []
    return tuple({one.rule.id: one.rule for one in (*leading, *ours)}.values())
