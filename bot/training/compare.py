"""How well a reader reads the lines that nobody trained on, alone and together with the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.rulebook.lines import Line, meant
from bot.rulebook.model import RuleBook
from bot.understand.arbitrate import witness
from bot.understand.compile import reader
from bot.understand.learned.reader import open_reader
from bot.understand.read import Reader

_FIVE = 5


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of the lines of one hand, 0 to 1: the right kind of answer by the learned reader alone, by the
    words alone and by all mixed; the right rule first, and among five; the right answer among three."""

    hand: str
    lines: int
    learned: float
    words: float
    mixed: float
    among_three: float
    rule: float
    among_five: float


def blind(folder: Path, book: RuleBook, lines: Sequence[Line], hands: Sequence[str]) -> Reader:
    """The reader in `folder` compiled without the lines of these hands."""
    return reader(book, [line for line in lines if line.hand not in hands], open_reader(folder))


def scores(compiled: Reader, book: RuleBook, lines: Sequence[Line], hands: Sequence[str]) -> list[Score]:
    """A score for each hand."""
    return [score(compiled, book, hand, [line for line in lines if line.hand == hand]) for hand in hands]


def score(compiled: Reader, book: RuleBook, hand: str, lines: Sequence[Line]) -> Score:
    """One hand's lines, each asked on the day of the release."""
    tally = [0] * 6
    labelled = [(line, label) for line in lines if (label := meant(book, line))]
    for line, label in labelled:
        found = witness(book, compiled.read(line.text).whole, book.release.day)
        belief = found.belief()
        ranked = sorted(belief, key=lambda outcome: -belief[outcome])
        rules = [one.rule.id for one in sorted(found.options, key=lambda one: -(one.words + one.reader))]
        hits = (
            _first(found.head) == label,
            _first(found.words) == label,
            ranked[0] == label,
            label in ranked[:3],
            rules[:1] == [line.rule],
            line.rule in rules[:_FIVE],
        )
        tally = [sum(pair) for pair in zip(tally, hits, strict=True)]
    count = len(labelled) or 1
    return Score(hand, len(labelled), *(hit / count for hit in tally))


def _first(shares: Mapping[str, float]) -> str | None:
    return max(shares, key=lambda outcome: shares[outcome], default=None)
