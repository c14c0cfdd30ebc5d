"""The audit log's entries: who did what, on whom, when. Never a name or a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

CLI = "cli"


class Act(StrEnum):
    """What may be written down; the value is what the database keeps and what the locale words."""

    JOINED = "join.joined"
    RELEASED = "join.released"
    MOVE_ALLOWED = "move.allowed"
    MOVE_REFUSED = "move.refused"
    CODE_ISSUED = "code.issued"
    ROSTER_IMPORTED = "roster.imported"
    ROSTER_DROPPED = "roster.dropped"
    ROSTER_UNDONE = "roster.undone"
    ROLE_GRANTED = "role.granted"
    ROLE_REVOKED = "role.revoked"
    ROLE_PROPOSED = "role.proposed"
    ROLE_APPROVED = "role.approved"
    ROLE_DECLINED = "role.declined"
    RULE_SUSPENDED = "rule.suspended"
    RULE_LIFTED = "rule.lifted"
    DATA_ERASED = "privacy.forgotten"
    BROADCAST_ORDERED = "broadcast.ordered"
    BROADCAST_PROPOSED = "broadcast.proposed"
    BROADCAST_AGREED = "broadcast.agreed"
    BROADCAST_PAUSED = "broadcast.paused"
    BROADCAST_RESUMED = "broadcast.resumed"
    BROADCAST_CANCELLED = "broadcast.cancelled"
    BROADCAST_RESENT = "broadcast.resent"
    PLEDGE_OPENED = "pledge.opened"
    PLEDGE_CLOSED = "pledge.closed"
    KEY_ROTATED = "key.rotated"
    REMINDER_APPROVED = "reminder.approved"
    REMINDER_SKIPPED = "reminder.skipped"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act.

    `actor` is tg:ID, `cli` or `bot`; `subject` is
    person:ID, tg:ID, import:ID, a rule, or empty; `at` is aware.
    """

    actor: str
    act: Act
    subject: str
    at: datetime
    detail: Mapping[str, object] = field(default_factory=dict)
    id: int = 0


def telegram(telegram_id: int) -> str:
    """How an account is called in the log."""
    return f"tg:{telegram_id}"


def person(person_id: int) -> str:
    """How an employee is called in the log."""
    return f"person:{person_id}"
