"""The second opinion: which rule's phrasings a message resembles, by concepts, words and letter trigrams.

A TF-IDF over the phrasings of all rules. It knows nothing of facts, negation or verdicts, which is why it
never decides alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.understand.extract import Extract
from bot.understand.lexicon import Lexicon

_CONCEPT, _DENIED, _WORD, _TRIGRAM = 1.6, 1.6, 1.0, 0.35
_NEAREST, _WHOLE = 0.6, 0.4
"""Weight of the single nearest phrasing against the rule's phrasings taken together."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How much a message resembles a rule's nearest phrasing, and all its phrasings taken together (0 to 1)."""

    nearest: float
    whole: float

    @property
    def total(self) -> float:
        return _NEAREST * self.nearest + _WHOLE * self.whole


@dataclass(frozen=True, slots=True)
class Index:
    """Inverted lists: feature → (phrasing or rule number, weight), with what each number stands for."""

    rules: tuple[str, ...]
    owner: tuple[int, ...]
    phrasings: Mapping[str, tuple[tuple[int, float], ...]]
    wholes: Mapping[str, tuple[tuple[int, float], ...]]
    rarity: Mapping[str, float]

    def similar(self, features: Mapping[str, float]) -> dict[str, Resemblance]:
        """Rule id → resemblance, only for rules that resemble at all."""
        query = {name: weight * self.rarity[name] for name, weight in features.items() if name in self.rarity}
        unknown = sum((weight * 4.0) ** 2 for name, weight in features.items() if name not in self.rarity)
        length = math.sqrt(sum(weight * weight for weight in query.values()) + 0.3 * unknown)
        if not length:
            return {}
        nearest = [0.0] * len(self.rules)
        by_phrasing: dict[int, float] = {}
        whole: dict[int, float] = {}
        for name, weight in query.items():
            for number, stored in self.phrasings.get(name, ()):
                by_phrasing[number] = by_phrasing.get(number, 0.0) + weight * stored
            for number, stored in self.wholes.get(name, ()):
                whole[number] = whole.get(number, 0.0) + weight * stored
        for number, score in by_phrasing.items():
            rule = self.owner[number]
            if score > nearest[rule]:
                nearest[rule] = score
        return {
            self.rules[rule]: Resemblance(nearest[rule] / length, score / length) for rule, score in whole.items()
        }


def build(phrasings: Iterable[tuple[str, Mapping[str, float]]]) -> Index:
    """Index (rule id, features) pairs, one for each phrasing."""
    rows = list(phrasings)
    rules = tuple(dict.fromkeys(rule for rule, _ in rows))
    number = {rule: n for n, rule in enumerate(rules)}
    spread = Counter(name for _, features in rows for name in features)
    rarity = {name: 1.0 + math.log(len(rows) / seen) for name, seen in spread.items()}
    lists: dict[str, list[tuple[int, float]]] = {}
    sums: list[dict[str, float]] = [{} for _ in rules]
    for row, (rule, features) in enumerate(rows):
        for name, weight in _unit({name: w * rarity[name] for name, w in features.items()}).items():
            lists.setdefault(name, []).append((row, weight))
            whole = sums[number[rule]]
            whole[name] = whole.get(name, 0.0) + weight
    wholes: dict[str, list[tuple[int, float]]] = {}
    for n, total in enumerate(sums):
        for name, weight in _unit({name: math.sqrt(w) for name, w in total.items()}).items():
            wholes.setdefault(name, []).append((n, weight))
    return Index(
        rules,
        tuple(number[rule] for rule, _ in rows),
        {name: tuple(found) for name, found in lists.items()},
        {name: tuple(found) for name, found in wholes.items()},
        rarity,
    )


def features(seen: Extract, lexicon: Lexicon) -> dict[str, float]:
    """What the index compares: concepts said (`c:`) or denied (`!`), words (`w:`), trigrams of odd words (`t:`)."""
    found: dict[str, float] = {}
    for finding in seen.findings:
        found[("!" if finding.denied else "c:") + finding.concept] = _DENIED if finding.denied else _CONCEPT
    for token in seen.tokens:
        if token.word in lexicon.fillers or token.word in lexicon.modals:
            continue
        stems: Sequence[str] = sorted(lexicon.speller.words(token.word), key=lambda word: (len(word), word))
        found["w:" + (stems[0] if stems else token.word)] = _WORD
        if not stems and len(token.word) >= 5:
            for start in range(len(token.word) - 2):
                found["t:" + token.word[start : start + 3]] = _TRIGRAM
    return found


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {name: weight / length for name, weight in weights.items()}
