"""Approval by a second person: the one policy for roles, rosters, broadcasts and reminders alike."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people.authority import Authority, Role


@dataclass(frozen=True, slots=True)
class ApprovalPolicy:
    """`second_person` is the office's setting: whether two must agree on what concerns many."""

    second_person: bool = False

    def is_needed(self, authority: Authority) -> bool:
        """Whether an act of this account waits for a second person. An owner is answerable alone."""
        return self.second_person and Role.OWNER not in authority.roles

    @staticmethod
    def may_decide(asked_by: str, actor: str) -> bool:
        """Whether `actor` counts as a second person for what `asked_by` has proposed."""
        return asked_by != actor
