"""What is taken for granted may not make an answer looser than it would be had the person been asked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bot.check.tables.grids import tables, told
from bot.rulebook.model import Branch, Outcome, Rule, RuleBook, Version
from bot.rulebook.problem import Problem


def problems(book: RuleBook) -> Iterator[Problem]:
    """Assumptions that loosen, or that concern a fact the version does not look at."""
    for rule, version in tables(book):
        for fact, option in version.assume.items():
            if fact not in version.table.facts:
                message = f"andaian '{fact}' tidak dipakai cabang mana pun; hapus"
                yield Problem(rule.path, version.line, message)
            else:
                yield from _loosening(rule, version, fact, option)


def _loosening(rule: Rule, version: Version, fact: str, option: str) -> Iterator[Problem]:
    """At most one problem for the assumption: the first combination in which it loosens the verdict."""
    table = version.table
    place = table.facts.index(fact)
    taken = table.index[place][option]
    others = [range(len(classes)) for classes in table.classes]
    others[place] = range(taken, taken + 1)
    for cell in product(*others):
        assumed = version.branches[table.cells[cell]]
        if _harmless(assumed):
            continue
        for n in range(len(table.classes[place])):
            other = version.branches[table.cells[(*cell[:place], n, *cell[place + 1 :])]]
            if other.outcome.strictness < assumed.outcome.strictness:
                rest = {
                    name: classes[cell[m]][0]
                    for m, (name, classes) in enumerate(zip(table.facts, table.classes, strict=True))
                    if m != place
                }
                message = (
                    f"andaian {fact}: {option} memberi {assumed.outcome}, padahal {fact}: "
                    f"{table.classes[place][n][0]} memberi {other.outcome} ({told(rest)}); hapus andaiannya"
                )
                yield Problem(rule.path, version.line, message)
                return


def _harmless(branch: Branch) -> bool:
    """'Tergantung' permits nothing, and a permission on named conditions names the assumption itself."""
    return branch.outcome is Outcome.DEPENDS or (
        branch.outcome is Outcome.CONDITIONAL and bool(branch.conditions)
    )
