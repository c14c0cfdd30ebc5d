"""The personal data of one account: shown to its owner, erased at his request.

Knows no Telegram and no SQL; how the account is laid out for reading is the renderer's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.clock import Clock
from bot.people import audit
from bot.people.audit import Act, AuditEntry
from bot.people.member import Member


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is kept under an account; times are aware.

    `dialogues` are what is expected of him as (flow, step, state), `drafts` what he has put together as
    (flow, state), `roles` as (role, unit, since), `messages` as
    (number of the broadcast, state, when), `pledges` as (title, row of the ledger, when), `notes` as
    (kind, words, when), `log` what was done by or to him.
    """

    member: Member | None
    joined_at: datetime | None
    how: str
    language: str | None
    roles: tuple[tuple[str, str, datetime], ...]
    code_until: datetime | None
    failed_attempts: tuple[datetime, ...]
    moves: tuple[tuple[datetime, bool | None], ...]
    dialogues: tuple[tuple[str, str, Mapping[str, object]], ...]
    drafts: tuple[tuple[str, Mapping[str, object]], ...]
    messages: tuple[tuple[int, str, datetime | None], ...]
    pledges: tuple[tuple[str, int, datetime], ...]
    notes: tuple[tuple[str, str, datetime], ...]
    log: tuple[AuditEntry, ...]


class Traces(Protocol):
    """The store as privacy sees it; each method is one short transaction and raises StoreError."""

    async def held(self, telegram_id: int) -> Held:
        """Everything that is kept under this account."""

    async def forget(self, telegram_id: int, at: datetime, entry: AuditEntry) -> None:
        """Erases it, see `Privacy.forget`."""


class Privacy:
    """The use case; accounts are Telegram user ids."""

    def __init__(self, traces: Traces, clock: Clock) -> None:
        self._traces = traces
        self._clock = clock

    async def held(self, account: int) -> Held:
        """Everything about this account."""
        return await self._traces.held(account)

    async def forget(self, account: int, member: Member | None) -> None:
        """Erases what rests on his consent: the tie to the roster, roles, dialogues and drafts, messages,
        attempts, and the words of questions and objections.

        What the office keeps by its own duty stays: the roster until HR takes him off it, and pledges.
        """
        subject = audit.person(member.id) if member else audit.telegram(account)
        entry = AuditEntry(audit.telegram(account), Act.DATA_ERASED, subject, self._clock.now())
        await self._traces.forget(account, self._clock.now(), entry)
