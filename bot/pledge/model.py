"""A pledge campaign, and where each person asked stands. Plain data; times are aware."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.people.audience import Term
from bot.people.member import Member
from bot.pledge.ledger import text_hash


@dataclass(frozen=True, slots=True)
class PledgeText:
    """A text in one version: what is hashed is exactly what is shown. Markup is **bold** and _italic_."""

    id: str
    version: str
    title: str
    body: str

    @property
    def hash(self) -> str:
        """SHA-256 of title and body."""
        return text_hash(f"{self.title}\n\n{self.body}")


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as HR opened it.

    `first` are asked before the others, `invited_at` is set once all were asked.
    """

    id: int
    text: PledgeText
    audience: str
    terms: Sequence[Term]
    opens_at: datetime
    deadline: datetime
    by: str
    first: str = ""
    closed_at: datetime | None = None
    invited_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether a tap counts at this moment."""
        return self.opens_at <= now < self.deadline and self.closed_at is None


class Step(StrEnum):
    """What came of a tap; the value names the text that the person is told."""

    RECORDED = "recorded"
    REPEATED = "repeated"
    NOT_JOINED = "not_joined"
    LEFT = "left"
    NOT_ASKED = "not_asked"  # Not in the audience.
    EARLY = "early"
    CLOSED = "closed"
    OTHER_TEXT = "other_text"  # The button is of another version.
    UNKNOWN = "unknown"  # No such campaign.


@dataclass(frozen=True, slots=True)
class PledgeTap:
    """A tap on "Saya berikrar": who, which campaign, and how the hash of the text that was shown begins."""

    account: int
    campaign: int
    seen: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it; `seq`, the row of the ledger, and `at` are set once it is in there."""

    step: Step
    member: Member | None = None
    campaign: Campaign | None = None
    seq: int = 0
    at: datetime | None = None


class NoteKind(StrEnum):
    """What somebody says instead of pledging."""

    QUESTION = "question"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class Note:
    """A question or an objection, in the person's own words."""

    id: int
    kind: NoteKind
    member: Member
    text: str
    at: datetime


class Standing(StrEnum):
    """Where one person of the audience stands; each in exactly one."""

    CONFIRMED = "confirmed"
    OBJECTED = "objected"
    UNREACHABLE = "unreachable"
    NOT_JOINED = "not_joined"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of one unit stand where; `questions` counts people who asked, whatever they did then."""

    unit: str
    confirmed: int = 0
    objected: int = 0
    unreachable: int = 0
    not_joined: int = 0
    pending: int = 0
    questions: int = 0

    @property
    def all(self) -> int:
        """Everybody in the unit who is asked."""
        return self.confirmed + self.objected + self.unreachable + self.not_joined + self.pending


@dataclass(frozen=True, slots=True)
class Entry:
    """One person in the recap."""

    name: str
    number: str
    status: str
    unit: str
    standing: Standing
    receipt: str
    at: datetime | None
