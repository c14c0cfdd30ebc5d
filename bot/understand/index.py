"""The second opinion: which rule's phrasings a message resembles, by concepts, words and letter trigrams.

A TF-IDF over the phrasings of all rules. It knows nothing of facts, negation or verdicts, which is why it
never decides alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.understand.extract import Extract
from bot.understand.lexicon import Lexicon

_CONCEPT, _DENIED, _WORD, _TRIGRAM = 1.6, 1.6, 1.0, 0.35
_NEAREST, _WHOLE = 0.6, 0.4
"""Weight of the single nearest phrasing against the rule's phrasings taken together."""
_CLOSE = 24
_UNKNOWN = 2.2
"""Weight of what no phrasing has: many strange words make every resemblance fainter."""


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
    """Inverted lists. `wholes`: feature → (rule number, weight); `members`: for each rule, feature → (number of
    the phrasing within the rule, weight)."""

    rules: tuple[str, ...]
    wholes: Mapping[str, tuple[tuple[int, float], ...]]
    members: tuple[Mapping[str, tuple[tuple[int, float], ...]], ...]
    rarity: Mapping[str, float]

    def similar(self, features: Mapping[str, float], besides: frozenset[str]) -> dict[str, Resemblance]:
        """Rule id → resemblance for the rules nearest as a whole, and those named in `besides`.

        Only of these is the nearest phrasing looked for: comparing with every phrasing costs ten times as much
        and changes nothing.
        """
        rarity = self.rarity
        query = [(name, weight * rarity[name]) for name, weight in features.items() if name in rarity]
        unknown = sum((weight * _UNKNOWN) ** 2 for name, weight in features.items() if name not in rarity)
        length = math.sqrt(sum(weight * weight for _, weight in query) + unknown)
        if not length:
            return {}
        whole = [0.0] * len(self.rules)
        for name, weight in query:
            for number, stored in self.wholes[name]:
                whole[number] += weight * stored
        close = sorted(range(len(whole)), key=whole.__getitem__, reverse=True)[:_CLOSE]
        found = {}
        for number in {*close, *(n for n, rule in enumerate(self.rules) if rule in besides)}:
            if whole[number]:
                nearest = self._nearest(number, query)
                found[self.rules[number]] = Resemblance(nearest / length, whole[number] / length)
        return found

    def _nearest(self, number: int, query: Iterable[tuple[str, float]]) -> float:
        sums: dict[int, float] = {}
        lists = self.members[number]
        for name, weight in query:
            for phrasing, stored in lists.get(name, ()):
                sums[phrasing] = sums.get(phrasing, 0.0) + weight * stored
        return max(sums.values(), default=0.0)


def build(phrasings: Iterable[tuple[str, Mapping[str, float]]]) -> Index:
    """Index (rule id, features) pairs, one for each phrasing."""
    rows = list(phrasings)
    rules = tuple(dict.fromkeys(rule for rule, _ in rows))
    number = {rule: n for n, rule in enumerate(rules)}
    spread = Counter(name for _, features in rows for name in features)
    rarity = {name: 1.0 + math.log(len(rows) / seen) for name, seen in spread.items()}
    members: list[dict[str, list[tuple[int, float]]]] = [{} for _ in rules]
    sums: list[dict[str, float]] = [{} for _ in rules]
    for row, (rule, features) in enumerate(rows):
        for name, weight in _unit({name: w * rarity[name] for name, w in features.items()}).items():
            members[number[rule]].setdefault(name, []).append((row, weight))
            whole = sums[number[rule]]
            whole[name] = whole.get(name, 0.0) + weight
    wholes: dict[str, list[tuple[int, float]]] = {}
    for n, total in enumerate(sums):
        for name, weight in _unit({name: math.sqrt(w) for name, w in total.items()}).items():
            wholes.setdefault(name, []).append((n, weight))
    return Index(
        rules,
        {name: tuple(found) for name, found in wholes.items()},
        tuple({name: tuple(found) for name, found in lists.items()} for lists in members),
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
        stem = lexicon.stem(token.word)
        found["w:" + stem] = _WORD
        if stem is token.word and not lexicon.speller.words(stem) and len(token.word) >= 5:
            for start in range(len(token.word) - 2):
                found["t:" + token.word[start : start + 3]] = _TRIGRAM
    return found


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {name: weight / length for name, weight in weights.items()}
