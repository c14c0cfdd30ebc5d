"""What reminding needs remembered, implemented by the store. Days are those of the office's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.outbox.service import Placing
from bot.people.audit import AuditEntry
from bot.remind.model import Planned, State


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal as stored, without what the rule base knows of it."""

    stage: str
    reminder: str
    stage_starts: date
    send_on: date
    state: State
    text: str
    audience: str
    broadcast: int | None


class Plans(Protocol):
    """Proposals on record; each method is one short transaction and raises the store's StoreError."""

    async def all(self) -> list[Row]:
        """All proposals, decided or not, by the day they are sent on."""

    async def add(self, one: Planned) -> bool:
        """Notes a proposal; False when it is there already."""

    async def change(self, *, before: Planned, after: Planned, new: Placing | None = None) -> int | None:
        """Changes a proposal, with `new` also its broadcast, of which it returns the number, 0 for none.

        None if the proposal no longer equals `before`, since somebody else has changed it.
        """

    async def decide(
        self, one: Planned, state: State, new: Placing | None, by: str, at: datetime, entry: AuditEntry
    ) -> int | None:
        """Records HR's decision, once, together with the broadcast it leads to; returns the same as `change`.

        `at` is aware.
        """
