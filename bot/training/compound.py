"""Compound messages made of single ones: two acts joined, or an act beside words that change nothing.

One label for a sentence with two deeds is hard to learn from few examples; these teach that the strictest act
speaks for the whole, and that an aside changes nothing; and, as it is known which half means what, to hear
each half in its surroundings. Deterministic for the same lessons and seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.rulebook.model import Kind, Outcome
from bot.training.lessons import Act, Facts, Lesson

HAND = "gabungan"
_JOINTS = (
    " dan ", ", ", ". ", " terus ", " sambil ", " sekalian ", " trus ", " plus ", " habis itu ", " tapi ",
    " (", "\n", ". oh iya, ", " lalu ", " serta ", " btw ", "? ", " - ", " sama ", " ", "... ", "; ",
)  # fmt: skip
_LONGEST = 26
"""Words of a message that is still joined with another."""
_STORIES, _SHORT = 0.2, 14
"""Share of the compounds to which one more permitted or irrelevant message is joined, as people tell stories,
and the words that it may have."""
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
    asides = [
        lesson
        for kind in ("loose", "outside")
        for lesson in kinds[kind]
        if len(lesson.text.split()) <= _SHORT
    ]
    return [
        _joined(chance, [lesson], asides) if asides and chance.random() < _STORIES else lesson
        for lesson in made
    ]


def _joined(chance: random.Random, ones: Sequence[Lesson], others: Sequence[Lesson]) -> Lesson:
    one, other = chance.choice(ones), chance.choice(others)
    stricter, milder = sorted((one, other), key=_strictness)
    first, second = (one, other) if chance.random() < 0.5 else (other, one)
    joint = chance.choice(_JOINTS)
    head = first.text.rstrip(" .?!")
    text = f"{head}{joint}{second.text}{')' if '(' in joint else ''}"
    acts = (*_own(first, 0, len(head)), *_own(second, len(head) + len(joint), len(second.text)))
    facts = stricter.facts if milder.outcome == _OUTSIDE else _both(stricter.facts, milder.facts)
    return Lesson(text, stricter.rule, stricter.outcome, facts, one.stated and other.stated, HAND, acts)


def _own(half: Lesson, at: int, length: int) -> Iterator[Act]:
    """What is known of the half that stands `at` that place of the compound; the end may have been cut."""
    for act in half.acts or (Act(0, length, half.rule, half.outcome),):
        if act.start < length:
            yield replace(act, start=at + act.start, end=at + min(act.end, length))


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
