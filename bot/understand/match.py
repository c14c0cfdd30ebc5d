"""Which rule is asked about: the frame (facts each rule needs and excludes) together with the second opinion.

A frame alone misses what the lexicon does not know; resemblance alone mistakes a neighbour for the rule.
Knows nothing of verdicts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.rulebook.model import Kind, Rule

_FRAMED, _NEED, _MISSING, _EXCLUDED, _STRAY = 0.20, 0.06, -0.16, -0.55, -0.05
_FOREIGN = -0.22
"""Of a rule outside our business when the message is about elections, and of one inside when it is not."""
_ACT = "perbuatan"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that may be the one asked about. `framed`: all the facts it needs were said, none it excludes."""

    rule: str
    score: float
    framed: bool
    similar: float


def rank(
    facts: Mapping[str, tuple[str, ...]],
    similar: Mapping[str, float],
    rules: Mapping[str, Rule],
    anchored: bool,
) -> tuple[Candidate, ...]:
    """All rules that resemble the message or fit its facts, best first.

    `anchored`: some word ties the message to elections or neutrality.
    """
    acts = set(facts.get(_ACT, ()))
    found = []
    for rule in rules.values():
        resemblance = similar.get(rule.id, 0.0)
        met = sum(not set(values).isdisjoint(facts.get(fact, ())) for fact, values in rule.needs.items())
        if not met and resemblance < 0.1:
            continue
        missing = len(rule.needs) - met
        excluded = sum(not set(values).isdisjoint(facts.get(fact, ())) for fact, values in rule.excludes.items())
        stray = len(acts - set(rule.needs.get(_ACT, ())))
        framed = bool(rule.needs) and not missing and not excluded
        score = resemblance + _NEED * met + _MISSING * missing + _EXCLUDED * excluded + _STRAY * stray
        if framed:
            score += _FRAMED
        outside = rule.kind is Kind.OUT_OF_SCOPE
        if outside != (not anchored) and not (outside and framed):
            score += _FOREIGN
        found.append(Candidate(rule.id, score, framed, resemblance))
    found.sort(key=lambda candidate: (-candidate.score, candidate.rule))
    return tuple(found)
