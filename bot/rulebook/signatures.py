"""Who has approved a rule: its own signature as long as it still fits, else whoever approved the release.

Only rules that are answered from count. Pure: it compares what stands in the files and asks nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.rulebook.digest import digest
from bot.rulebook.model import Approval, Rule, RuleBook


@dataclass(frozen=True, slots=True)
class Standing:
    """The active rules, each either `signed` or `unsigned`, in the order of the book.

    `stale` are those changed after they were signed: unsigned too, unless the release is approved.
    """

    signed: tuple[Rule, ...]
    unsigned: tuple[Rule, ...]
    stale: tuple[Rule, ...]


def signed(book: RuleBook, rule: Rule) -> bool:
    """Whether the rule bears a signature for what it says today."""
    return rule.active and rule.approval is not None and rule.approval.digest == digest(book, rule)


def stale(book: RuleBook, rule: Rule) -> bool:
    """Whether the rule bears a signature but was changed after it."""
    return rule.active and rule.approval is not None and not signed(book, rule)


def approval(book: RuleBook, rule: Rule) -> Approval | None:
    """Whose approval an answer from this rule may name; None where nobody approved it."""
    return rule.approval if signed(book, rule) else book.release.approval


def standing(book: RuleBook) -> Standing:
    """Where the whole rule base stands."""
    active = [rule for rule in book.rules.values() if rule.active]
    approved = {rule.id for rule in active if approval(book, rule)}
    return Standing(
        signed=tuple(rule for rule in active if rule.id in approved),
        unsigned=tuple(rule for rule in active if rule.id not in approved),
        stale=tuple(rule for rule in active if stale(book, rule)),
    )
