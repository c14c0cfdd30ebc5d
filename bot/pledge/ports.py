"""What pledging needs remembered, as functions that the store provides by shape. Times are aware."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.outbox.model import Content
from bot.outbox.service import Placing
from bot.people.audience import Term
from bot.people.audit import AuditEntry
from bot.pledge.ledger import Checkpoint, Row
from bot.pledge.model import Campaign, Counts, Entry, Note, NoteKind, PledgeTap, Result

Pseudonym = Callable[[str, str], str]
"""(purpose, value) → keyed hash."""


class Open(Protocol):
    """Keeps campaigns, whose ids do not count, each with its invitation, whose content is made by `content`.

    Returns (campaign, broadcast) for each, all in one transaction; with `draft` that ends as well, and where
    it is gone nothing is kept and the result is None.
    """

    def __call__(
        self,
        wanted: Sequence[tuple[Campaign, AuditEntry, Placing]],
        content: Callable[[Campaign], Content],
        at: datetime,
        draft: str | None,
    ) -> Awaitable[list[tuple[int, int]] | None]: ...


@dataclass(frozen=True, slots=True)
class Campaigns:
    """Campaigns, and what people make of them."""

    open: Open
    of_draft: Callable[[str], Awaitable[list[Campaign]]]
    remind: Callable[[int, Placing, datetime], Awaitable[int]]
    find: Callable[[int], Awaitable[Campaign | None]]
    recent: Callable[[int], Awaitable[list[Campaign]]]
    close: Callable[[int, datetime, AuditEntry], Awaitable[bool]]
    invite: Callable[[int, datetime, Placing], Awaitable[int | None]]
    waiting_for: Callable[[int, datetime], Awaitable[list[Campaign]]]
    open_now: Callable[[datetime], Awaitable[list[Campaign]]]
    nudge: Callable[[int, int, Placing], Awaitable[int | None]]
    record: Callable[[PledgeTap], Awaitable[Result]]  # Those that come at once share a commit.
    add_note: Callable[[int, int, NoteKind, str, datetime], Awaitable[int]]
    notes: Callable[[int, NoteKind, int], Awaitable[list[Note]]]
    receipt: Callable[[int], Awaitable[tuple[str, datetime] | None]]
    of_person: Callable[[int], Awaitable[list[tuple[Campaign, int, datetime]]]]
    by_unit: Callable[[int, Sequence[Term]], Awaitable[list[Counts]]]
    everybody: Callable[[int, Sequence[Term], Sequence[str] | None], Awaitable[list[Entry]]]


@dataclass(frozen=True, slots=True)
class Book:
    """The ledger and its heads."""

    append_key: Callable[[Row], Awaitable[Row]]
    signing_key: Callable[[], Awaitable[str | None]]
    tail: Callable[[], Awaitable[tuple[int, str]]]
    by_seq: Callable[[int], Awaitable[Row | None]]
    rows: Callable[[int], AsyncIterator[Row]]
    keep_head: Callable[[Checkpoint, str, str], Awaitable[bool]]
    last_head: Callable[[], Awaitable[Checkpoint | None]]
