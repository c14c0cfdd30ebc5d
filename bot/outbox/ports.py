"""What the outbox needs remembered and done: one Protocol for each concern.

Each method of the store is one short transaction; times are aware. When the database cannot be used every
one of them raises the store's StoreError.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.outbox.model import Broadcast, BroadcastRequest, Claim, Phase, Row, State
from bot.outbox.outcome import Outcome
from bot.outbox.plan import RecipientSnapshot
from bot.people.audit import AuditEntry

Send = Callable[[Broadcast, int], Awaitable[Outcome]]
"""Sends a broadcast to one chat; it never raises for what Telegram or the network does."""


class Broadcasts(Protocol):
    """Broadcasts on record."""

    async def add(
        self,
        order: BroadcastRequest,
        phase: Phase,
        at: datetime,
        entry: AuditEntry,
        draft: str | None = None,
    ) -> int | None:
        """Keeps an order and returns its number; nobody is a recipient yet.

        With `draft` it also ends that draft in the same transaction. Returns None, and keeps nothing, if the
        draft is gone.
        """

    async def of_draft(self, draft: str) -> Broadcast | None:
        """The broadcast that a draft was sent as."""

    async def find(self, number: int) -> Broadcast | None:
        """One broadcast."""

    async def in_phase(self, phases: Collection[Phase]) -> list[Broadcast]:
        """Every broadcast in one of these phases, oldest first."""

    async def recent(self, limit: int) -> list[Broadcast]:
        """The latest broadcasts, newest first."""

    async def move(
        self,
        number: int,
        sources: Collection[Phase],
        target: Phase,
        *,
        at: datetime,
        reason: str = "",
        entry: AuditEntry | None = None,
    ) -> bool:
        """Takes a broadcast from one of `sources` to `target`; False when it stands elsewhere.

        Cancelling also cancels every delivery that nobody holds.
        """

    async def finish(self, at: datetime) -> list[int]:
        """Ends every running broadcast of which nothing is planned or claimed; returns their numbers."""

    async def show_progress(self, number: int, *, chat: int | None, message: int | None) -> None:
        """Stores which chat message shows its progress; None once that message shows the end."""

    async def shown(self) -> list[Broadcast]:
        """Every broadcast with a progress message in some chat, oldest first."""


class Snapshots(Protocol):
    """Who gets a broadcast, written down once."""

    async def freeze(self, number: int, snapshot: RecipientSnapshot) -> None:
        """Writes down every recipient of a broadcast that is being frozen, and lets it run.

        Works in several short transactions; called again after a kill, it continues where it stopped.
        """


class Claims(Protocol):
    """Deliveries claimed by a dispatcher. `owner` names its process, `ids` are those of its claims."""

    async def claim(
        self,
        number: int,
        *,
        owner: str,
        wanted: int,
        at: datetime,
        lease: datetime,
        quiet: Collection[str],
    ) -> list[Claim]:
        """Takes up to `wanted` deliveries of a running broadcast that are due at `at`, until `lease`.

        Zones in `quiet` wait.
        """

    async def settle(self, owner: str, outcomes: Sequence[tuple[Claim, Outcome]], at: datetime) -> None:
        """Writes down final outcomes of this owner's claims, and who cannot be reached any more."""

    async def give_back(self, owner: str, ids: Collection[int]) -> None:
        """Returns claims that have certainly not left.

        If their broadcast was cancelled meanwhile, they end.
        """

    async def mark_expired(self, owner: str, ids: Collection[int], at: datetime) -> None:
        """Expires claims that this process held too long and has not sent."""

    async def owners(self) -> list[str]:
        """Everybody who holds a claim."""

    async def give_up(self, dead: Collection[str], at: datetime) -> int:
        """Marks as unknown the claims of dead processes and those past their lease; returns how many."""

    async def expire(self, at: datetime) -> int:
        """Expires the unclaimed deliveries of broadcasts past their expiry; returns how many."""


class Deliveries(Protocol):
    """What became of a broadcast, recipient by recipient."""

    async def counts(self, number: int) -> dict[State, int]:
        """How many deliveries stand in each state, states without any included."""

    async def resend_unknown(self, number: int, at: datetime, entry: AuditEntry) -> int:
        """Plans the unknown deliveries once more, which only a person may decide; returns how many."""

    async def note_read(self, number: int, *, telegram_id: int, at: datetime) -> datetime | None:
        """When this person first said that he has read it; None when it was not sent to him."""

    async def reads(self, number: int) -> int:
        """How many have said that they read it."""

    async def rows(self, number: int) -> list[Row]:
        """Every recipient by unit and name."""
