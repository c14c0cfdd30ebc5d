"""What came of one attempt to send, in the words the outbox decides by; the edge translates into them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """Accepted."""

    message: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """This person does not want us, or is gone; until he comes back."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """This message to this person is wrong; trying again would not help."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps accepted: the answer was lost, late, or an error of the server's own."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not accepted; silence is asked for this long."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unsent:
    """Certainly never left: no connection."""

    reason: str


@dataclass(frozen=True, slots=True)
class Barred:
    """The bot itself is refused: nothing more can be sent until somebody mends it."""

    reason: str


Outcome = Sent | Unreachable | Rejected | Unknown | Later | Unsent | Barred
