"""Proof that nothing forbidden is permitted by what is said beside it.

Messages told as permitted are joined with forbidden deeds and aggravating words in the ways people join two
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
from bot.rulebook.outcome import PERMISSIONS
from bot.understand.conclude import MessageReader

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
_STRICT = frozenset({Outcome.PROHIBITED.batch, Outcome.REQUIRED.batch, Outcome.DEPENDS.batch})


@dataclass(frozen=True, slots=True)
class Permitted:
    """A message told as permitted by itself, the rule that says so, and the facts read in it."""

    text: str
    rule: str
    facts: Mapping[str, tuple[str, ...]]


def permitted(book: RuleBook, reader: MessageReader, texts: Sequence[str], on: date) -> list[Permitted]:
    """Those of the messages that are told as permitted by themselves."""
    found = []
    for text in texts:
        landed = landings(book, reader, text, {}, on)
        if len(landed) == 1 and landed[0].outcome in PERMISSIONS and landed[0].rule:
            found.append(Permitted(text, landed[0].rule, landed[0].facts))
    return found


def messages(book: RuleBook, lines: Sequence[Line], on: date) -> tuple[list[str], list[str]]:
    """Messages that their own rule permits, and short ones that it forbids, by the facts stated for them."""
    loose: dict[str, None] = {}
    strict: dict[str, None] = {}
    for text, outcome in _labelled(book, lines, on):
        if outcome in PERMISSIONS:
            loose[text] = None
        elif outcome == Outcome.PROHIBITED.batch and len(text.split()) <= _LONGEST:
            strict[text.rstrip(" ?.!")] = None
    return list(loose), list(strict)


def composed(
    book: RuleBook, allowed: Sequence[Permitted], forbidden: Sequence[str], on: date, count: int, seed: int
) -> Iterator[str]:
    """`count` sentences, the same for the same seed; every message and every way to join gets its turn.

    One in five takes words that turn the permitting rule's own verdict, the others a forbidden message.
    """
    if not allowed or not forbidden:
        return
    chance = random.Random(seed)
    phrases = _stating(book)
    turning = {one.text: _turning(book, one, phrases, on) for one in allowed}
    for n in range(count):
        one = allowed[n % len(allowed)]
        own = turning[one.text] if n % 5 == 0 else ()
        other = chance.choice(own or forbidden)
        join = JOINS[(n // len(allowed) + n) % len(JOINS)]
        first, second = (one.text, other) if chance.random() < 0.5 else (other, one.text)
        yield join.format(first=first.rstrip(" ?.!"), second=second)


def beside_asides(allowed: Sequence[Permitted], count: int, seed: int) -> Iterator[str]:
    """Permitted messages beside words that change nothing."""
    chance = random.Random(seed)
    for n in range(count if allowed else 0):
        text, aside = allowed[n % len(allowed)].text, chance.choice(ASIDES)
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
        outcomes = {one.outcome for one in landings(book, reader, sentence, {}, on)}
        if outcomes <= PERMISSIONS:
            counted["looser"] += 1
            looser.append(sentence)
        else:
            counted["strict" if outcomes & _STRICT else "asked"] += 1
    return counted, looser


def _stating(book: RuleBook) -> list[tuple[str, Mapping[str, str]]]:
    """Plain phrases of aggravating concepts, each with the facts it states."""
    found = []
    for concepts in (book.lexicon[name] for name in sorted(book.lexicon)):
        for concept in concepts.values():
            if isinstance(concept, Mapping) and concept.get("waspada") == "true":
                said, facts = concept.get("kata"), concept.get("fakta")
                if isinstance(said, list) and isinstance(facts, Mapping):
                    plain = (phrase for phrase in map(str, said) if phrase.replace(" ", "").isalpha())
                    found += [(phrase, facts) for phrase in plain]
    return found


def _turning(
    book: RuleBook, one: Permitted, phrases: Sequence[tuple[str, Mapping[str, str]]], on: date
) -> tuple[str, ...]:
    """The phrases that state a fact with which the permitting rule itself no longer permits."""
    rule = book.rules[one.rule]
    looked_at = set(facts_used(rule, on))
    return tuple(
        phrase
        for phrase, facts in phrases
        if not looked_at.isdisjoint(facts)
        and _outcome(book, rule, {**one.facts, **{fact: (value,) for fact, value in facts.items()}}, on)
        not in PERMISSIONS
    )


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
