"""A rule base with its training lines → its reader: lexicon, similarity, learned reader fitted to the rules.

Runs when the sources changed; its result is what the cache keeps. Knows no files but the learned reader's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.rulebook.lines import Line
from bot.rulebook.model import Rule, RuleBook
from bot.understand.learned.reader import LearnedReader
from bot.understand.read import Reader
from bot.understand.words import similarity
from bot.understand.words.extract import extract
from bot.understand.words.lexicon import Lexicon, build
from bot.understand.words.match import frames
from bot.understand.words.normalise import tokens
from bot.understand.words.vocabulary import Vocabulary

_OFTEN = 3
"""A word seen in so many phrasings is right as it is and never corrected to a lexicon word."""
_KNOWN = 2
"""Lines that must say a word for it to count as known."""


def reader(book: RuleBook, lines: Sequence[Line], learned: LearnedReader) -> Reader:
    """Compile what is needed to read questions; raises LexiconError for a faulty lexicon."""
    rules = {rule.id: rule for rule in book.rules.values() if rule.active}
    spoken = [line for line in lines if line.rule in rules]
    lexicon = _lexicon(book, rules, spoken)
    phrasings: dict[str, list[str]] = {rule.id: list(rule.phrasings) for rule in rules.values()}
    for line in spoken:
        phrasings[line.rule].append(line.text)
    rows = [
        (rule, similarity.features(extract(tokens(text, lexicon.shorthand), lexicon), lexicon))
        for rule, texts in phrasings.items()
        for text in texts
    ]
    return Reader(
        lexicon,
        similarity.build(rows),
        frames(rules),
        learned.fitted(phrasings),
        Vocabulary(lexicon, _known(spoken, lexicon)),
    )


def words(book: RuleBook, lines: Sequence[Line]) -> Lexicon:
    """The lexicon alone, for those who prepare lessons."""
    rules = {rule.id: rule for rule in book.rules.values() if rule.active}
    return _lexicon(book, rules, [line for line in lines if line.rule in rules])


def _lexicon(book: RuleBook, rules: Mapping[str, Rule], lines: Sequence[Line]) -> Lexicon:
    shorthand = build(book.lexicon, book.facts, frozenset()).shorthand
    texts = (text for rule in rules.values() for text in rule.phrasings)
    seen = _said((*texts, *(line.text for line in lines)), shorthand)
    return build(book.lexicon, book.facts, frozenset(word for word, times in seen.items() if times >= _OFTEN))


def _known(lines: Sequence[Line], lexicon: Lexicon) -> frozenset[str]:
    """Words that the lines say often enough for the learned reader to know what they do to a message."""
    seen = _said((line.text for line in lines), lexicon.shorthand)
    return frozenset(word for word, times in seen.items() if times >= _KNOWN)


def _said(texts: Iterable[str], shorthand: Mapping[str, tuple[str, ...]]) -> Counter[str]:
    """Word → in how many texts it stands."""
    return Counter(word for text in texts for word in {token.word for token in tokens(text, shorthand)})
