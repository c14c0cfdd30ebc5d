"""What reminding needs remembered, as functions that the store provides by shape."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.people.audit import Line
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


@dataclass(frozen=True, slots=True)
class Plans:
    """Proposals on record; each function is one short transaction."""

    all: Callable[[], Awaitable[list[Row]]]
    add: Callable[[Planned], Awaitable[bool]]
    change: Callable[[Planned], Awaitable[None]]
    decide: Callable[[Planned, State, int | None, str, datetime, Line], Awaitable[bool]]
