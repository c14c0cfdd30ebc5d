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
    MISSED = "missed"  # The day to send it passed without a decision.


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
        """The stage and reminder that identify it."""
        return self.stage, self.reminder

    @property
    def fingerprint(self) -> str:
        """A short hash of key and day for a button, so that a button for another day means nothing."""
        return hashlib.sha256(f"{self.stage}/{self.reminder}/{self.send_on}".encode()).hexdigest()[:12]
