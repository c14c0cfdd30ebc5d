"""A rule base → its reader: the lexicon compiled, the phrasings indexed, the third opinion formed.

Runs when the sources changed; its result is what the cache keeps. Knows no files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.rulebook.calendar import situated
from bot.rulebook.decide import decide, outcome
from bot.rulebook.model import Rule, RuleBook
from bot.understand.read import Reader
from bot.understand.words import classifier, similarity
from bot.understand.words.extract import extract
from bot.understand.words.lexicon import Lexicon, build
from bot.understand.words.match import frames
from bot.understand.words.normalise import tokens

_OFTEN = 3
"""A word seen in so many phrasings is right as it is and never corrected to a lexicon word."""


def reader(book: RuleBook) -> Reader:
    """Compile what is needed to read questions; raises LexiconError for a faulty lexicon."""
    rules = {rule.id: rule for rule in book.rules.values() if rule.active}
    lexicon = _lexicon(book, rules)
    rows = []
    lessons = []
    for rule, text, given in _questions(rules):
        seen = extract(tokens(text, lexicon.shorthand), lexicon)
        base = similarity.features(seen, lexicon)
        if given is None:
            rows.append((rule.id, base))
        facts = situated(book, {**seen.facts, **(given or {})}, book.release.day)
        label = outcome(decide(rule, facts, book.release.day))
        if label is not None:
            lessons.append((classifier.features(seen, lexicon, base), label))
    return Reader(lexicon, similarity.build(rows), frames(rules), classifier.train(lessons))


def _lexicon(book: RuleBook, rules: Mapping[str, Rule]) -> Lexicon:
    shorthand = build(book.lexicon, book.facts, frozenset()).shorthand
    seen = Counter(
        word
        for rule in rules.values()
        for text in rule.phrasings
        for word in {token.word for token in tokens(text, shorthand)}
    )
    return build(book.lexicon, book.facts, frozenset(word for word, times in seen.items() if times >= _OFTEN))


def _questions(
    rules: Mapping[str, Rule],
) -> Iterator[tuple[Rule, str, Mapping[str, tuple[str, ...]] | None]]:
    """Every phrasing, and every inline test with the facts given in it."""
    for rule in rules.values():
        yield from ((rule, text, None) for text in rule.phrasings)
        yield from ((rule, trial.question, trial.facts) for trial in rule.tests)
