"""What reminding needs remembered, as functions that the store provides by shape."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.outbox.service import Placing
from bot.people.audit import AuditEntry
from bot.remind.model import Planned, State


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal as the store keeps it: what the rule base knows of it is left out."""

    stage: str
    reminder: str
    stage_starts: date
    send_on: date
    state: State
    text: str
    audience: str
    broadcast: int | None


class Change(Protocol):
    """Changes a proposal, with `new` also its broadcast, of which it returns the number, 0 for none.

    None where the proposal is no longer as `before`: somebody else was quicker.
    """

    def __call__(
        self, before: Planned, after: Planned, new: Placing | None = None
    ) -> Awaitable[int | None]: ...


@dataclass(frozen=True, slots=True)
class Plans:
    """Proposals on record; each function is one short transaction. `decide` returns the same as `change`."""

    all: Callable[[], Awaitable[list[Row]]]
    add: Callable[[Planned], Awaitable[bool]]
    change: Change
    decide: Callable[[Planned, State, Placing | None, str, datetime, AuditEntry], Awaitable[int | None]]
