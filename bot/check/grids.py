"""Walking every combination of facts of a version: what combinations, orders and overlays have in common.

Options that the branches do not tell apart are walked once, by their first; the count is of all combinations.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from bot.rulebook.model import Branch, Kind, Rule, RuleBook, Version


def tables(book: RuleBook) -> Iterator[tuple[Rule, Version]]:
    """Every version that has a decision table, with its rule."""
    for rule in every_rule(book):
        if rule.kind is Kind.VERDICT:
            yield from ((rule, version) for version in rule.versions)


def every_rule(book: RuleBook) -> Iterator[Rule]:
    """The rules in force for this office, and those of the base that its overlay displaced."""
    yield from book.rules.values()
    yield from book.replaced.values()


def combinations(version: Version) -> Iterator[tuple[dict[str, str], Branch]]:
    """One combination for each cell, one option a fact, with the branch it reaches."""
    table = version.table
    for cell, branch in table.cells.items():
        picked = zip(table.facts, table.classes, cell, strict=True)
        yield {fact: classes[n][0] for fact, classes, n in picked}, version.branches[branch]


def count(book: RuleBook) -> int:
    """How many combinations of facts the tables cover, every option counted."""
    return sum(prod(map(len, version.table.index)) for _, version in tables(book))


def told(facts: dict[str, str]) -> str:
    """A combination as its author would write it."""
    return ", ".join(f"{fact}: {option}" for fact, option in facts.items()) or "tanpa fakta"
