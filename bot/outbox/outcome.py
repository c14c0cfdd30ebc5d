"""What came of one attempt to send, in the words the outbox decides by; the edge translates into them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """Accepted."""

    message: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """This person has blocked the bot or deleted the account; nothing is sent until he comes back."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """This message to this person is wrong; trying again would not help."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps accepted: the answer was lost or late, or the server failed."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not accepted (429): Telegram asks to send nothing for this long."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unsent:
    """Certainly never left: no connection."""

    reason: str


@dataclass(frozen=True, slots=True)
class Barred:
    """The bot itself is refused, say its token: nothing can be sent until that is mended."""

    reason: str


Outcome = Sent | Unreachable | Rejected | Unknown | Later | Unsent | Barred
