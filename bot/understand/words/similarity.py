"""Which rule's phrasings a message resembles, by concepts, words and letter trigrams.

A TF-IDF over the phrasings of all rules. It knows nothing of facts, negation or verdicts, which is why it
never decides alone.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import mul

from bot.understand.words.extract import Extract
from bot.understand.words.lexicon import Lexicon

_CONCEPT, _DENIED, _WORD, _TRIGRAM = 1.6, 1.6, 1.0, 0.35
_NEAREST, _WHOLE = 0.6, 0.4
"""Weight of the single nearest phrasing against the rule's phrasings taken together."""
_CLOSE = 16
"""Rules nearest as a whole that are looked at phrasing by phrasing; with more, 1 answer in 2,000 changes."""
_COMMON, _FINE = 12, 2**32
"""Rules from which a feature is added up in long integers, and the parts of one that they count in."""
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
class Similarity:
    """Inverted lists as flat arrays, which load at once, take little room and stay in the processor's cache.

    Feature n (its number in `features`) has the weight `strength[n]` and is held by the rules
    `holders[spread[n]:spread[n + 1]]`, in each with the weight at the same place in `wholes`. Turned round,
    rule r has the entries `reach[r]` to `reach[r + 1]`: entry e is of the feature `entries[e]`; the rule's
    phrasings with that feature, numbered within the rule, are `phrasings[members[e]:members[e + 1]]`.
    `scales` holds for each rule the factors that bring its phrasings to unit length.
    """

    rules: tuple[str, ...]
    numbers: Mapping[str, int]
    features: Mapping[str, int]
    strength: array[float]
    spread: array[int]
    holders: array[int]
    wholes: array[float]
    reach: array[int]
    entries: array[int]
    members: array[int]
    phrasings: array[int]
    scales: tuple[array[float], ...]
    rows: dict[int, int] = field(default_factory=dict, compare=False, repr=False)
    unfolded: dict[int, dict[int, int]] = field(default_factory=dict, compare=False, repr=False)
    """Weights side by side in long integers, so that one addition adds them all: `rows` those of a common
    feature in every rule, `unfolded` those of a rule's features in each of its phrasings. Made when first
    asked for, or all by `warm`: quick to add up, slow to load."""

    def similar(self, features: Mapping[str, float], besides: frozenset[str]) -> dict[str, Resemblance]:
        """Rule id → resemblance for the rules nearest as a whole, and those named in `besides`.

        Only of these is the nearest phrasing looked for: comparing with every phrasing costs ten times as
        much and changes nothing.
        """
        known, strength = self.features, self.strength
        query = []
        square = 0.0
        for name, weight in features.items():
            n = known.get(name)
            if n is None:
                square += (weight * _UNKNOWN) ** 2
            else:
                query.append(n)
                square += strength[n] ** 2
        if not square:
            return {}
        length = math.sqrt(square)
        whole = self._whole(query)
        close = sorted(range(len(whole)), key=whole.__getitem__, reverse=True)[:_CLOSE]
        close += [self.numbers[name] for name in besides if name in self.numbers]
        found = {}
        for rule in dict.fromkeys(close):
            if whole[rule]:
                nearest = self._nearest(rule, query)
                found[self.rules[rule]] = Resemblance(nearest / length, whole[rule] / _FINE / length)
        return found

    def warm(self) -> None:
        """Makes at once what would be made as questions come, for a process that answers many."""
        for n in range(len(self.features)):
            if self.spread[n + 1] - self.spread[n] >= _COMMON:
                self._row(n)
        for rule in range(len(self.rules)):
            self._unfold(rule)

    def _whole(self, query: Iterable[int]) -> array[int]:
        """How much every rule as a whole has of these features, in parts of _FINE."""
        total = 0
        rare = []
        for n in query:
            if self.spread[n + 1] - self.spread[n] >= _COMMON:
                total += self.rows.get(n) or self._row(n)
            else:
                rare.append(n)
        whole = array("Q", total.to_bytes(8 * len(self.rules), sys.byteorder))
        for n in rare:
            for place in range(self.spread[n], self.spread[n + 1]):
                whole[self.holders[place]] += int(self.strength[n] * self.wholes[place] * _FINE)
        return whole

    def _row(self, n: int) -> int:
        lanes = array("Q", bytes(8 * len(self.rules)))
        for place in range(self.spread[n], self.spread[n + 1]):
            lanes[self.holders[place]] = int(self.strength[n] * self.wholes[place] * _FINE)
        self.rows[n] = row = int.from_bytes(lanes.tobytes(), sys.byteorder)
        return row

    def _nearest(self, rule: int, query: Iterable[int]) -> float:
        own = self.unfolded.get(rule) or self._unfold(rule)
        total = sum(filter(None, map(own.get, query)))
        sums = array("Q", total.to_bytes(8 * len(self.scales[rule]), sys.byteorder))
        scaled: Iterable[float] = map(mul, sums, self.scales[rule])
        return max(scaled) / _FINE

    def _unfold(self, rule: int) -> dict[int, int]:
        # A shared feature weighs as much in the phrasing as in the message, but for the phrasing's length.
        lanes = [_lane(n, len(self.scales[rule])) for n in range(len(self.scales[rule]))]
        own = {}
        for entry in range(self.reach[rule], self.reach[rule + 1]):
            n = self.entries[entry]
            members = self.phrasings[self.members[entry] : self.members[entry + 1]]
            own[n] = sum(lanes[one] for one in members) * int(self.strength[n] ** 2 * _FINE)
        self.unfolded[rule] = own
        return own


