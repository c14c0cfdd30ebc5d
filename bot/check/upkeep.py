"""What makes no answer wrong today but should not stay so: approval, silence, sanctions not told apart."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rulebook.decide import version_on
from bot.rulebook.model import RuleBook
from bot.rulebook.problem import Problem
from bot.rulebook.signatures import standing


def warnings(book: RuleBook) -> Iterator[Problem]:
    """Approvals, rules silent on the release's day, sanctions without a status's own words."""
    release = book.release
    yield from (Problem(release.path, 1, message) for message in _approvals(book))
    for rule in book.rules.values():
        if rule.active and version_on(rule, release.day) is None:
            yield Problem(rule.path, rule.line, f"tidak berlaku pada hari rilis ({release.day})")
    for sanction in book.sanctions.values():
        groups = {"pns": sanction.pns, "pppk": sanction.pppk, "ppnpn": sanction.ppnpn}
        missing = [group for group, text in groups.items() if not text]
        if 0 < len(missing) < len(groups):
            message = f"sanksi '{sanction.id}' belum punya kalimat untuk: {', '.join(missing)}"
            yield Problem(sanction.path, sanction.line, message)


def _approvals(book: RuleBook) -> Iterator[str]:
    release, found = book.release, standing(book)
    if release.approval is not None and release.approval.day < release.day:
        yield f"pengesahan {release.approval.day} lebih tua daripada rilis {release.day}; mintakan lagi"
    elif not found.signed:
        yield "rilis belum disahkan biro hukum; setiap jawaban menyebutkannya"
    elif found.unsigned:
        yield f"{len(found.unsigned)} aturan belum disahkan biro hukum; jawabannya menyebutkan itu"
    if found.stale:
        named = ", ".join(sorted(rule.id for rule in found.stale))
        yield f"berubah sesudah disahkan, mintakan pengesahan lagi: {named}"
