"""Notices when a broadcast fails as a whole: the same refusal over and over, or lost answers in a row.

Counts per broadcast, in a row; one success clears it. Decides nothing about a single delivery.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.outbox.outcome import Outcome, Rejected, Sent, Unknown, Unreachable

# Blocked bots come in ones and twos; the same refusal twenty times over is a mistake of ours.
SAME_REFUSALS = 20
UNKNOWN_IN_A_ROW = 5


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a broadcast pauses itself: `kind` is refused, unanswered or barred; `reason` is Telegram's word."""

    kind: str
    reason: str


class Alarm:
    """The alarm for all broadcasts; one object in each process."""

    def __init__(self) -> None:
        self._in_a_row: dict[int, tuple[str, int]] = {}

    def hear(self, broadcast: int, outcome: Outcome) -> Trouble | None:
        """Counts one more outcome; returns a Trouble when it completes one, once for each."""
        if isinstance(outcome, Sent):
            self._in_a_row.pop(broadcast, None)
            return None
        sign, limit = _sign(outcome)
        last, count = self._in_a_row.get(broadcast, ("", 0))
        count = count + 1 if sign == last else 1
        self._in_a_row[broadcast] = (sign, count)
        if count < limit:
            return None
        del self._in_a_row[broadcast]
        kind, _, reason = sign.partition(": ")
        return Trouble(kind, reason)

    def unanswered(self, broadcast: int) -> int:
        """How many answers to this broadcast were lost in a row."""
        sign, count = self._in_a_row.get(broadcast, ("", 0))
        return count if sign.startswith("unanswered") else 0


def _sign(outcome: Outcome) -> tuple[str, int]:
    match outcome:
        case Unknown():
            return "unanswered: ", UNKNOWN_IN_A_ROW
        case Rejected(reason):
            return f"refused: {reason}", SAME_REFUSALS
        case Unreachable(reason):
            return f"unreachable: {reason}", SAME_REFUSALS * 5
        case _:
            return "other: ", SAME_REFUSALS
