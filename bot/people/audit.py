"""What is written down of an act of authority: who, what, on whom, when. Never a name or a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

CLI = "cli"
BOT = "bot"


@dataclass(frozen=True, slots=True)
class Line:
    """One act.

    `actor` is tg:ID, `cli` or `bot`; `act` is named as in the locale, like `role.granted`; `subject` is
    person:ID, tg:ID, import:ID, a rule, or empty; `at` is aware.
    """

    actor: str
    act: str
    subject: str
    at: datetime
    detail: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0


def telegram(telegram_id: int) -> str:
    """How an account is called in the log."""
    return f"tg:{telegram_id}"


def person(person_id: int) -> str:
    """How an employee is called in the log."""
    return f"person:{person_id}"
