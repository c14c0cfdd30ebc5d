"""The third opinion: which kind of answer such a question usually gets.

A linear classifier over words, concepts and facts, trained while compiling on the phrasings and inline tests
of all rules, each labelled with what its own rule decides. It sees the whole rule base at once where a frame
sees one rule, but it never decides: it only says which of the candidates' decisions to believe.
"""

from __future__ import annotations

import math
import random
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

from bot.understand.words.extract import Extract
from bot.understand.words.lexicon import Lexicon

_EPOCHS, _AGGRESSION, _SEED = 4, 0.3, 1
_SHARPNESS = 4.0
"""Turns margins into shares of belief."""
_PAIR, _TRIGRAM = 0.7, 0.3


@dataclass(frozen=True, slots=True)
class Classifier:
    """The feature at place n has a weight for each label from `weights[n * len(labels)]` on.

    Features are kept as sorted checksums of their names: the names would be most of what has to be loaded. Of
    two names with the same checksum, once in a hundred thousand questions, one speaks for the other.
    """

    labels: tuple[str, ...]
    features: array[int]
    weights: array[float]
    """Single precision: a third of the rule base's size is here, and the eighth digit decides nothing."""

    def of(self, features: Mapping[str, float]) -> dict[str, float]:
        """Label → share of belief, all together 1."""
        width = len(self.labels)
        scores = [0.0] * width
        for name, value in features.items():
            checksum = crc32(name.encode())
            place = bisect_left(self.features, checksum)
            if place < len(self.features) and self.features[place] == checksum:
                own = self.weights[place * width : (place + 1) * width]
                scores = [score + value * weight for score, weight in zip(scores, own, strict=True)]
        best = max(scores)
        shares = [math.exp(_SHARPNESS * (score - best)) for score in scores]
        whole = sum(shares)
        return {label: share / whole for label, share in zip(self.labels, shares, strict=True)}


def train(rows: Sequence[tuple[Mapping[str, float], str]]) -> Classifier:
    """Averaged passive-aggressive learning of (features, label) rows; the same rows give the same opinion."""
    labels = tuple(sorted({label for _, label in rows}))
    number = {label: n for n, label in enumerate(labels)}
    weights: dict[str, list[float]] = {}
    drift: dict[str, list[float]] = {}
    order = list(range(len(rows)))
    shuffler = random.Random(_SEED)
    step = 0
    for _ in range(_EPOCHS):
        shuffler.shuffle(order)
        for row in order:
            features, label = rows[row]
            step += 1
            right = number[label]
            scores = _scores(features, weights, len(labels))
            rival = max((n for n in range(len(labels)) if n != right), key=scores.__getitem__)
            loss = 1.0 - scores[right] + scores[rival]
            if loss <= 0.0:
                continue
            size = min(_AGGRESSION, loss / 2.0)
            for name, value in features.items():
                own = weights.setdefault(name, [0.0] * len(labels))
                past = drift.setdefault(name, [0.0] * len(labels))
                own[right] += size * value
                own[rival] -= size * value
                past[right] += step * size * value
                past[rival] -= step * size * value
    names = {crc32(name.encode()): name for name in weights}
    trained = Classifier(labels, array("I", sorted(names)), array("f"))
    for checksum in trained.features:
        averaged = zip(weights[names[checksum]], drift[names[checksum]], strict=True)
        trained.weights.extend(weight - late / step for weight, late in averaged)
    return trained


def features(seen: Extract, lexicon: Lexicon, base: Iterable[str]) -> dict[str, float]:
    """`base` (the index's features) with the facts said and pairs of neighbouring words, at unit length."""
    found = {name: _TRIGRAM if name.startswith("t:") else 1.0 for name in base}
    for fact, values in seen.facts.items():
        for value in values:
            found[f"f:{fact}={value}"] = 1.0
    words = [lexicon.stem(token.word) for token in seen.tokens if token.word not in lexicon.fillers]
    for first, second in pairwise(words):
        found[f"b:{first} {second}"] = _PAIR
    length = math.sqrt(sum(value * value for value in found.values())) or 1.0
    return {name: value / length for name, value in found.items()}


def _scores(features: Mapping[str, float], weights: Mapping[str, list[float]], labels: int) -> list[float]:
    scores = [0.0] * labels
    for name, value in features.items():
        own = weights.get(name)
        if own is not None:
            for n in range(labels):
                scores[n] += value * own[n]
    return scores
