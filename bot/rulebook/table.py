"""A decision table as a grid: which branch covers which combination of facts, laid out at reading.

Options that no branch tells apart behave alike, so they share a class: the grid stays small, and exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from bot.rulebook.model import Branch, Fact, Table

LIMIT = 20_000


class TooManyCombinationsError(ValueError):
    """A table with more cells than anybody could review."""


def grid(branches: Sequence[Branch], facts: Mapping[str, Fact]) -> Table:
    """Lay the branches out; the last branch must be the one that takes what is left.

    Raises TooManyCombinationsError above LIMIT cells.
    """
    used = tuple(dict.fromkeys(fact for branch in branches for fact in branch.when))
    classes = tuple(_classes(branches, facts[fact]) for fact in used)
    size = 1
    for groups in classes:
        size *= len(groups)
    if size > LIMIT:
        raise TooManyCombinationsError(f"{size} kombinasi fakta; paling banyak {LIMIT}")
    index = tuple({option: n for n, group in enumerate(groups) for option in group} for groups in classes)
    cells = {}
    for cell in product(*(range(len(groups)) for groups in classes)):
        combination = {fact: groups[n][0] for fact, groups, n in zip(used, classes, cell, strict=True)}
        cells[cell] = next(
            n for n, branch in enumerate(branches) if branch.otherwise or branch.matches(combination)
        )
    return Table(used, classes, index, cells)


EMPTY = Table((), (), (), {})


def _classes(branches: Sequence[Branch], fact: Fact) -> tuple[tuple[str, ...], ...]:
    groups: dict[tuple[bool, ...], list[str]] = {}
    tested = [branch.when[fact.id] for branch in branches if fact.id in branch.when]
    for option in fact.options:
        groups.setdefault(tuple(option in values for values in tested), []).append(option)
    return tuple(tuple(group) for group in groups.values())
