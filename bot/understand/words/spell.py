"""One written word → the lexicon words it may stand for.

Exact word first, then the word without its Indonesian, Javanese, Sundanese or slang affixes, and only when
neither is known an edit distance (rapidfuzz, OSA). A correction is accepted only onto a lexicon word, and
never for a word that is itself ordinary Indonesian.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_ENDINGS = (
    "nyalah annya kannya innya inya kanlah keun nana ken kan nya lah kah pun tah "
    "ne na in an ku mu ji mi ki i e a"
)
_SUFFIXES = tuple(_ENDINGS.split())
_RESTORED = (
    "menge- meny-s memper- diper- meng- meng-k mem- mem-p men- men-t me- peng- peng-k peny-s pem-p pen-t pe- "
    "nge- nga- ng- ng-k ny-s ny-c n-t m-p m- ter- ber- ke- ka- di- ku- ta- ba- ma- se- tak- dak-"
)
_PREFIXES = tuple((prefix, letter) for prefix, letter in (pair.split("-") for pair in _RESTORED.split()))
"""Prefix → the first letter of the stem that it swallowed: 'menyukai' is 'suka'."""
_FIRM = frozenset({"menge", "meny", "memper", "diper", "meng", "mem", "men", "me", "nge", "ber", "ter", "di"})
"""Prefixes that may be taken off a word the lexicon knows: 'sebelum' is not 'belum'."""


class Speller:
    """Corrects towards `vocabulary`; `ordinary` words are known to be right and stay as they are."""

    def __init__(self, vocabulary: Iterable[str], ordinary: Iterable[str]) -> None:
        self._known = frozenset(vocabulary)
        self._ordinary = frozenset(ordinary)
        buckets: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= 4:
                buckets.setdefault(word[0], []).append(word)
        self._buckets = {letter: tuple(words) for letter, words in buckets.items()}
        self.words = lru_cache(maxsize=4096)(self._words)

    def __reduce__(self) -> tuple[type[Speller], tuple[frozenset[str], frozenset[str]]]:
        return (Speller, (self._known, self._ordinary))

    def _words(self, word: str) -> frozenset[str]:
        """Lexicon words that `word` may stand for; empty when the lexicon does not know it."""
        if word in self._known:
            return frozenset({word, *(base for base in _firm(word) if base in self._known)})
        found = {base for base in bases(word) if base in self._known}
        if found or word in self._ordinary or len(word) < 5 or word.isdigit():
            return frozenset(found)
        return frozenset(self._nearest(word))

    def _nearest(self, word: str) -> set[str]:
        allowed = 1 if len(word) < 8 else 2
        near = process.extractOne(
            word, self._buckets.get(word[0], ()), scorer=OSA.distance, score_cutoff=allowed
        )
        if near is not None:
            return {near[0]}
        for base in bases(word):
            if len(base) < 5 or base in self._ordinary:
                continue
            near = process.extractOne(
                base, self._buckets.get(base[0], ()), scorer=OSA.distance, score_cutoff=1
            )
            if near is not None and len(near[0]) >= 5:
                return {near[0]}
        return set()


def _firm(word: str) -> list[str]:
    """Forms of a known word without what is surely an affix: 'temani' is not 'teman' with -i."""
    stem = word
    for suffix in ("nya", "kan", "ku", "mu"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            stem = word[: -len(suffix)]
    forms = [stem] if stem != word else []
    return forms + [
        restored + stem[len(prefix) :]
        for prefix, restored in _PREFIXES
        if prefix in _FIRM and stem.startswith(prefix) and len(stem) - len(prefix) >= 4
    ]


def bases(word: str) -> list[str]:
    """Forms of `word` without one prefix and up to two suffixes, longest remainder first."""
    stems = [word]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            stem = word[: -len(suffix)]
            stems.append(stem)
            stems.extend(
                stem[: -len(second)]
                for second in ("kan", "an", "in", "i")
                if stem.endswith(second) and len(stem) - len(second) >= 3
            )
    forms = list(stems)
    for stem in stems:
        for prefix, restored in _PREFIXES:
            if stem.startswith(prefix) and len(stem) - len(prefix) >= 3:
                forms.append(restored + stem[len(prefix) :])
    unique = dict.fromkeys(forms[1:])
    return sorted(unique, key=len, reverse=True)
