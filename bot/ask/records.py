"""What answering leaves behind, as plain data that the store keeps by shape. Nothing here names a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One answer as it was given, so that it can be shown again under its number.

    `day` is the date the law was asked for; `asked_at` the aware time of asking; `snapshot` the parts of the
    rendered answer, as JSON holds them; `rule` is None where no rule answered.
    """

    rule: str | None
    version: str
    facts: Mapping[str, str]
    outcome: str
    day: date
    release: str
    snapshot: Mapping[str, object]
    asked_at: datetime
    helpful: bool | None = None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that found no answer, already redacted; `asked_at` is aware."""

    text: str
    reason: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Suspension:
    """A rule that a legal officer took out of service; `at` is aware."""

    rule: str
    by: str
    reason: str
    at: datetime
