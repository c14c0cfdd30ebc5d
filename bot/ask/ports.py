"""What asking needs remembered, as functions that the store provides by shape.

Times are aware; `person` is an opaque key like `tg:123`; numbers look like J-7F3A.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.ask.records import JournalEntry, Suspension, Unanswered
from bot.people.audit import AuditEntry


@dataclass(frozen=True, slots=True)
class Memory:
    """The store as asking sees it; each function is one short transaction."""

    keep_answer: Callable[[JournalEntry], Awaitable[str]]
    find_answer: Callable[[str], Awaitable[JournalEntry | None]]
    rate_answer: Callable[[str, bool], Awaitable[bool]]
    keep_unanswered: Callable[[str, str, datetime], Awaitable[None]]
    recent_unanswered: Callable[[int], Awaitable[list[Unanswered]]]
    suspend: Callable[[str, str, AuditEntry], Awaitable[bool]]
    lift: Callable[[str, AuditEntry], Awaitable[bool]]
    suspensions: Callable[[], Awaitable[dict[str, Suspension]]]
    language: Callable[[str], Awaitable[str | None]]
    choose_language: Callable[[str, str], Awaitable[None]]
    status: Callable[[str], Awaitable[str | None]]
