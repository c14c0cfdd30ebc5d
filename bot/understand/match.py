"""Which rule is asked about: the frame (facts each rule needs and excludes) together with the second opinion.

A frame alone misses what the lexicon does not know; resemblance alone mistakes a neighbour for the rule. The
signs are weighed together and give each candidate its share of belief. Knows nothing of verdicts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bot.rulebook.model import Kind, Rule
from bot.understand.index import Resemblance

_ACT = "perbuatan"
_CONSIDERED = 12

_WEIGHTS: Mapping[str, float] = {
    "nearest": 2.6,
    "whole": 5.5,
    "behind": -3.8,
    "framed": 1.35,
    "met": 0.65,
    "missing": -0.8,
    "excluded": -1.2,
    "stray": -0.15,
    "foreign": -0.9,
    "elsewhere": -1.1,
    "information": -0.1,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that may be the one asked about. `framed`: all the facts it needs were said, none it excludes;
    `share`: its part of the belief, all candidates together having 1."""

    rule: str
    share: float
    framed: bool
    similar: float


def rank(
    facts: Mapping[str, tuple[str, ...]],
    similar: Mapping[str, Resemblance],
    rules: Mapping[str, Rule],
    anchored: bool,
) -> tuple[Candidate, ...]:
    """The rules that resemble the message or fit its facts, best first.

    `anchored`: some word ties the message to elections or neutrality.
    """
    top = max((one.total for one in similar.values()), default=0.0)
    scored = []
    for rule in rules.values():
        seen = signs(rule, facts, similar.get(rule.id), top, anchored)
        if seen:
            score = sum(_WEIGHTS[name] * value for name, value in seen.items())
            scored.append((score, rule.id, bool(seen["framed"])))
    scored.sort(key=lambda one: (-one[0], one[1]))
    if not scored:
        return ()
    best = scored[0][0]
    belief = [math.exp(score - best) for score, _, _ in scored[:_CONSIDERED]]
    whole = sum(belief)
    return tuple(
        Candidate(rule, part / whole, framed, similar[rule].total if rule in similar else 0.0)
        for part, (_, rule, framed) in zip(belief, scored, strict=False)
    )


def signs(
    rule: Rule,
    facts: Mapping[str, tuple[str, ...]],
    resemblance: Resemblance | None,
    top: float,
    anchored: bool,
) -> dict[str, float]:
    """What speaks for and against one rule; empty when nothing does."""
    met = sum(not set(values).isdisjoint(facts.get(fact, ())) for fact, values in rule.needs.items())
    total = resemblance.total if resemblance else 0.0
    if not met and total < 0.05:
        return {}
    missing = len(rule.needs) - met
    excluded = sum(not set(values).isdisjoint(facts.get(fact, ())) for fact, values in rule.excludes.items())
    acts = set(facts.get(_ACT, ()))
    wanted = set(rule.needs.get(_ACT, ()))
    outside = rule.kind is Kind.OUT_OF_SCOPE
    apolitical = outside and set(rule.needs) == {"hal"}
    return {
        "nearest": resemblance.nearest if resemblance else 0.0,
        "whole": resemblance.whole if resemblance else 0.0,
        "behind": top - total,
        "framed": float(bool(rule.needs) and not missing and not excluded),
        "met": float(met),
        "missing": float(missing),
        "excluded": float(excluded),
        "stray": float(len(acts - wanted)),
        "foreign": float(apolitical and anchored),
        "elsewhere": float(not outside and not anchored),
        "information": float(rule.kind is not Kind.VERDICT and not outside),
    }
