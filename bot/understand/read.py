"""A message → what was said in it: facts with their words, candidate rules, and the learned impression.

Used through `conclude`. It never decides what is allowed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.rulebook.model.facts import ACT, CARRIED
from bot.understand.acts import MOST, pieces
from bot.understand.learned.reader import Impression, LearnedReader
from bot.understand.words import similarity
from bot.understand.words.extract import Extract, extract, joined
from bot.understand.words.lexicon import Lexicon
from bot.understand.words.match import Candidate, Frames, rank
from bot.understand.words.normalise import LIMIT, Token, tokens
from bot.understand.words.similarity import Similarity
from bot.understand.words.vocabulary import Vocabulary, unreadable

_CANDIDATES = 12
_FAINT = 0.01
"""Share of belief below which a rule is no candidate."""
_DEED = 0.5
"""Probability from which the learned reader's word is taken that some deed was stated."""


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
    chosen: bool
    """Whether the asker chose facts beside the words: what usually answers such words then says little."""
    acts: bool
    """Whether its own words state a deed, by the lexicon or by the learned reader."""
    unexplained: tuple[str, ...]
    """Content words that nothing explains, links, and what is written in other scripts."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a message as the learned reader heard it in its surroundings; its words are not yet read."""

    text: str
    impression: Impression


@dataclass(frozen=True, slots=True)
class Reading:
    """A message read as a whole, with its pieces, none where it has only one.

    `complete` is False where the message is longer, or has more pieces, than is looked at.
    """

    whole: Part
    parted: tuple[Piece, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """The compiled lexicon, the similarity to known phrasings, the frames of the rules that are answered
    from, and the learned reader."""

    lexicon: Lexicon
    similarity: Similarity
    frames: Frames
    learned: LearnedReader
    vocabulary: Vocabulary

    def read(self, text: str, given: Mapping[str, tuple[str, ...]] | None = None) -> Reading:
        """Read at most one Telegram message; `given` facts were chosen by the asker and win over words."""
        read = text[:LIMIT]
        ranges = pieces(read, self.lexicon.connectors, self.lexicon.closings)
        shown = ranges[:MOST] if len(ranges) > 1 else ()
        impression, *heard = self.learned.read(read, shown)
        parted = tuple(Piece(read[slice(*own)], one) for own, one in zip(shown, heard, strict=True))
        whole = self._part(read, given or {}, {}, impression)
        return Reading(whole, parted, len(ranges) <= MOST and len(text) <= LIMIT)

    def pieces(
        self, parted: Sequence[Piece], given: Mapping[str, tuple[str, ...]] | None = None
    ) -> tuple[Part, ...]:
        """The words of each piece read by themselves; one without a deed takes over what was said before."""
        found: list[Part] = []
        carried: dict[str, tuple[str, ...]] = {}
        for piece in parted:
            part = self._part(piece.text, given or {}, carried, piece.impression)
            carried |= {fact: part.facts[fact] for fact in CARRIED if fact in part.facts}
            found.append(part)
        return tuple(found)

    def alone(self, parted: Sequence[Piece]) -> tuple[Piece, ...]:
        """The pieces as the learned reader hears them without their surroundings."""
        heard = self.learned.read_each([piece.text for piece in parted])
        return tuple(Piece(piece.text, one) for piece, one in zip(parted, heard, strict=True))

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
        given: Mapping[str, tuple[str, ...]],
        carried: Mapping[str, tuple[str, ...]],
        impression: Impression,
    ) -> Part:
        seen = joined(self._clauses(text))
        # A piece with a deed of its own stands by itself: who and what were said of the deed before.
        kept = {} if ACT in seen.facts else {**carried}
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
            bool(given),
            ACT in seen.facts or bool(seen.wary) or _deed(impression),
            (*self._unexplained(seen), *unreadable(text)),
        )

    def _unexplained(self, seen: Extract) -> tuple[str, ...]:
        """Content words that nothing explains, and ambiguous ones without a word that makes them clear."""
        meant = {place for finding in seen.findings for place in finding.at}
        said = frozenset(token.word for token in seen.tokens)
        unclear = self.lexicon.ambiguous
        found = []
        for place, token in enumerate(seen.tokens):
            if token.word in unclear:
                clear = not unclear[token.word].isdisjoint(said)
            else:
                clear = place in meant or self.vocabulary.explains(token.word, _before(seen.tokens, place))
            if not clear:
                found.append(token.source)
        return tuple(dict.fromkeys(found))


def _deed(impression: Impression) -> bool:
    stated = (share for fact, share in impression.facts.items() if fact.startswith(f"{ACT}="))
    return max(stated, default=0.0) >= _DEED


def _before(seen: Sequence[Token], place: int) -> str:
    return seen[place - 1].word if place else ""
