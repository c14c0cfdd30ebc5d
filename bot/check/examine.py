"""All checks over one rule base, in one report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from bot.check import texts, upkeep
from bot.check.law import citations, coverage, dates, grounds, reread, stages
from bot.check.reading import phrasings, trials
from bot.check.tables import assumptions, combinations, grids, order, overlay
from bot.rulebook.model import RuleBook
from bot.rulebook.problem import Problem
from bot.rulebook.signatures import standing
from bot.understand.conclude import MessageReader

BY_ITSELF = (
    assumptions,
    citations,
    combinations,
    coverage,
    dates,
    grounds,
    order,
    overlay,
    stages,
    texts,
)
"""What looks at the rules alone; the others need a reader too."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, and what was found: errors stop the bot from starting, warnings do not.

    `signed` and `unsigned` together are the rules that are answered from; `stale` those changed after they
    were signed, which are unsigned again unless the whole release is approved.
    """

    rules: int
    combinations: int
    dates: int
    phrasings: int
    tests: int
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    signed: int = 0
    unsigned: int = 0
    stale: int = 0

    def json(self) -> str:
        """The report as one JSON object."""
        return json.dumps(asdict(self), ensure_ascii=False)


def check(book: RuleBook, reader: MessageReader) -> Report:
    """Examine a rule base; each error and warning is a line `file:line: pesan`."""
    errors = [problem for module in BY_ITSELF for problem in module.problems(book)]
    strays = tuple(phrasings.strays(book, reader))
    errors += [*phrasings.problems(book, reader), *trials.problems(book, reader)]
    errors += [stray.problem for stray in strays if stray.misleads]
    advised = (coverage, grounds, phrasings, reread, upkeep)
    warnings = [problem for module in advised for problem in module.warnings(book)]
    warnings += [stray.problem for stray in strays if not stray.misleads]
    approved = standing(book)
    return Report(
        rules=len(book.rules),
        combinations=grids.count(book),
        dates=dates.count(book),
        phrasings=phrasings.count(book),
        tests=trials.count(book),
        errors=_lines(errors),
        warnings=_lines(warnings),
        signed=len(approved.signed),
        unsigned=len(approved.unsigned),
        stale=len(approved.stale),
    )


def _lines(problems: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(map(str, sorted(set(problems))))
