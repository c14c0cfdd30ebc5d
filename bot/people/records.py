"""Records of joining, roles and imports, as plain data that the store keeps. Times are aware."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.people.audit import AuditEntry
from bot.people.authority import Role
from bot.people.member import Member


class Bound(StrEnum):
    """The result of tying an account to an employee."""

    DONE = "done"
    ALREADY = "already"  # This very account had joined as this very employee.
    TAKEN = "taken"  # Another account has joined as this employee.
    OTHER = "other"  # This account has joined as another employee.
    SPENT = "spent"  # The code was used or replaced meanwhile.
    GONE = "gone"  # The employee is not on the list any more.


@dataclass(frozen=True, slots=True)
class Code:
    """A joining code as the database knows it."""

    member: Member
    digest: str
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Move:
    """A second account that claims an employee; `allowed` is None until HR has decided."""

    id: int
    member: Member
    telegram_id: int
    asked_at: datetime
    allowed: bool | None


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in force; `unit` is empty except for heads; `member` is who joined with that account, if any."""

    role: Role
    telegram_id: int
    unit: str
    granted_by: str
    granted_at: datetime
    member: Member | None


@dataclass(frozen=True, slots=True)
class RoleChange:
    """A role to give (`gives`) or to take; taking a head's without `unit` takes all of them.

    `entry` is written when something changes, and says who and when.
    """

    gives: bool
    role: Role
    telegram_id: int
    unit: str
    entry: AuditEntry


@dataclass(frozen=True, slots=True)
class Proposal:
    """An act that waits for a second person; `approved` is None until one has decided."""

    id: int
    kind: str
    content: Mapping[str, Any]
    asked_by: str
    asked_at: datetime
    approved: bool | None


@dataclass(frozen=True, slots=True)
class Import:
    """A list that was taken over; `undone` once it was taken back, `can_be_undone` only for the newest."""

    id: int
    applied_by: str
    applied_at: datetime
    counts: Mapping[str, int]
    undone: bool
    can_be_undone: bool
