"""What the outbox needs remembered and done, as functions that store and edge provide by shape.

Each function of the store is one short transaction; times are aware.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.outbox.model import Broadcast, BroadcastRequest, Claim, Phase, Row, State
from bot.outbox.outcome import Outcome
from bot.outbox.plan import RecipientSnapshot
from bot.people.audit import AuditEntry

Send = Callable[[Broadcast, int], Awaitable[Outcome]]
"""Sends a broadcast to one chat; it never raises for what Telegram or the network does."""


class Add(Protocol):
    """Keeps an order and returns its number; nobody is a recipient yet.

    With `draft` it also ends that draft, in the same transaction: None, and nothing kept, where it is gone.
    """

    def __call__(
        self, order: BroadcastRequest, phase: Phase, at: datetime, line: AuditEntry, draft: str | None = None
    ) -> Awaitable[int | None]: ...


class Move(Protocol):
    """Takes a broadcast from one phase to another; False when it stands elsewhere."""

    def __call__(
        self,
        number: int,
        sources: Collection[Phase],
        target: Phase,
        at: datetime,
        reason: str = "",
        line: AuditEntry | None = None,
    ) -> Awaitable[bool]: ...


@dataclass(frozen=True, slots=True)
class Broadcasts:
    """Broadcasts on record."""

    add: Add
    of_draft: Callable[[str], Awaitable[Broadcast | None]]
    find: Callable[[int], Awaitable[Broadcast | None]]
    in_phase: Callable[[Collection[Phase]], Awaitable[list[Broadcast]]]
    recent: Callable[[int], Awaitable[list[Broadcast]]]
    move: Move
    finish: Callable[[datetime], Awaitable[list[int]]]
    show_progress: Callable[[int, int | None, int | None], Awaitable[None]]
    shown: Callable[[], Awaitable[list[Broadcast]]]
    freeze: Callable[[int, RecipientSnapshot], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Deliveries:
    """One row for each recipient."""

    claim: Callable[[int, str, int, datetime, datetime, Collection[str]], Awaitable[list[Claim]]]
    settle: Callable[[str, Sequence[tuple[Claim, Outcome]], datetime], Awaitable[None]]
    give_back: Callable[[str, Collection[int]], Awaitable[None]]
    mark_expired: Callable[[str, Collection[int], datetime], Awaitable[None]]
    owners: Callable[[], Awaitable[list[str]]]
    give_up: Callable[[Collection[str], datetime], Awaitable[int]]
    expire: Callable[[datetime], Awaitable[int]]
    counts: Callable[[int], Awaitable[dict[State, int]]]
    resend_unknown: Callable[[int, datetime, AuditEntry], Awaitable[int]]
    note_read: Callable[[int, int, datetime], Awaitable[datetime | None]]
    reads: Callable[[int], Awaitable[int]]
    rows: Callable[[int], Awaitable[list[Row]]]
