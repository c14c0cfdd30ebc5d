"""What asking needs remembered: one Protocol for each concern, implemented by the store.

Each method is one short transaction. Times are aware; `person` is an opaque key like `tg:123`; answers have
numbers like J-7F3A. When the database cannot be used every method raises the store's StoreError.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.ask.records import JournalEntry, Suspension, Unanswered
from bot.people.audit import AuditEntry


class AnswerJournal(Protocol):
    """Answers that were given, by number and never by person."""

    async def add(self, entry: JournalEntry) -> str:
        """Keeps an answer and returns its new number."""

    async def find(self, number: str) -> JournalEntry | None:
        """The answer under a number as a person types it (any case, with or without `J-`), if any."""

    async def rate(self, number: str, helpful: bool) -> bool:
        """Notes whether the answer helped, the last word counting; False if there is no such number."""


class UnansweredQuestions(Protocol):
    """Questions that found no answer, for the legal officer."""

    async def add(self, *, redacted_text: str, reason: str, at: datetime) -> None:
        """Keeps one question; the text has passed `bot.ask.redact`, `reason` names a text of the locale."""

    async def recent(self, limit: int) -> list[Unanswered]:
        """The latest questions, newest first."""


class Suspensions(Protocol):
    """Rules that a legal officer took out of service."""

    async def suspend(self, *, rule: str, reason: str, entry: AuditEntry) -> bool:
        """Takes a rule out of service; False when it already is, and then nothing is written."""

    async def lift(self, rule: str, entry: AuditEntry) -> bool:
        """Puts a rule back into service; False when it was not suspended."""

    async def active(self) -> dict[str, Suspension]:
        """Every suspension in force, by rule id."""


class Preferences(Protocol):
    """What a person chose for himself."""

    async def language(self, person: str) -> str | None:
        """The language this person chose; None while nothing was chosen."""

    async def set_language(self, *, person: str, language: str) -> None:
        """Keeps this person's choice, replacing an earlier one."""


class Employment(Protocol):
    """What an asker is employed as."""

    async def status(self, person_key: str) -> str | None:
        """The status, as the rule base spells it, of the active employee behind `tg:ID`; None for others."""
