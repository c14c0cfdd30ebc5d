"""The second opinion: which rule's phrasings a message resembles, by concepts, words and letter trigrams.

A TF-IDF over the phrasings of all rules. It knows nothing of facts, negation or verdicts, which is why it
never decides alone.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.understand.extract import Extract
from bot.understand.lexicon import Lexicon

_CONCEPT, _DENIED, _WORD, _TRIGRAM = 1.6, 1.6, 1.0, 0.35
_NEAREST, _WHOLE = 0.6, 0.4
"""Weight of the single nearest phrasing against the rule's phrasings taken together."""
_CLOSE = 16
"""Rules nearest as a whole that are looked at phrasing by phrasing; with more, 1 answer in 2,000 changes."""
_UNKNOWN = 2.2
"""Weight of what no phrasing has: many strange words make every resemblance fainter."""


Unfolded = dict[int, tuple[tuple[int, float], ...]]
"""Of one rule: feature number → (number of the phrasing, weight)."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How much a message resembles a rule's nearest phrasing, and all its phrasings together (0 to 1)."""

    nearest: float
    whole: float

    @property
    def total(self) -> float:
        return _NEAREST * self.nearest + _WHOLE * self.whole


@dataclass(frozen=True, slots=True)
class Index:
    """Inverted lists as flat arrays, which load at once and take little room.

    Feature n (its number in `features`) is held by the rules `holders[spread[n]:spread[n + 1]]`, in each with
    the weight at the same place in `wholes`. Turned round, rule r has the entries `reach[r]` to
    `reach[r + 1]`: entry e is of the feature `entries[e]`, and its `members[e]` to `members[e + 1]` are the
    rule's phrasings with that feature, numbered within the rule, each with its weight. `sizes` counts each
    rule's phrasings.
    """

    rules: tuple[str, ...]
    numbers: Mapping[str, int]
    sizes: tuple[int, ...]
    features: Mapping[str, int]
    rarity: array[float]
    spread: array[int]
    holders: array[int]
    wholes: array[float]
    reach: array[int]
    entries: array[int]
    members: array[int]
    phrasings: array[int]
    weights: array[float]
    unfolded: dict[int, Unfolded] = field(default_factory=dict, compare=False, repr=False)
    """Rules as dictionaries, made when first looked at: quicker to look up in, slower to load."""

    def similar(self, features: Mapping[str, float], besides: frozenset[str]) -> dict[str, Resemblance]:
        """Rule id → resemblance for the rules nearest as a whole, and those named in `besides`.

        Only of these is the nearest phrasing looked for: comparing with every phrasing costs ten times as
        much and changes nothing.
        """
        known, rarity = self.features, self.rarity
        query: dict[int, float] = {}
        square = 0.0
        for name, weight in features.items():
            n = known.get(name)
            if n is None:
                square += (weight * _UNKNOWN) ** 2
            else:
                query[n] = weight = weight * rarity[n]
                square += weight * weight
        if not square:
            return {}
        length = math.sqrt(square)
        whole = [0.0] * len(self.rules)
        for n, weight in query.items():
            start, stop = self.spread[n], self.spread[n + 1]
            for rule, stored in zip(self.holders[start:stop], self.wholes[start:stop], strict=True):
                whole[rule] += weight * stored
        close = sorted(range(len(whole)), key=whole.__getitem__, reverse=True)[:_CLOSE]
        close += [self.numbers[name] for name in besides if name in self.numbers]
        found = {}
        for rule in dict.fromkeys(close):
            if whole[rule]:
                nearest = self._nearest(rule, query)
                found[self.rules[rule]] = Resemblance(nearest / length, whole[rule] / length)
        return found

    def _nearest(self, rule: int, query: Mapping[int, float]) -> float:
        own = self.unfolded.get(rule) or self._unfold(rule)
        sums = [0.0] * self.sizes[rule]
        for n, weight in query.items():
            if n in own:
                for phrasing, stored in own[n]:
                    sums[phrasing] += weight * stored
        return max(sums)

    def _unfold(self, rule: int) -> Unfolded:
        own: Unfolded = {}
        for entry in range(self.reach[rule], self.reach[rule + 1]):
            part = slice(self.members[entry], self.members[entry + 1])
            own[self.entries[entry]] = tuple(zip(self.phrasings[part], self.weights[part], strict=True))
        self.unfolded[rule] = own
        return own


def build(phrasings: Iterable[tuple[str, Mapping[str, float]]]) -> Index:
    """Index (rule id, features) pairs, one for each phrasing."""
    rows = list(phrasings)
    rules = tuple(dict.fromkeys(rule for rule, _ in rows))
    seen = Counter(name for _, features in rows for name in features)
    rarity = {name: 1.0 + math.log(len(rows) / times) for name, times in seen.items()}
    numbers = {name: n for n, name in enumerate(rarity)}
    members: dict[str, dict[str, list[tuple[int, float]]]] = {rule: {} for rule in rules}
    sizes = dict.fromkeys(rules, 0)
    for rule, features in rows:
        for name, weight in _unit({name: w * rarity[name] for name, w in features.items()}).items():
            members[rule].setdefault(name, []).append((sizes[rule], weight))
        sizes[rule] += 1
    index = Index(
        rules,
        {rule: n for n, rule in enumerate(rules)},
        tuple(sizes.values()),
        numbers,
        array("d", rarity.values()),
        spread=array("I", [0]),
        holders=array("H"),
        wholes=array("d"),
        reach=array("I", [0]),
        entries=array("I"),
        members=array("I", [0]),
        phrasings=array("H"),
        weights=array("d"),
    )
    holders: list[list[tuple[int, float]]] = [[] for _ in numbers]
    for number, lists in enumerate(members.values()):
        whole = {name: math.sqrt(sum(weight for _, weight in found)) for name, found in lists.items()}
        for name, weight in _unit(whole).items():
            holders[numbers[name]].append((number, weight))
        for name, found in lists.items():
            index.entries.append(numbers[name])
            _append(found, index.phrasings, index.weights, index.members)
        index.reach.append(len(index.entries))
    for pairs in holders:
        _append(pairs, index.holders, index.wholes, index.spread)
    return index


def _append(
    pairs: Iterable[tuple[int, float]], first: array[int], second: array[float], ends: array[int]
) -> None:
    for number, weight in pairs:
        first.append(number)
        second.append(weight)
    ends.append(len(first))


def features(seen: Extract, lexicon: Lexicon) -> dict[str, float]:
    """What the index compares: concepts said `c:` or denied `!`, words `w:`, trigrams of odd words `t:`."""
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
