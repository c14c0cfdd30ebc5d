"""A reminder for one stage, from proposal to what HR made of it. Plain data; days are the office's."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """What became of a proposal."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    SKIPPED = "skipped"
    MISSED = "missed"  # Its day passed before anybody decided.


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder of one stage; `text` carries **bold** and _italic_, `broadcast` is set once approved."""

    stage: str
    reminder: str
    stage_name: str
    title: str
    stage_starts: date
    send_on: date
    lasts: int
    text: str
    audience: str = "semua"
    state: State = State.PROPOSED
    broadcast: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other."""
        return self.stage, self.reminder

    @property
    def fingerprint(self) -> str:
        """The same in a few signs, for a button; it changes with the day that it is planned for."""
        return hashlib.sha256(f"{self.stage}/{self.reminder}/{self.send_on}".encode()).hexdigest()[:12]
