"""Proof that nothing forbidden is permitted by what is said beside it.

Every permitted message is joined with forbidden deeds and aggravating words in the ways people join two
things, in both orders. Whatever is then told as permitted is looser than the law. The other side is measured
too: the same permitted messages beside words that change nothing should stay permitted.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.check.reader import landings
from bot.rulebook.calendar import situated
from bot.rulebook.decide import Verdict, decide, facts_used
from bot.rulebook.lines import Line, meant
from bot.rulebook.model import Outcome, Rule, RuleBook
from bot.understand.conclude import Reader

JOINS = (
    "{first} dan {second}", "{first}, {second}", "{first}. {second}", "{first} terus {second}",
    "{first} sambil {second}", "{first} sekalian {second}", "{first} trus {second}", "{first} plus {second}",
    "{first} habis itu {second}", "{first}, tapi {second}", "{first} (sekalian {second})",
    "{first}\n{second}", "{first}; oh iya {second}", "{first}, lalu {second}", "{first} serta {second}",
    "{first} btw {second}", "{first}? {second}", "{first} - {second}", "{first} sembari {second}",
    "{first} {second}",
)  # fmt: skip
"""Ways to join; each is used in both orders."""
ASIDES = (
    "kebetulan hari ini hujan", "saya guru SD", "habis pulang kerja", "di rumah bareng keluarga",
    "maaf ganggu malam malam", "saya lagi ngopi", "cuacanya panas sekali", "saya bidan di puskesmas",
    "sambil nunggu anak pulang sekolah", "mohon pencerahannya", "badan lagi kurang enak",
    "saya dinas di kabupaten sebelah", "tadi pagi sarapan bubur ayam", "makasih sebelumnya ya",
    "rumah saya dekat pasar", "sudah kepikiran dari kemarin",
)  # fmt: skip
"""Words that change nothing."""
_LONGEST = 14
"""Words of a forbidden message that is still said beside something else."""
_LOOSE = frozenset({Outcome.ALLOWED.batch, Outcome.CONDITIONAL.batch})


@dataclass(frozen=True, slots=True)
class Composed:
    """A sentence made of a permitted message and something else; `forbidden` is empty for an aside."""

    text: str
    permitted: str
    forbidden: str


def permitted(book: RuleBook, reader: Reader, texts: Sequence[str], on: date) -> list[tuple[str, Rule]]:
    """The messages that are told as permitted by themselves, each with the rule that says so."""
    found = []
    for text in texts:
        landed = landings(book, reader, text, {}, on)
        if len(landed) == 1 and landed[0].outcome in _LOOSE and landed[0].rule:
            found.append((text, book.rules[landed[0].rule]))
    return found


def messages(book: RuleBook, lines: Sequence[Line], on: date) -> tuple[list[str], list[str]]:
    """Messages that their own rule permits, and short ones that it forbids, by the facts stated for them."""
    loose: dict[str, None] = {}
    strict: dict[str, None] = {}
    for text, outcome in _labelled(book, lines, on):
        if outcome in _LOOSE:
            loose[text] = None
        elif outcome == Outcome.PROHIBITED.batch and len(text.split()) <= _LONGEST:
            strict[text.rstrip(" ?.!")] = None
    return list(loose), list(strict)


def composed(
    book: RuleBook,
    allowed: Sequence[tuple[str, Rule]],
    forbidden: Sequence[str],
    on: date,
    count: int,
    seed: int,
) -> Iterator[Composed]:
    """`count` sentences, the same for the same seed; every message and every way to join gets its turn."""
    chance = random.Random(seed)
    words = aggravating(book)
    for n in range(count):
        text, rule = allowed[n % len(allowed)]
        other = chance.choice(forbidden)
        if n % 5 == 0:
            known = set(facts_used(rule, on)) | set(rule.needs)
            strange = [phrase for phrase, facts in words if known.isdisjoint(facts)]
            other = chance.choice(strange) if strange else other
        join = JOINS[(n // len(allowed) + n) % len(JOINS)]
        first, second = (text, other) if chance.random() < 0.5 else (other, text)
        yield Composed(join.format(first=first.rstrip(" ?.!"), second=second), text, other)


def beside_nothing(allowed: Sequence[tuple[str, Rule]], count: int, seed: int) -> Iterator[Composed]:
    """Permitted messages beside words that change nothing."""
    chance = random.Random(seed)
    for n in range(count):
        text, _ = allowed[n % len(allowed)]
        aside = chance.choice(ASIDES)
        form = chance.choice(("{aside}, {text}", "{text} {aside}", "{aside}. {text}", "{text}, {aside}"))
        yield Composed(form.format(aside=aside, text=text.rstrip(" .")), text, "")


def aggravating(book: RuleBook) -> list[tuple[str, Mapping[str, str]]]:
    """Plain phrases of the lexicon that aggravate, each with the facts it states."""
    found = []
    for name, concepts in sorted(book.lexicon.items()):
        for concept in concepts.values() if name not in {"ganti.yaml", "ingkar.yaml", "umum.yaml"} else ():
            if isinstance(concept, Mapping) and concept.get("waspada") == "true":
                said = concept.get("kata")
                phrases = said if isinstance(said, list) else []
                facts = concept.get("fakta") or {}
                found += [
                    (phrase, facts) for phrase in map(str, phrases) if phrase.replace(" ", "").isalpha()
                ]
    return found


def tally(
    book: RuleBook, reader: Reader, sentences: Sequence[Composed], on: date
) -> tuple[Counter[str], list[str]]:
    """How many came out looser, asked and strict; and the sentences that came out looser."""
    counted: Counter[str] = Counter()
    looser = []
    for sentence in sentences:
        landed = landings(book, reader, sentence.text, {}, on)
        outcomes = {one.outcome for one in landed}
        if outcomes & _LOOSE and not outcomes - _LOOSE:
            counted["looser"] += 1
            looser.append(sentence.text)
        elif None in outcomes:
            counted["asked"] += 1
        else:
            counted["strict"] += 1
    return counted, looser


def _labelled(book: RuleBook, lines: Sequence[Line], on: date) -> Iterator[tuple[str, str | None]]:
    for line in lines:
        if book.rules[line.rule].active:
            yield line.text, meant(book, line)
    for rule in book.rules.values():
        if rule.active:
            for text in rule.phrasings:
                yield text, _outcome(book, rule, {}, on)


def _outcome(book: RuleBook, rule: Rule, facts: Mapping[str, tuple[str, ...]], on: date) -> str | None:
    decision = decide(rule, situated(book, facts, on), on)
    return decision.outcome.batch if isinstance(decision, Verdict) else None
