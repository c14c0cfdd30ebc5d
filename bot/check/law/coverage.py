"""No sure provision of the law stays without a question that leads to it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rulebook.model import Provision, Rule, RuleBook
from bot.rulebook.problem import Problem


def problems(book: RuleBook) -> Iterator[Problem]:
    """Provisions of high or medium confidence that no active rule cites or names as covered."""
    yield from (_told(provision) for provision in _uncovered(book) if not provision.doubtful)


def warnings(book: RuleBook) -> Iterator[Problem]:
    """Doubtful provisions without a rule that says honestly what is not known."""
    yield from (_told(provision) for provision in _uncovered(book) if provision.doubtful)


def _uncovered(book: RuleBook) -> Iterator[Provision]:
    covered = {name for rule in book.rules.values() if rule.active for name in _covered(rule)}
    yield from (provision for name, provision in book.provisions.items() if name not in covered)


def _covered(rule: Rule) -> Iterator[str]:
    yield from rule.covers_provisions
    for version in rule.versions:
        for basis in (*version.basis, *(one for branch in version.branches for one in branch.basis)):
            if basis.provision is not None:
                yield basis.provision


def _told(provision: Provision) -> Problem:
    message = f"ketentuan '{provision.id}' tidak dikutip (dasar) atau dicakup (mencakup) aturan mana pun"
    return Problem(provision.path, provision.line, message)
