"""Walking every combination of facts of a version: what combinations, orders and overlays have in common.

Options that the branches do not tell apart are walked once, by their first; the count is of all combinations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod

from bot.rulebook.model import Branch, Kind, Rule, RuleBook, Table, Version

IRRELEVANT, UNKNOWN = -1, -2


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


def option_class(table: Table, fact: str, option: str) -> int:
    """The class that the table puts the option in: IRRELEVANT where it does not look at the fact, UNKNOWN
    where its vocabulary does not have the option."""
    if fact not in table.facts:
        return IRRELEVANT
    return table.index[table.facts.index(fact)].get(option, UNKNOWN)


def alike(
    fact: str, options: Iterable[str], tables: Sequence[Table], lists: Sequence[tuple[str, ...]] = ()
) -> tuple[tuple[str, ...], ...]:
    """The options of a fact in groups that none of the tables, and none of the lists, tells apart."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for option in options:
        classes = (option_class(table, fact, option) for table in tables)
        groups.setdefault((*classes, *(option in values for values in lists)), []).append(option)
    return tuple(map(tuple, groups.values()))


def count(book: RuleBook) -> int:
    """How many combinations of facts the tables cover, every option counted."""
    return sum(prod(map(len, version.table.index)) for _, version in tables(book))


def told(facts: dict[str, str]) -> str:
    """A combination as its author would write it."""
    return ", ".join(f"{fact}: {option}" for fact, option in facts.items()) or "tanpa fakta"
