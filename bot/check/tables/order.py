"""No verdict gets looser when a fact gets worse, by the order of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bot.check.tables.grids import combinations, tables, told
from bot.rulebook.model import Rule, RuleBook, Version
from bot.rulebook.problem import Problem


def problems(book: RuleBook) -> Iterator[Problem]:
    """For every ordered fact of every version, at most one combination in which worse means looser."""
    for rule, version in tables(book):
        for fact in version.table.facts:
            order = book.facts[fact].order
            if order:
                yield from _loosening(rule, version, fact, order)


def _loosening(rule: Rule, version: Version, fact: str, order: tuple[str, ...]) -> Iterator[Problem]:
    table = version.table
    place = table.facts.index(fact)
    for facts, _ in combinations(version):
        cell = [table.index[n][facts[name]] for n, name in enumerate(table.facts)]
        ladder = []
        for option in order:
            cell[place] = table.index[place][option]
            ladder.append(version.branches[table.cells[tuple(cell)]])
        for (lighter, light), (worse, heavy) in pairwise(zip(order, ladder, strict=True)):
            if heavy.outcome.strictness > light.outcome.strictness:
                rest = {name: option for name, option in facts.items() if name != fact}
                message = (
                    f"putusan melonggar saat fakta memburuk: {fact} {lighter} memberi {light.outcome}, "
                    f"{worse} memberi {heavy.outcome} ({told(rest)})"
                )
                yield Problem(rule.path, heavy.line, message)
                return
