"""The button with which HR decides on a reminder, in private or in its own group."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.people.authority import HR
from bot.tg.core.buttons import Button, Where


class Decision(StrEnum):
    """What becomes of a reminder."""

    APPROVE = "approve"
    EDIT = "edit"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class RemindArgs:
    """A reminder by its short fingerprint: stage and text together would not fit."""

    fingerprint: str
    decision: Decision


REMIND = Button("rm", RemindArgs, roles=HR, where=Where.ANYWHERE)
