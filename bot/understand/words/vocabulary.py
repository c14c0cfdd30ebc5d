"""Which words change nothing: a permission is told only when every word of the message is explained.

Explained are words of the lexicon, fillers, numbers, the harmless vocabulary (`leksikon/netral.yaml`) and
words that the training lines use; these also with affixes, without vowels ("prgrm") or with a typing mistake;
and names of places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understand.words.lexicon import Lexicon
from bot.understand.words.spell import bases

_SHORT, _TYPO, _TWO_TYPOS = 3, 5, 9
"""Letters below which a word says nothing, and from which one or two mistakes are forgiven."""


_VOWELS = re.compile("[aeiou]")
_LINK = re.compile(r"https?://\S+|www\.\S+|t\.me/\S+")


def unreadable(text: str) -> tuple[str, ...]:
    """What no word list can explain: links, and letters of other scripts, each named once."""
    foreign = any(letter.isalpha() and "LATIN" not in unicodedata.name(letter, "LATIN") for letter in text)
    return (("tautan",) if _LINK.search(text) else ()) + (("aksara lain",) if foreign else ())


class Vocabulary:
    """All explained words; `explains` also forgives typing mistakes."""

    def __init__(self, lexicon: Lexicon, known: Iterable[str]) -> None:
        self._lexicon, self._own = lexicon, frozenset(known)
        self._words = self._own | lexicon.harmless | lexicon.fillers | lexicon.modals | lexicon.negators
        buckets: dict[str, list[str]] = {}
        for word in sorted(self._words):
            if len(word) >= _TYPO - 1:
                buckets.setdefault(word[0], []).append(word)
        self._buckets = {letter: tuple(words) for letter, words in buckets.items()}
        self._skeletons = frozenset(_VOWELS.sub("", word) for word in self._words if len(word) >= _TYPO)
        self._explains = lru_cache(maxsize=8192)(self._explained)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Vocabulary, (self._lexicon, self._own))

    def explains(self, word: str, before: str) -> bool:
        """Whether `word` changes nothing, standing after the word `before`."""
        return before in self._lexicon.places or self._explains(word)

    def _explained(self, word: str) -> bool:
        if len(word) < _SHORT or word in self._words or any(letter.isdigit() for letter in word):
            return True
        if self._lexicon.speller.words(word) or not self._words.isdisjoint(bases(word)):
            return True
        if not _VOWELS.search(word) and word in self._skeletons:
            return True
        if len(word) < _TYPO:
            return False
        mistakes = 1 if len(word) < _TWO_TYPOS else 2
        near = self._buckets.get(word[0], ())
        return process.extractOne(word, near, scorer=OSA.distance, score_cutoff=mistakes) is not None
