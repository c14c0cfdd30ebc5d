"""A message → the questions in it, each with its facts, the rules it may concern, and the reasons.

The one door of this package for those who ask. It never decides what is allowed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.understand.words import classifier, similarity
from bot.understand.words.classifier import Classifier
from bot.understand.words.extract import Extract, extract, joined
from bot.understand.words.lexicon import Lexicon
from bot.understand.words.match import Candidate, Frames, rank
from bot.understand.words.normalise import Token, tokens
from bot.understand.words.similarity import Similarity

_CANDIDATES = 12
_FAINT = 0.01
"""Share of belief below which a rule is no candidate."""
_CLAUSES, _PARTS = 24, 2
"""Most clauses with a request that are still looked at one by one, and questions answered in one message."""
_SURE = 0.5
"""Share from which the best candidate may be answered from without looking at what the others say."""

_ASKING = "tanya"
"""The concept of words that make a clause a question of its own."""
_WISHES = frozenset({"sanksi", "jadwal", "pelaporan", "definisi", "ikrar"})
_CARRIED = ("objek", "hubungan", "kontes", "status_pegawai", "acara")


@dataclass(frozen=True, slots=True)
class Part:
    """One question. `candidates` best first; `sure` when the best alone may be answered from."""

    text: str
    candidates: tuple[Candidate, ...]
    sure: bool
    facts: Mapping[str, tuple[str, ...]]
    words: tuple[tuple[str, str], ...]
    wary: Mapping[str, tuple[tuple[str, str], ...]]
    """Aggravating concepts that were said → the facts they carry."""
    concepts: frozenset[str]
    anchored: bool
    """Whether some word ties the question to elections or neutrality at all."""
    opinion: Mapping[str, float]
    """Kind of answer (batch name) → share of belief that such a question gets it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A message read: its questions, in order; one part without candidates when nothing was understood."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """The compiled lexicon, the index of phrasings and the frames of the rules that are answered from."""

    lexicon: Lexicon
    similarity: Similarity
    frames: Frames
    classifier: Classifier

    def read(self, text: str, given: Mapping[str, tuple[str, ...]] | None = None) -> Reading:
        """Read at most one Telegram message; `given` facts were chosen by the asker and win over words."""
        clauses: dict[int, list[Token]] = {}
        for token in tokens(text, self.lexicon.shorthand):
            clauses.setdefault(token.clause, []).append(token)
        seen = [extract(clause, self.lexicon) for clause in clauses.values()]
        chosen = given or {}
        if parts := self._several(seen, chosen):
            return Reading(parts)
        whole = joined(seen)
        return Reading((self._part(whole, chosen, _facts(whole, chosen, {})),))

    def seen(self, text: str) -> Extract:
        """What the lexicon finds in `text`, for explaining and for the index."""
        return extract(tokens(text, self.lexicon.shorthand), self.lexicon)

    def _part(
        self, seen: Extract, given: Mapping[str, tuple[str, ...]], facts: Mapping[str, tuple[str, ...]]
    ) -> Part:
        concepts = frozenset(finding.concept for finding in seen.findings)
        anchored = bool(given) or not self.lexicon.anchors.isdisjoint(concepts)
        base = similarity.features(seen, self.lexicon)
        ranked = rank(self.frames, facts, self.similarity, base, anchored)
        likely = tuple(candidate for candidate in ranked[:_CANDIDATES] if candidate.share >= _FAINT)
        return Part(
            " ".join(dict.fromkeys(token.source for token in seen.tokens)),
            likely,
            bool(likely) and likely[0].share >= _SURE,
            facts,
            seen.words,
            {concept: tuple(self.lexicon.concepts[concept].facts.items()) for concept in seen.wary},
            _said(seen),
            anchored,
            self.classifier.of(classifier.features(seen, self.lexicon, base)),
        )

    def _several(self, seen: Sequence[Extract], given: Mapping[str, tuple[str, ...]]) -> tuple[Part, ...]:
        """The parts of a message whose clauses ask two things, each with a sure rule of its own, or none."""
        asking = [_asks(one) for one in seen]
        # Before anything costly: most messages ask one thing, and a hostile one asks a thousand.
        if not _PARTS <= sum(asking) <= _CLAUSES:
            return ()
        parts: list[Part] = []
        carried: dict[str, tuple[str, ...]] = {}
        for one, asks in zip(seen, asking, strict=True):
            facts = _facts(one, given, carried)
            carried = {**carried, **{fact: facts[fact] for fact in _CARRIED if fact in facts}}
            part = self._part(one, given, facts) if asks else None
            if part and part.sure and part.candidates[0].framed:
                known = {other.candidates[0].rule for other in parts}
                parts += [part] if part.candidates[0].rule not in known else []
            if len(parts) == _PARTS:
                return tuple(parts)
        return ()


def _facts(
    seen: Extract, given: Mapping[str, tuple[str, ...]], carried: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    kept = {fact: values for fact, values in carried.items() if fact not in seen.facts}
    return {**kept, **seen.facts, **given}


def _asks(seen: Extract) -> bool:
    """Whether a clause is a question of its own: a wish to know, or an act asked about ("boleh")."""
    wishes = not _WISHES.isdisjoint(seen.facts.get("maksud", ()))
    return wishes or (_ASKING in _said(seen) and "perbuatan" in seen.facts)


def _said(seen: Extract) -> frozenset[str]:
    return frozenset(finding.concept for finding in seen.findings if not finding.denied)