def _lane(place: int, places: int) -> int:
    """One, at a place among so many in a long integer."""
    return 1 << 64 * (place if sys.byteorder == "little" else places - 1 - place)


def build(phrasings: Iterable[tuple[str, Mapping[str, float]]]) -> Similarity:
    """Index (rule id, features) pairs, one for each phrasing; a feature must weigh the same everywhere."""
    rows = list(phrasings)
    seen = Counter(name for _, features in rows for name in features)
    strength = {
        name: weight * (1.0 + math.log(len(rows) / seen[name]))
        for _, features in rows
        for name, weight in features.items()
    }
    numbers = {name: n for n, name in enumerate(strength)}
    members: dict[str, dict[str, list[int]]] = {}
    scales: dict[str, array[float]] = {}
    for rule, features in rows:
        lists, own = members.setdefault(rule, {}), scales.setdefault(rule, array("d"))
        for name in features:
            lists.setdefault(name, []).append(len(own))
        own.append(1.0 / _length(strength[name] for name in features))
    index = Similarity(
        tuple(members),
        {rule: n for n, rule in enumerate(members)},
        numbers,
        array("d", strength.values()),
        spread=array("I", [0]),
        holders=array("H"),
        wholes=array("d"),
        reach=array("I", [0]),
        entries=array("I"),
        members=array("I", [0]),
        phrasings=array("H"),
        scales=tuple(scales.values()),
    )
    holders: list[list[tuple[int, float]]] = [[] for _ in numbers]
    for n, (rule, lists) in enumerate(members.items()):
        scale = scales[rule]
        whole = {
            name: math.sqrt(strength[name] * sum(scale[one] for one in found))
            for name, found in lists.items()
        }
        length = _length(whole.values())
        for name, found in lists.items():
            holders[numbers[name]].append((n, whole[name] / length))
            index.entries.append(numbers[name])
            index.phrasings.extend(found)
            index.members.append(len(index.phrasings))
        index.reach.append(len(index.entries))
    for pairs in holders:
        index.holders.extend(rule for rule, _ in pairs)
        index.wholes.extend(weight for _, weight in pairs)
        index.spread.append(len(index.holders))
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


def _length(weights: Iterable[float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights)) or 1.0
