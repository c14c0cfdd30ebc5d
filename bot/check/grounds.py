"""Every verdict names what it stands on, and stands on something that can carry it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.check.grids import tables
from bot.rulebook.model import Branch, Outcome, RuleBook
from bot.rulebook.problem import Problem

_FORBIDS = (Outcome.PROHIBITED, Outcome.REQUIRED)


def problems(book: RuleBook) -> Iterator[Problem]:
    """Branches without a basis, and duties or bans whose basis cannot carry them."""
    for rule, version in tables(book):
        for branch in version.branches:
            message = _fault(branch)
            if message:
                yield Problem(rule.path, branch.line, message)


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
