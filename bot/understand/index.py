"""The second opinion: which rule's phrasings a message resembles, by concepts, words and letter trigrams.

A TF-IDF over the phrasings of all rules. It knows nothing of facts, negation or verdicts, which is why it
never decides alone.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
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
    """How much a message resembles a rule's nearest phrasing, and all its phrasings together (0 to 1)."""

    nearest: float
    whole: float

    @property
    def total(self) -> float:
        return _NEAREST * self.nearest + _WHOLE * self.whole


@dataclass(frozen=True, slots=True)
class Index:
    """Inverted lists as flat arrays, which load at once and take little room.

    Feature n (its number in `features`) has the entries `entries[n]` to `entries[n + 1]`, one for each rule
    that has it, by rule number: the rule and the feature's weight in the rule as a whole. Entry e in turn has
    the members `members[e]` to `members[e + 1]`: the rule's phrasings with the feature, numbered within the
    rule, and its weight in each. `sizes` says how many phrasings each rule has.
    """

    rules: tuple[str, ...]
    sizes: tuple[int, ...]
    features: Mapping[str, int]
    rarity: array[float]
    entries: array[int]
    owners: array[int]
    wholes: array[float]
    members: array[int]
    phrasings: array[int]
    weights: array[float]

    def similar(self, features: Mapping[str, float], besides: frozenset[str]) -> dict[str, Resemblance]:
        """Rule id → resemblance for the rules nearest as a whole, and those named in `besides`.

        Only of these is the nearest phrasing looked for: comparing with every phrasing costs ten times as
        much and changes nothing.
        """
        numbers, rarity, entries = self.features, self.rarity, self.entries
        query = []
        square = 0.0
        for name, weight in features.items():
            n = numbers.get(name)
            if n is None:
                square += (weight * _UNKNOWN) ** 2
                continue
            weight *= rarity[n]
            square += weight * weight
            query.append((entries[n], entries[n + 1], weight))
        if not square:
            return {}
        length = math.sqrt(square)
        whole = [0.0] * len(self.rules)
        for start, stop, weight in query:
            for rule, stored in zip(self.owners[start:stop], self.wholes[start:stop], strict=True):
                whole[rule] += weight * stored
        close = sorted(range(len(whole)), key=whole.__getitem__, reverse=True)[:_CLOSE]
        found = {}
        if besides:
            close += [n for n, name in enumerate(self.rules) if name in besides]
        for rule in dict.fromkeys(close):
            if whole[rule]:
                nearest = self._nearest(rule, query)
                found[self.rules[rule]] = Resemblance(nearest / length, whole[rule] / length)
        return found

    def _nearest(self, rule: int, query: Iterable[tuple[int, int, float]]) -> float:
        owners, members, phrasings, weights = self.owners, self.members, self.phrasings, self.weights
        sums = [0.0] * self.sizes[rule]
        for start, stop, weight in query:
            entry = bisect_left(owners, rule, start, stop)
            if entry == stop or owners[entry] != rule:
                continue
            for member in range(members[entry], members[entry + 1]):
                sums[phrasings[member]] += weight * weights[member]
        return max(sums)


def build(phrasings: Iterable[tuple[str, Mapping[str, float]]]) -> Index:
    """Index (rule id, features) pairs, one for each phrasing."""
    rows = list(phrasings)
    rules = tuple(dict.fromkeys(rule for rule, _ in rows))
    spread = Counter(name for _, features in rows for name in features)
    rarity = {name: 1.0 + math.log(len(rows) / seen) for name, seen in spread.items()}
    members: dict[str, dict[str, list[tuple[int, float]]]] = {rule: {} for rule in rules}
    sizes = dict.fromkeys(rules, 0)
    for rule, features in rows:
        for name, weight in _unit({name: w * rarity[name] for name, w in features.items()}).items():
            members[rule].setdefault(name, []).append((sizes[rule], weight))
        sizes[rule] += 1
    wholes = {
        rule: _unit({name: math.sqrt(sum(weight for _, weight in found)) for name, found in lists.items()})
        for rule, lists in members.items()
    }
    index = Index(
        rules,
        tuple(sizes.values()),
        {name: n for n, name in enumerate(rarity)},
        array("d", rarity.values()),
        *(array("I", [0]), array("H"), array("d"), array("I", [0]), array("H"), array("d")),
    )
    holders: dict[str, list[int]] = {name: [] for name in rarity}
    for n, rule in enumerate(rules):
        for name in wholes[rule]:
            holders[name].append(n)
    for name, owners in holders.items():
        for n in owners:
            found = members[rules[n]][name]
            index.owners.append(n)
            index.wholes.append(wholes[rules[n]][name])
            index.phrasings.extend(row for row, _ in found)
            index.weights.extend(weight for _, weight in found)
            index.members.append(len(index.phrasings))
        index.entries.append(len(index.owners))
    return index


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
