"""A message → what was said in it: facts with their words, the rules it may concern, and the learned impression.

The one door of this package for those who ask. It never decides what is allowed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.understand.acts import MOST, pieces
from bot.understand.learned.reader import Impression, LearnedReader
from bot.understand.words import similarity
from bot.understand.words.extract import Extract, extract, joined
from bot.understand.words.lexicon import Lexicon
from bot.understand.words.match import Candidate, Frames, rank
from bot.understand.words.normalise import LIMIT, Token, tokens
from bot.understand.words.similarity import Similarity

_CANDIDATES = 12
_FAINT = 0.01
"""Share of belief below which a rule is no candidate."""
_CARRIED = ("perbuatan", "objek", "hubungan", "kontes", "status_pegawai", "acara")
"""Facts that a later piece of a message takes over from the earlier ones unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Part:
    """A message or one piece of it. `candidates` are what the words say, best first; `impression` is what
    the learned reader says."""

    text: str
    candidates: tuple[Candidate, ...]
    impression: Impression
    facts: Mapping[str, tuple[str, ...]]
    words: tuple[tuple[str, str], ...]
    wary: Mapping[str, tuple[tuple[str, str], ...]]
    """Aggravating concepts that were said → the facts they carry."""
    concepts: frozenset[str]
    anchored: bool
    """Whether some word ties the message to elections or neutrality at all."""
    unexplained: tuple[str, ...]
    """Content words, as written, that neither the lexicon nor the vocabulary of harmless words knows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A message read as a whole, and its pieces where it has several, each read by itself.

    `complete` is False where the message was too long to be read to its end.
    """

    whole: Part
    pieces: tuple[Part, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """The compiled lexicon, the similarity to known phrasings, the frames of the rules that are answered
    from, and the learned reader."""

    lexicon: Lexicon
    similarity: Similarity
    frames: Frames
    learned: LearnedReader
    known: frozenset[str]
    """Words that harmless lines of the training have said often enough to be explained."""

    def read(self, text: str, given: Mapping[str, tuple[str, ...]] | None = None) -> Reading:
        """Read at most one Telegram message; `given` facts were chosen by the asker and win over words."""
        chosen = given or {}
        read = text[:LIMIT]
        parted = pieces(read, self.lexicon.connectors)
        several = parted[:MOST] if len(parted) > 1 else ()
        impressions = self.learned.read([read, *several])
        whole = self._part(read, joined(self._clauses(read)), chosen, {}, impressions[0])
        found: list[Part] = []
        carried: dict[str, tuple[str, ...]] = {}
        for piece, impression in zip(several, impressions[1:], strict=True):
            part = self._part(piece, joined(self._clauses(piece)), chosen, carried, impression)
            carried |= {fact: part.facts[fact] for fact in _CARRIED if fact in part.facts}
            found.append(part)
        return Reading(whole, tuple(found), complete=len(parted) <= MOST)

    def seen(self, text: str) -> Extract:
        """What the lexicon finds in `text`, for explaining and for the similarity."""
        return extract(tokens(text, self.lexicon.shorthand), self.lexicon)

    def _clauses(self, text: str) -> Sequence[Extract]:
        clauses: dict[int, list[Token]] = {}
        for token in tokens(text, self.lexicon.shorthand):
            clauses.setdefault(token.clause, []).append(token)
        return [extract(clause, self.lexicon) for clause in clauses.values()] or [extract((), self.lexicon)]

    def _part(
        self,
        text: str,
        seen: Extract,
        given: Mapping[str, tuple[str, ...]],
        carried: Mapping[str, tuple[str, ...]],
        impression: Impression,
    ) -> Part:
        kept = {fact: values for fact, values in carried.items() if fact not in seen.facts}
        facts = {**kept, **seen.facts, **given}
        concepts = frozenset(finding.concept for finding in seen.findings)
        anchored = not self.lexicon.anchors.isdisjoint(concepts)
        features = similarity.features(seen, self.lexicon)
        ranked = rank(self.frames, facts, self.similarity, features, anchored)
        return Part(
            text,
            tuple(candidate for candidate in ranked[:_CANDIDATES] if candidate.share >= _FAINT),
            impression,
            facts,
            seen.words,
            {concept: tuple(self.lexicon.concepts[concept].facts.items()) for concept in seen.wary},
            frozenset(finding.concept for finding in seen.findings if not finding.denied),
            anchored,
            self._unexplained(seen),
        )

    def _unexplained(self, seen: Extract) -> tuple[str, ...]:
        meant = {place for finding in seen.findings for place in finding.at}
        return tuple(
            dict.fromkeys(
                token.source
                for place, token in enumerate(seen.tokens)
                if place not in meant and not self._explained(token.word)
            )
        )

    def _explained(self, word: str) -> bool:
        lexicon = self.lexicon
        return (
            len(word) < 3
            or word.isdigit()
            or word in lexicon.fillers
            or word in lexicon.modals
            or word in lexicon.negators
            or word in lexicon.harmless
            or word in self.known
            or bool(lexicon.speller.words(word))
        )
