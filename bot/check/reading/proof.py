"""Proof that nothing forbidden is permitted by what is said beside it.

Messages told as permitted are joined with forbidden deeds and aggravating words in the ways people join two
things, in both orders. Whatever is then told as permitted is looser than the law. The other side is measured
too: the same permitted messages beside words that change nothing should stay permitted.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.check.reading.reader import landings
from bot.rulebook.calendar import situated
from bot.rulebook.decide import possible
from bot.rulebook.model import Kind, Outcome, RuleBook
from bot.rulebook.outcome import PERMISSIONS
from bot.understand.conclude import MessageReader, conclude
from bot.understand.constants import PIECE_TOLD

JOINS = (
    "{first} dan {second}", "{first}, {second}", "{first}. {second}", "{first} terus {second}",
    "{first} sambil {second}", "{first} sekalian {second}", "{first} trus {second}", "{first} plus {second}",
    "{first} habis itu {second}", "{first}, tapi {second}", "{first} (sekalian {second})",
    "{first}\n{second}", "{first}; oh iya {second}", "{first}, lalu {second}", "{first} serta {second}",
    "{first} btw {second}", "{first}? {second}", "{first} - {second}", "{first} sembari {second}",
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
_PROHIBITED = Outcome.PROHIBITED.batch
_STRICT = frozenset({_PROHIBITED, Outcome.REQUIRED.batch, Outcome.DEPENDS.batch})


def permitted(book: RuleBook, reader: MessageReader, texts: Sequence[str], on: date) -> list[str]:
    """Those of the messages that are told as permitted by themselves."""
    return [text for text in texts if _outcomes(book, reader, text, on) <= PERMISSIONS]


def forbidden(book: RuleBook, reader: MessageReader, texts: Sequence[str], on: date) -> list[str]:
    """Those of the messages that by themselves are surely told as prohibited."""
    found = []
    for text in texts:
        told = [one.judgement for one in conclude(book, reader, text, {}, on)]
        if all(one.outcome == _PROHIBITED and one.belief[_PROHIBITED] >= PIECE_TOLD for one in told):
            found.append(text)
    return found


def messages(book: RuleBook, on: date) -> tuple[list[str], list[str]]:
    """The model phrasings of rules that may permit; and the short ones of rules that may forbid, with the
    aggravating phrases of the lexicon."""
    loose: list[str] = []
    strict: list[str] = []
    for rule in book.rules.values():
        if not rule.active or rule.kind is not Kind.VERDICT:
            continue
        ends = {outcome.batch for outcome in possible(rule, situated(book, {}, on), on)}
        if ends & PERMISSIONS:
            loose += rule.phrasings
        if _PROHIBITED in ends:
            strict += [text.rstrip(" ?.!") for text in rule.phrasings if len(text.split()) <= _LONGEST]
    return loose, [*strict, *_aggravating(book)]


def composed(allowed: Sequence[str], forbidden: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """`count` sentences, the same for the same seed; every message and every way to join gets its turn."""
    if not allowed or not forbidden:
        return
    chance = random.Random(seed)
    for n in range(count):
        one, other = allowed[n % len(allowed)], chance.choice(forbidden)
        join = JOINS[(n // len(allowed) + n) % len(JOINS)]
        first, second = (one, other) if chance.random() < 0.5 else (other, one)
        yield join.format(first=first.rstrip(" ?.!"), second=second)


def beside_asides(allowed: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """Permitted messages beside words that change nothing."""
    chance = random.Random(seed)
    for n in range(count if allowed else 0):
        text, aside = allowed[n % len(allowed)], chance.choice(ASIDES)
        form = chance.choice(("{aside}, {text}", "{text} {aside}", "{aside}. {text}", "{text}, {aside}"))
        yield form.format(aside=aside, text=text.rstrip(" ."))


def tally(
    book: RuleBook, reader: MessageReader, sentences: Sequence[str], on: date
) -> tuple[Counter[str], list[str]]:
    """How many came out looser, asked and strict; and the sentences that came out looser.

    Strict is a verdict that does not permit; what is asked back, offered or declined counts as asked.
    """
    counted: Counter[str] = Counter()
    looser = []
    for sentence in sentences:
        outcomes = _outcomes(book, reader, sentence, on)
        if outcomes <= PERMISSIONS:
            counted["looser"] += 1
            looser.append(sentence)
        else:
            counted["strict" if outcomes & _STRICT else "asked"] += 1
    return counted, looser


def _aggravating(book: RuleBook) -> list[str]:
    """Plain phrases of two words and more of the lexicon's aggravating concepts."""
    found: list[str] = []
    for concepts in (book.lexicon[name] for name in sorted(book.lexicon)):
        for concept in concepts.values():
            if isinstance(concept, Mapping) and concept.get("waspada") == "true":
                said = concept.get("kata")
                phrases = map(str, said) if isinstance(said, list) else ()
                found += [phrase for phrase in phrases if phrase.replace(" ", "").isalpha() and " " in phrase]
    return found


def _outcomes(book: RuleBook, reader: MessageReader, text: str, on: date) -> set[str | None]:
    return {one.outcome for one in landings(book, reader, text, {}, on)}
