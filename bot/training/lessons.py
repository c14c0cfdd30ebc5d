"""What there is to learn from: every model phrasing, inline test, neighbour and training line, as one list.

A lesson says which rule a message belongs to, which kind of answer it gets, and which facts its words state;
each may be unknown. Where nobody stated the facts, the lexicon's reading stands in for them.

It may say as much of pieces of the message. Of a message that is permitted, or not our business, every piece
is. Of a forbidden one it is known only where a twin is permitted and differs in one place: what stands there
is forbidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.rulebook.calendar import situated
from bot.rulebook.decide import decide, outcome
from bot.rulebook.lines import Line, meant
from bot.rulebook.model import Kind, Outcome, Rule, RuleBook
from bot.rulebook.outcome import PERMISSIONS
from bot.understand.acts import pieces
from bot.understand.words.extract import extract
from bot.understand.words.lexicon import Lexicon
from bot.understand.words.normalise import tokens

Facts = Mapping[str, tuple[str, ...]]

_OF_EVERY_PIECE = PERMISSIONS | {Kind.OUT_OF_SCOPE.batch}


@dataclass(frozen=True, slots=True)
class Act:
    """What a range of a message's characters means in its surroundings."""

    start: int
    end: int
    rule: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """One message. `stated` tells whether a person stated the facts, or the lexicon read them; `acts` are the
    pieces whose meaning is known."""

    text: str
    rule: str | None
    outcome: str | None
    facts: Facts
    stated: bool
    hand: str
    acts: tuple[Act, ...] = ()


def lessons(book: RuleBook, lines: Sequence[Line], lexicon: Lexicon) -> list[Lesson]:
    """All lessons, each message once; what a person stated wins over what the lexicon reads."""
    found: dict[str, Lesson] = {}
    for lesson in _all(book, lines, lexicon):
        key = _folded(lesson.text)
        if key not in found or (lesson.stated and not found[key].stated):
            found[key] = lesson
    twins = _twins(lines, found)
    return [replace(lesson, acts=_acts(lesson, twins.get(key), lexicon)) for key, lesson in found.items()]


def _twins(lines: Sequence[Line], found: Mapping[str, Lesson]) -> dict[str, Lesson]:
    """The other lesson of each minimal pair, by the text; none where a pair has more than two lines."""
    pairs: dict[str, list[str]] = {}
    for line in lines:
        if line.pair:
            pairs.setdefault(line.pair, []).append(_folded(line.text))
    twins: dict[str, Lesson] = {}
    for texts in pairs.values():
        if len(texts) == 2 and texts[0] in found and texts[1] in found:
            twins |= {texts[0]: found[texts[1]], texts[1]: found[texts[0]]}
    return twins


def _acts(lesson: Lesson, twin: Lesson | None, lexicon: Lexicon) -> tuple[Act, ...]:
    ranges = _ranges(lesson, lexicon)
    if len(ranges) == 1:
        return ()
    if lesson.outcome in _OF_EVERY_PIECE:
        return tuple(Act(start, end, lesson.rule, lesson.outcome) for start, end in ranges)
    if lesson.outcome != Outcome.PROHIBITED.batch or twin is None or twin.outcome not in _OF_EVERY_PIECE:
        return ()
    permitted = {_folded(twin.text[start:end]) for start, end in _ranges(twin, lexicon)}
    differs = [_folded(lesson.text[start:end]) not in permitted for start, end in ranges]
    if not any(differs) or all(differs):
        return ()
    first, last = differs.index(True), len(differs) - 1 - differs[::-1].index(True)
    if not all(differs[first : last + 1]):
        return ()
    shared = [Act(*own, twin.rule, twin.outcome) for own, new in zip(ranges, differs, strict=True) if not new]
    return (*shared, Act(ranges[first][0], ranges[last][1], lesson.rule, lesson.outcome))


def _ranges(lesson: Lesson, lexicon: Lexicon) -> tuple[tuple[int, int], ...]:
    return pieces(lesson.text, lexicon.connectors, lexicon.closings)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _all(book: RuleBook, lines: Sequence[Line], lexicon: Lexicon) -> Iterator[Lesson]:
    for line in lines:
        rule = book.rules[line.rule]
        if not rule.active:
            continue
        facts = line.facts if line.facts is not None else _read(line.text, lexicon)
        said = meant(book, line) or _outcome(book, rule, facts)
        yield Lesson(line.text, rule.id, said, facts, line.facts is not None, line.hand)
    for rule in book.rules.values():
        if not rule.active:
            continue
        for text in rule.phrasings:
            facts = _read(text, lexicon)
            yield Lesson(text, rule.id, _outcome(book, rule, facts), facts, False, "aturan")
        for trial in rule.tests:
            # The outcome of a test may hang on facts that its question does not say.
            said = None if trial.facts else _outcome(book, rule, _read(trial.question, lexicon))
            yield Lesson(trial.question, rule.id, said, _read(trial.question, lexicon), False, "uji")
        for neighbour in rule.not_this:
            facts = _read(neighbour.question, lexicon)
            own = book.rules[neighbour.rule]
            yield Lesson(neighbour.question, own.id, _outcome(book, own, facts), facts, False, "tetangga")


def _read(text: str, lexicon: Lexicon) -> Facts:
    return extract(tokens(text, lexicon.shorthand), lexicon).facts


def _outcome(book: RuleBook, rule: Rule, facts: Facts) -> str | None:
    day = book.release.day
    return outcome(decide(rule, situated(book, facts, day), day))
