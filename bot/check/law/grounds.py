"""Every verdict names what it stands on, and stands on something that can carry it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.check.tables.grids import tables
from bot.rulebook.cite import citations
from bot.rulebook.model import STATUS, Branch, Outcome, Rule, RuleBook
from bot.rulebook.model.facts import EMPLOYEES
from bot.rulebook.problem import Problem

# The statuses whose verdicts are verdicts about office staff; for others the rules differ as a whole.
_FORBIDS = (Outcome.PROHIBITED, Outcome.REQUIRED)


def problems(book: RuleBook) -> Iterator[Problem]:
    """Branches without a basis, and duties or bans whose basis cannot carry them."""
    for rule, version in tables(book):
        for branch in version.branches:
            message = _fault(branch)
            if message:
                yield Problem(rule.path, branch.line, message)


def warnings(book: RuleBook) -> Iterator[Problem]:
    """Verdicts that would be shown without any basis to a group of employees, as none of it binds them."""
    for rule, version in tables(book):
        day = min(version.period.until or book.release.day, book.release.day)
        for branch in version.branches:
            unbound = [
                status
                for status in EMPLOYEES
                if branch.basis
                and _meant(rule, branch, status)
                and not citations(book, branch.basis, day, status)
            ]
            if unbound and version.period.contains(day):
                message = f"putusan {branch.outcome} tidak punya dasar yang mengikat: {', '.join(unbound)}"
                yield Problem(rule.path, branch.line, message)


def _meant(rule: Rule, branch: Branch, status: str) -> bool:
    meant = (branch.when.get(STATUS, (status,)), rule.needs.get(STATUS, (status,)))
    return all(status in options for options in meant) and status not in rule.excludes.get(STATUS, ())


def _fault(branch: Branch) -> str | None:
    loose = branch.outcome.strictness > Outcome.DEPENDS.strictness
    if not branch.basis:
        if loose:
            return f"{branch.outcome} tanpa dasar; tulis dasarnya, misalnya tidak_ditemukan: larangan"
        if branch.otherwise and branch.outcome is Outcome.DEPENDS:
            return None
        return f"putusan {branch.outcome} tanpa dasar"
    if branch.outcome in _FORBIDS:
        if all(basis.not_found for basis in branch.basis):
            return f"putusan {branch.outcome} tidak dapat bersandar pada sesuatu yang tidak ditemukan"
        said = all(basis.statement or basis.not_found for basis in branch.basis)
        if said and "menurut" not in branch.answer.casefold():
            return "dasarnya hanya pernyataan: jawaban harus menyebut menurut siapa (menurut Bawaslu …)"
    return None
