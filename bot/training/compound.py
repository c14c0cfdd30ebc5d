"""Compound messages made of single ones: two acts joined, or an act beside words that change nothing.

One label for a sentence with two deeds is hard to learn from few examples; these teach that the strictest act
speaks for the whole, and that an aside changes nothing. Deterministic for the same lessons and seed.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from bot.rulebook.model import Kind, Outcome
from bot.training.lessons import Facts, Lesson

HAND = "gabungan"
_FORMS = (
    "{a} dan {b}", "{a}, {b}", "{a}. {b}", "{a} terus {b}", "{a} sambil {b}", "{a} sekalian {b}",
    "{a} trus {b}", "{a} plus {b}", "{a} habis itu {b}", "{a} tapi {b}", "{a} ({b})", "{a}\n{b}",
    "{a}. oh iya, {b}", "{a} lalu {b}", "{a} serta {b}", "{a} btw {b}", "{a}? {b}", "{a} - {b}",
    "{a} sama {b}", "{a} {b}", "{a}... {b}", "{a}; {b}",
)  # fmt: skip
_LONGEST = 26
"""Words of a message that is still joined with another."""
_RANK: Mapping[str, int] = {outcome.batch: outcome.strictness for outcome in Outcome}
_OUTSIDE = Kind.OUT_OF_SCOPE.batch
_MIX = (
    (0.45, "loose", "strict"),
    (0.2, "loose", "outside"),
    (0.1, "strict", "outside"),
    (0.12, "loose", "loose"),
    (0.05, "depends", "strict"),
    (0.08, "outside", "outside"),
)
"""Share of the compounds, and the two kinds that are joined."""


def compounds(lessons: Sequence[Lesson], count: int, seed: int) -> list[Lesson]:
    """`count` compounds of lessons short enough, each labelled as its strictest act is."""
    chance = random.Random(seed)
    kinds: dict[str, list[Lesson]] = {"loose": [], "strict": [], "depends": [], "outside": []}
    for lesson in lessons:
        kind = _kind(lesson)
        if kind and len(lesson.text.split()) <= _LONGEST:
            kinds[kind].append(lesson)
    made = []
    for share, one, other in _MIX:
        if kinds[one] and kinds[other]:
            made += [_joined(chance, kinds[one], kinds[other]) for _ in range(round(count * share))]
    return made


def _joined(chance: random.Random, ones: Sequence[Lesson], others: Sequence[Lesson]) -> Lesson:
    one, other = chance.choice(ones), chance.choice(others)
    stricter, milder = sorted((one, other), key=_strictness)
    first, second = (one, other) if chance.random() < 0.5 else (other, one)
    text = chance.choice(_FORMS).format(a=first.text.rstrip(" .?!"), b=second.text)
    facts = stricter.facts if milder.outcome == _OUTSIDE else _both(stricter.facts, milder.facts)
    return Lesson(text, stricter.rule, stricter.outcome, facts, one.stated and other.stated, HAND)


def _both(one: Facts, other: Facts) -> Facts:
    return {
        fact: tuple(dict.fromkeys((*one.get(fact, ()), *other.get(fact, ())))) for fact in {**one, **other}
    }


def _kind(lesson: Lesson) -> str | None:
    if lesson.outcome == _OUTSIDE:
        return "outside"
    rank = _RANK.get(lesson.outcome or "")
    if rank is None or lesson.outcome == Outcome.REQUIRED.batch:
        return None
    return ("strict", "depends", "loose", "loose")[rank]


def _strictness(lesson: Lesson) -> int:
    return _RANK.get(lesson.outcome or "", len(Outcome))
