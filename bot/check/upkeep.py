"""What makes no answer wrong today but should not stay so: approval, silence, sanctions not told apart."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rulebook.decide import version_on
from bot.rulebook.model import RuleBook
from bot.rulebook.problem import Problem


def warnings(book: RuleBook) -> Iterator[Problem]:
    """The release's approval, rules silent on the release's day, sanctions without a status's own words."""
    release = book.release
    if release.approval is None:
        yield Problem(release.path, 1, "rilis belum disahkan biro hukum; setiap jawaban menyebutkannya")
    elif release.approval.day < release.day:
        message = f"pengesahan {release.approval.day} lebih tua daripada rilis {release.day}; mintakan lagi"
        yield Problem(release.path, 1, message)
    for rule in book.rules.values():
        if rule.active and version_on(rule, release.day) is None:
            yield Problem(rule.path, rule.line, f"tidak berlaku pada hari rilis ({release.day})")
    for sanction in book.sanctions.values():
        groups = {"pns": sanction.pns, "pppk": sanction.pppk, "ppnpn": sanction.ppnpn}
        missing = [group for group, text in groups.items() if not text]
        if 0 < len(missing) < len(groups):
            message = f"sanksi '{sanction.id}' belum punya kalimat untuk: {', '.join(missing)}"
            yield Problem(sanction.path, sanction.line, message)
