"""Tokens → the concepts said or denied, and the facts they carry, each with the words that led there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.rulebook.model.facts import DENIABLE
from bot.understand.words.lexicon import GAP, Lexicon, Phrase
from bot.understand.words.normalise import Token

_REACH = 3
"""Words a negation reaches forward: 'tanpa memakai atribut', 'tidak dalam status CLTN'."""
_GAP = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One concept in the message: the positions of its words, and whether it was denied."""

    concept: str
    at: tuple[int, ...]
    words: str
    denied: bool


@dataclass(frozen=True, slots=True)
class Extract:
    """All that the lexicon sees in one stretch of text."""

    tokens: tuple[Token, ...]
    findings: tuple[Finding, ...]
    facts: Mapping[str, tuple[str, ...]]
    """Fact id → values in order of mention."""
    words: tuple[tuple[str, str], ...]
    """(words as written, 'fakta=nilai'), in order of mention."""
    wary: frozenset[str]
    """Concepts said that aggravate; see `Concept.wary`."""


def extract(tokens: Sequence[Token], lexicon: Lexicon) -> Extract:
    """Match every phrase of the lexicon; longer phrases win over those inside them, guards cancel."""
    readings = [lexicon.speller.words(token.word) for token in tokens]
    said = frozenset[str]().union(*readings)
    hits: list[tuple[tuple[int, ...], Phrase]] = []
    for start, words in enumerate(readings):
        for word in words:
            for phrase in lexicon.phrases.get(word, ()):
                # Most phrases that begin here end in a word that was not said at all.
                if phrase.elements[-1].isdisjoint(said):
                    continue
                if at := _match(phrase.elements, start, readings, tokens, lexicon.negators):
                    hits.append((at, phrase))
    winners = _winners(hits, lexicon)
    spent = {i: at for at, _ in winners if len(at) > 1 for i in at if tokens[i].word in lexicon.negators}
    findings = []
    for at, phrase in winners:
        reach = 1 if DENIABLE.isdisjoint(lexicon.concepts[phrase.concept].facts) else _REACH
        denied = _denied(at[0], reach, tokens, lexicon, spent)
        findings.append(Finding(phrase.concept, at, " ".join(tokens[i].source for i in at), denied))
    facts: dict[str, dict[str, None]] = {}
    explained: list[tuple[str, str]] = []
    for finding in findings:
        concept = lexicon.concepts[finding.concept]
        for fact, value in (concept.negated if finding.denied else concept.facts).items():
            facts.setdefault(fact, {})[value] = None
            explained.append((finding.words, f"{fact}={value}"))
    return Extract(
        tuple(tokens),
        tuple(findings),
        {fact: tuple(values) for fact, values in facts.items()},
        tuple(dict.fromkeys(explained)),
        frozenset(f.concept for f in findings if not f.denied and lexicon.concepts[f.concept].wary),
    )


def joined(parts: Sequence[Extract]) -> Extract:
    """What was seen in clauses that follow one another: nothing reaches from one into the next."""
    if len(parts) == 1:
        return parts[0]
    findings: list[Finding] = []
    facts: dict[str, dict[str, None]] = {}
    before = 0
    for part in parts:
        findings += [replace(one, at=tuple(before + place for place in one.at)) for one in part.findings]
        before += len(part.tokens)
        for fact, values in part.facts.items():
            facts.setdefault(fact, {}).update(dict.fromkeys(values))
    return Extract(
        tuple(token for part in parts for token in part.tokens),
        tuple(findings),
        {fact: tuple(values) for fact, values in facts.items()},
        tuple(dict.fromkeys(word for part in parts for word in part.words)),
        frozenset().union(*(part.wary for part in parts)),
    )


def _match(
    elements: tuple[frozenset[str], ...],
    start: int,
    readings: Sequence[frozenset[str]],
    tokens: Sequence[Token],
    negators: frozenset[str],
) -> tuple[int, ...] | None:
    """Positions of the phrase that begins at `start`, or None; never across the end of a sentence, and one
    that begins with a negator not across a comma ("boleh nggak, mundur dulu")."""
    at = [start]
    brittle = tokens[start].word in negators
    reach = 1
    for element in elements[1:]:
        if element == GAP:
            reach = _GAP + 1
            continue
        for position in range(at[-1] + 1, min(at[-1] + reach, len(readings) - 1) + 1):
            if tokens[position].clause != tokens[start].clause or (brittle and tokens[position].comma):
                return None
            if element & readings[position]:
                at.append(position)
                break
        else:
            return None
        reach = 1
    return tuple(at)


def _winners(
    hits: Iterable[tuple[tuple[int, ...], Phrase]], lexicon: Lexicon
) -> list[tuple[tuple[int, ...], Phrase]]:
    """The hits that stand: guarded ones go, and so does a hit inside a longer one of the same fact."""
    ranked = sorted(hits, key=lambda hit: (-len(hit[0]), hit[0], hit[1].concept))
    guards = [(set(at), phrase.concept) for at, phrase in ranked if phrase.guard]
    kept: dict[tuple[str, int], tuple[tuple[int, ...], Phrase]] = {}
    longer: list[tuple[frozenset[int], Mapping[str, str]]] = []
    for at, phrase in ranked:
        if phrase.guard:
            continue
        inside = frozenset(at)
        if any(name == phrase.concept and inside & covered for covered, name in guards):
            continue
        about = lexicon.concepts[phrase.concept].facts
        if any(inside < others and not about.keys().isdisjoint(known) for others, known in longer):
            continue
        if (phrase.concept, at[0]) not in kept:
            kept[phrase.concept, at[0]] = (at, phrase)
            longer.append((inside, about))
    return sorted(kept.values(), key=lambda hit: hit[0])


def _denied(
    start: int, reach: int, tokens: Sequence[Token], lexicon: Lexicon, spent: Mapping[int, tuple[int, ...]]
) -> bool:
    """Whether a negator reaches the concept beginning at `start`.

    It does not when it is a question tag ("boleh nggak"), denies the permission ("nggak boleh"), stands
    across a comma, or is `spent` on a phrase of its own that ends before ("belum cuti, ikut kampanye").
    """
    for position in range(start - 1, max(-1, start - 1 - reach), -1):
        token = tokens[position]
        if token.clause != tokens[start].clause or tokens[position + 1].comma:
            return False
        if token.word in lexicon.negators:
            if position in spent:
                return start in spent[position]
            before = (
                tokens[position - 1].word if position and tokens[position - 1].clause == token.clause else ""
            )
            after = tokens[position + 1].word
            return before not in lexicon.modals and after not in lexicon.modals
        if token.word in lexicon.modals:
            return False
    return False
