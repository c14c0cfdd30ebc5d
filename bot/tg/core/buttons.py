"""A button's declaration: its letter on the wire, its arguments, who may press it and where.

What travels is version, letter, owner and arguments, in at most 64 bytes of plain text. Stateless, so that a
button works after a restart and a restore. A press is untrusted: data that does not parse exactly is refused,
and authority is read from the database each time.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cache
from typing import TYPE_CHECKING, Concatenate, Final, Generic, ParamSpec, get_type_hints

from telegram import InlineKeyboardButton

from bot.people.authority import Roles
from bot.tg.core.keyboard import shortened

if TYPE_CHECKING:
    # A cycle: Context holds the services, whose sender makes buttons.
    from bot.tg.core.context import Context

VERSION = "1"
MOST_BYTES = 64
ANYBODY: Final = 0
# As many as the smallest column for numbers holds for certain.
_MOST_DIGITS = 9
_LETTER = re.compile(r"[a-z]{1,2}")
_PIECE = re.compile(r"[A-Za-z0-9_-]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_OWNER = re.compile(r"0|[1-9a-z][0-9a-z]{0,10}")
_YES_OR_NO = {"1": True, "0": False}

P = ParamSpec("P")


class DeclarationError(ValueError):
    """A wrong declaration of a button; the bot does not start with it."""


class Where(Enum):
    """Where a button or a command works."""

    ANYWHERE = "anywhere"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class NoArgs:
    """The arguments of a button that needs none."""


@dataclass(frozen=True, slots=True)
class Data:
    """Callback data taken apart; `owner` is the Telegram user it was made for, or ANYBODY."""

    letter: str
    owner: int
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Button(Generic[P]):
    """One per meaning, declared once; raises DeclarationError for what must not be offered.

    The letter never changes and is never used again, since old messages keep theirs. `args` is a dataclass of
    str, int, bool and StrEnum; a handler's parameters are its fields, by name.
    """

    letter: str
    args: Callable[P, object]
    roles: Roles = field(kw_only=True)
    where: Where = field(kw_only=True)

    def __post_init__(self) -> None:
        if not _LETTER.fullmatch(self.letter):
            raise DeclarationError(f"{self.letter!r} is no letter for a button")
        if not self.roles:
            raise DeclarationError(f"{self.letter}: nobody may press this; EVERYBODY must be written")
        for name, kind in _shape(self.args).items():
            if kind not in (str, int, bool) and not issubclass(kind, StrEnum):
                raise DeclarationError(f"{self.letter}: a button cannot carry {name} as {kind.__name__}")

    @property
    def names(self) -> list[str]:
        """What the arguments are called, in the order in which they travel."""
        return list(_shape(self.args))

    def data(self, owner: int, /, *args: P.args, **kwargs: P.kwargs) -> str:
        """The callback data; raises ValueError for what would not be read back: a mistake of ours."""
        carried = self.args(*args, **kwargs)
        pieces = tuple(_written(getattr(carried, name)) for name in self.names)
        if self.read(pieces) != carried:
            raise ValueError(f"not a button: {self.letter} {carried}")
        return joined(Data(self.letter, owner, pieces))

    def tap(self, owner: int, label: str, /, *args: P.args, **kwargs: P.kwargs) -> InlineKeyboardButton:
        """The button as Telegram shows it, for this user alone or for ANYBODY."""
        return InlineKeyboardButton(shortened(label), callback_data=self.data(owner, *args, **kwargs))

    def read(self, pieces: Sequence[str]) -> object | None:
        """The arguments, as `args`; None when one is missing, too many or not of its type."""
        kinds = _shape(self.args).values()
        if len(pieces) != len(kinds):
            return None
        values = [_read(kind, piece) for kind, piece in zip(kinds, pieces, strict=True)]
        if any(value is None for value in values):
            return None
        make: Callable[..., object] = self.args
        return make(*values)

    def handled_by(self, handler: Callable[Concatenate[Context, P], Awaitable[None]]) -> Route:
        """What a press of it does; the arguments are handed over by name."""
        return Route(self, handler)


@dataclass(frozen=True, slots=True)
class Route:
    """A button and its handler, made by `Button.handled_by`."""

    button: Button[...]
    handler: Callable[..., Awaitable[None]]


def joined(data: Data) -> str:
    """Callback data as it travels; raises ValueError for what would not be read back."""
    text = ":".join((VERSION, data.letter, _base36(data.owner), *data.pieces))
    if len(text.encode()) > MOST_BYTES or taken_apart(text) != data:
        raise ValueError(f"not a button: {data}")
    return text


def taken_apart(text: str) -> Data | None:
    """What the text consists of; None for garbage and for other versions."""
    parts = text.split(":")
    if len(parts) < 3:
        return None
    version, letter, owner, *pieces = parts
    if version != VERSION or not _LETTER.fullmatch(letter) or not _OWNER.fullmatch(owner):
        return None
    if not all(_PIECE.fullmatch(piece) for piece in pieces):
        return None
    return Data(letter, int(owner, 36), tuple(pieces))


def number_in(piece: str) -> int | None:
    """A number as we write one, as far as a database can hold it; None for anything else."""
    is_ours = piece.isascii() and piece.isdecimal() and len(piece) <= _MOST_DIGITS
    return int(piece) if is_ours and piece == str(int(piece)) else None


@cache
def _shape(args: Callable[..., object]) -> Mapping[str, type]:
    """The fields of a dataclass with their types."""
    return get_type_hints(args)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)


def _read(kind: type, piece: str) -> object | None:
    if kind is bool:
        return _YES_OR_NO.get(piece)
    if kind is int:
        return number_in(piece)
    if issubclass(kind, StrEnum):
        return next((member for member in kind if member == piece), None)
    return piece


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
