"""What the people features need remembered, as functions that the store provides by shape.

Each function is one short transaction; times are aware. An audit entry is written in the transaction of its act.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.people.audience import Term
from bot.people.audit import AuditEntry
from bot.people.authority import Role, Visitor
from bot.people.member import Member
from bot.people.records import Bound, Code, Grant, Import, Move, Proposal, RoleChange
from bot.people.roster.compare import Changes

Owners = frozenset[int]


@dataclass(frozen=True, slots=True)
class Members:
    """Employees on record."""

    by_id: Callable[[int], Awaitable[Member | None]]
    by_account: Callable[[int], Awaitable[Member | None]]
    by_number: Callable[[str], Awaitable[Member | None]]
    by_phone: Callable[[str], Awaitable[list[Member]]]
    named: Callable[[Sequence[str], Sequence[str] | None, int], Awaitable[list[Member]]]
    everybody: Callable[[], Awaitable[list[Member]]]
    in_audience: Callable[[Sequence[Term], Owners], Awaitable[list[Member]]]
    count: Callable[[Sequence[Term], Owners], Awaitable[tuple[int, int]]]
    asked_by: Callable[[int], Awaitable[Sequence[Term] | None]]
    stop: Callable[[int, datetime | None], Awaitable[bool]]
    reach: Callable[[int, datetime | None], Awaitable[bool]]
    by_unit: Callable[[], Awaitable[list[tuple[str, int, int]]]]
    units: Callable[[], Awaitable[list[str]]]


@dataclass(frozen=True, slots=True)
class Joins:
    """Accounts, codes, failed attempts, and the moves that HR decides."""

    bind: Callable[[int, int, str, str | None, AuditEntry], Awaitable[tuple[Bound, int | None]]]
    issue: Callable[[Sequence[tuple[int, str]], datetime, AuditEntry], Awaitable[None]]
    code: Callable[[str], Awaitable[Code | None]]
    failures: Callable[[int, datetime], Awaitable[int]]
    note_failure: Callable[[int, datetime], Awaitable[None]]
    ask_to_move: Callable[[int, int, datetime], Awaitable[tuple[int, bool]]]
    move: Callable[[int], Awaitable[Move | None]]
    decide_move: Callable[[int, str, bool, datetime, AuditEntry], Awaitable[tuple[Bound, int | None]]]


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of employees: drafts, take-overs, undoing."""

    base_version: Callable[[], Awaitable[int]]
    keep_draft: Callable[[str, str, datetime, int, bytes], Awaitable[None]]
    draft: Callable[[str], Awaitable[tuple[str, int, bytes] | None]]
    drop_draft: Callable[[str, AuditEntry | None], Awaitable[bool]]
    apply: Callable[[Changes, int, str | None, str, datetime, AuditEntry], Awaitable[int | None]]
    last: Callable[[], Awaitable[Import | None]]
    undo: Callable[[int, str, datetime, AuditEntry], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles, proposals, and the log of what was done with them."""

    visitor: Callable[[int], Awaitable[Visitor]]
    change: Callable[[RoleChange], Awaitable[bool]]
    in_force: Callable[[Role | None], Awaitable[list[Grant]]]
    propose: Callable[[str, Mapping[str, Any], str, datetime, AuditEntry], Awaitable[int]]
    proposal: Callable[[int], Awaitable[Proposal | None]]
    decide: Callable[[int, str, datetime, AuditEntry, RoleChange | None], Awaitable[bool]]
    release: Callable[[int, AuditEntry], Awaitable[bool]]
    note: Callable[[AuditEntry], Awaitable[None]]
    recent: Callable[[int, int | None], Awaitable[list[AuditEntry]]]
