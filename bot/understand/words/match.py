"""Which rule the words speak of: the facts each rule needs and excludes, and likeness to its phrasings.

A frame alone misses what the lexicon does not know; resemblance alone mistakes a neighbour for the rule. The
signs are weighed together and give each candidate its share of belief. Knows nothing of verdicts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from operator import mul

from bot.rulebook.model import STATUS, Kind, Rule
from bot.rulebook.model.facts import ACT
from bot.understand.words.similarity import Resemblance, Similarity

_CONSIDERED = 12

_WEIGHTS: Mapping[str, float] = {
    "nearest": 2.9,
    "whole": 6.0,
    "behind": -4.1,
    "framed": 1.3,
    "met": 0.5,
    "missing": -0.55,
    "excluded": -0.9,
    "stray": -0.1,
    "foreign": -0.9,
    "elsewhere": -1.2,
    "information": -0.2,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that may be the one asked about, and its share of belief, all candidates together having 1."""

    rule: str
    share: float


@dataclass(frozen=True, slots=True)
class Frames:
    """What every rule needs and excludes, turned round: (fact, value) → rules it speaks for or against."""

    rules: Mapping[str, Rule]
    needers: Mapping[tuple[str, str], tuple[str, ...]]
    refusers: Mapping[tuple[str, str], tuple[str, ...]]

    def fit(self, facts: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """Rule id → the facts it needs that were said, and rule id → the facts it excludes that were said."""
        met: dict[str, set[str]] = {}
        refused: dict[str, set[str]] = {}
        for fact, values in facts.items():
            for value in values:
                for rule in self.needers.get((fact, value), ()):
                    met.setdefault(rule, set()).add(fact)
                for rule in self.refusers.get((fact, value), ()):
                    refused.setdefault(rule, set()).add(fact)
        return met, refused


def frames(rules: Mapping[str, Rule]) -> Frames:
    """Compile the frames of the rules that are answered from."""
    needers: dict[tuple[str, str], list[str]] = {}
    refusers: dict[tuple[str, str], list[str]] = {}
    for rule in rules.values():
        for turned, wanted in ((needers, rule.needs), (refusers, rule.excludes)):
            for fact, values in wanted.items():
                for value in values:
                    turned.setdefault((fact, value), []).append(rule.id)
    return Frames(
        rules,
        {key: tuple(found) for key, found in needers.items()},
        {key: tuple(found) for key, found in refusers.items()},
    )


def rank(
    frames: Frames,
    facts: Mapping[str, tuple[str, ...]],
    similarity: Similarity,
    features: Mapping[str, float],
    anchored: bool,
) -> tuple[Candidate, ...]:
    """The rules that resemble the message or fit its facts, best first.

    `anchored`: some word ties the message to elections or neutrality.
    """
    met, refused = frames.fit(facts)
    framed = frozenset(
        rule
        for rule, said in met.items()
        if rule not in refused and len(said) == len(frames.rules[rule].needs)
    )
    similar = similarity.similar(features, framed)
    top = max((one.total for one in similar.values()), default=0.0)
    acts = set(facts.get(ACT, ()))
    scored = []
    weights: list[float] = []
    for name in {*similar, *framed}:
        rule = frames.rules[name]
        if STATUS in rule.needs and STATUS not in met.get(name, ()):
            continue  # written for one group of employees, and nobody of it is asking
        seen = signs(
            rule, similar.get(name), top, len(met.get(name, ())), len(refused.get(name, ())), acts, anchored
        )
        weights = weights or [_WEIGHTS[sign] for sign in seen]
        scored.append((sum(map(mul, weights, seen.values())), name))
    if not scored:
        return ()
    scored.sort(key=lambda one: (-one[0], one[1]))
    del scored[_CONSIDERED:]
    belief = [math.exp(score - scored[0][0]) for score, _ in scored]
    whole = sum(belief)
    return tuple(Candidate(name, part / whole) for part, (_, name) in zip(belief, scored, strict=True))


def signs(
    rule: Rule,
    resemblance: Resemblance | None,
    top: float,
    met: int,
    refused: int,
    acts: set[str],
    anchored: bool,
) -> dict[str, float]:
    """What speaks for and against one rule; `met` and `refused` count the facts it needs or excludes,
    `top` is the best resemblance of all rules."""
    missing = len(rule.needs) - met
    outside = rule.kind is Kind.OUT_OF_SCOPE
    return {
        "nearest": resemblance.nearest if resemblance else 0.0,
        "whole": resemblance.whole if resemblance else 0.0,
        "behind": top - (resemblance.total if resemblance else 0.0),
        "framed": bool(rule.needs) and not missing and not refused,
        "met": met,
        "missing": missing,
        "excluded": refused,
        "stray": len(acts.difference(rule.needs.get(ACT, ()))),
        "foreign": outside and anchored and set(rule.needs) == {"hal"},
        "elsewhere": not outside and not anchored,
        "information": rule.kind is not Kind.VERDICT and not outside,
    }
