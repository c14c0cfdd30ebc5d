"""A message to many and what becomes of it for each recipient. Plain data; all times are aware."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Where one delivery stands. Every one ends in one of the last six."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"  # Telegram has accepted it; that is neither delivered nor read.
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
    UNKNOWN = "unknown"  # Perhaps accepted, perhaps not; never sent again unless HR says so.
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """Where a broadcast stands."""

    PROPOSED = "proposed"  # A second person must agree.
    FREEZING = "freezing"  # Its recipients are being written down.
    RUNNING = "running"  # Also while none is due yet.
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class BroadcastKind(StrEnum):
    """Why it is sent: by HR itself, by a plan, or for a pledge."""

    MANUAL = "manual"
    REMINDER = "reminder"
    PLEDGE = "pledge"
    NUDGE = "nudge"

    @property
    def is_considerate(self) -> bool:
        """Whether quiet hours and the daily cap bind it."""
        return self in (BroadcastKind.REMINDER, BroadcastKind.NUDGE)


@dataclass(frozen=True, slots=True)
class Button:
    """A button below the message: its label, its meaning and arguments as the edge knows them."""

    label: str
    kind: str
    args: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What is sent: `html` in Telegram's subset; `medium` is text, photo or document, then with `file_id`.

    `wants_read` adds a button with which the recipient says that he has read it.
    """

    html: str
    medium: str = "text"
    file_id: str = ""
    buttons: tuple[Button, ...] = ()
    wants_read: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """The time span in which it may arrive.

    `start` None means now; `is_local` reads `start` as the wall clock of each recipient's zone.
    """

    start: datetime | None = None
    is_local: bool = False
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class BroadcastRequest:
    """A broadcast as it is ordered; `audience` is an expression; an obligatory one also reaches people who
    opted out.

    `campaign` is the number of the pledge campaign that it asks for, None for any other message.
    """

    sort: BroadcastKind
    content: Content
    audience: str
    when: When
    by: str
    obligatory: bool = False
    title: str = ""
    campaign: int | None = None


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A broadcast on record. `skipped` counts by reason who was left out when it was frozen."""

    id: int
    order: BroadcastRequest
    phase: Phase
    created_at: datetime
    reason: str = ""
    recipients: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    progress: tuple[int, int] | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be sent."""
        return self.phase in (Phase.DONE, Phase.CANCELLED)


@dataclass(frozen=True, slots=True)
class Claim:
    """One delivery claimed by this process: no other process sends it, and it is sent once."""

    id: int
    broadcast: int
    person: int
    chat: int
    expires: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One recipient in the account of a broadcast; `number` is his NIP or employee number."""

    name: str
    number: str
    unit: str
    state: State
    reason: str
    finished_at: datetime | None
    read_at: datetime | None
