"""What a button carries: version, meaning, whose it is, and arguments, in at most 64 bytes of plain text.

Stateless, so that a button works after a restart and a restore; whatever does not read as ours is no press.
A press proves nothing: who may do what is checked against the settings or the database each time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

VERSION = "1"
MOST_BYTES = 64
ANYBODY = 0
_ARGUMENT = re.compile(r"[A-Za-z0-9_-]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_OWNER = re.compile(r"[0-9a-z]{1,11}")


class Kind(StrEnum):
    """What a press means; the letter is what travels."""

    OPTION = "o"  # turn, value
    UNKNOWN = "x"  # turn
    CANDIDATE = "c"  # turn, rule
    NEITHER = "n"  # turn
    BASIS = "d"  # number
    RATE = "r"  # number, 1 or 0
    FACTS = "u"  # number
    FACT = "f"  # number, part, fact
    VALUE = "v"  # number, part, fact, value
    BACK = "b"  # number
    AGAIN = "w"  # number
    TOPICS = "t"
    TOPIC = "p"  # topic, page
    RULE = "q"  # rule
    REPORT = "l"
    LANGUAGE = "g"  # language
    LIFT = "s"  # rule


_ARGUMENTS = {
    Kind.OPTION: 2,
    Kind.UNKNOWN: 1,
    Kind.CANDIDATE: 2,
    Kind.NEITHER: 1,
    Kind.BASIS: 1,
    Kind.RATE: 2,
    Kind.FACTS: 1,
    Kind.FACT: 3,
    Kind.VALUE: 4,
    Kind.BACK: 1,
    Kind.AGAIN: 1,
    Kind.TOPICS: 0,
    Kind.TOPIC: 2,
    Kind.RULE: 1,
    Kind.REPORT: 0,
    Kind.LANGUAGE: 1,
    Kind.LIFT: 1,
}


@dataclass(frozen=True, slots=True)
class Press:
    """A tap on one of our buttons; `owner` is the Telegram user it was made for, or ANYBODY."""

    kind: Kind
    owner: int
    args: tuple[str, ...] = ()


def encode(press: Press) -> str:
    """The callback data; raises ValueError for what does not fit, which is a mistake of ours."""
    data = ":".join((VERSION, press.kind.value, _base36(press.owner), *press.args))
    if len(data.encode()) > MOST_BYTES or decode(data) != press:
        raise ValueError(f"not a button: {press}")
    return data


def decode(data: str) -> Press | None:
    """The press that this data stands for; None for garbage and for other versions."""
    parts = data.split(":")
    if len(parts) < 3 or parts[0] != VERSION or not _OWNER.fullmatch(parts[2]):
        return None
    try:
        kind = Kind(parts[1])
    except ValueError:
        return None
    args = tuple(parts[3:])
    if len(args) != _ARGUMENTS[kind] or not all(_ARGUMENT.fullmatch(arg) for arg in args):
        return None
    return Press(kind, int(parts[2], 36), args)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
