"""The buttons of broadcasts: HR's to put one together and to steer it, the recipients' below it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.people.authority import AUDIT, EVERYBODY, HR
from bot.tg.core.buttons import Button, NoArgs, Where


class Field(StrEnum):
    """What is asked for in words, or chosen."""

    AUDIENCE = "audience"
    START = "start"
    EXPIRES = "expires"


class Setting(StrEnum):
    """What a choice is about; BACK changes nothing, READ and DUTY turn over, whatever the value."""

    BACK = "back"
    READ = "read"
    DUTY = "duty"
    AUDIENCE = "audience"
    START = "start"
    EXPIRES = "expires"


NO_VALUE = "x"
"""The value of a choice that has none."""


@dataclass(frozen=True, slots=True)
class FieldArgs:
    """The field to be changed."""

    field: Field


@dataclass(frozen=True, slots=True)
class SetArgs:
    """One of the usual choices."""

    setting: Setting
    value: str


@dataclass(frozen=True, slots=True)
class SendArgs:
    """The draft as this preview showed it."""

    draft: str


ORDER = Button("bo", FieldArgs, roles=HR, where=Where.PRIVATE)
ORDER_SET = Button("bs", SetArgs, roles=HR, where=Where.PRIVATE)
ORDER_PREVIEW = Button("bp", NoArgs, roles=HR, where=Where.PRIVATE)
ORDER_TEST = Button("bt", NoArgs, roles=HR, where=Where.PRIVATE)
ORDER_SEND = Button("bx", SendArgs, roles=HR, where=Where.PRIVATE)
ORDER_DROP = Button("bd", NoArgs, roles=HR, where=Where.PRIVATE)


class Steer(StrEnum):
    """What is done with a broadcast under way."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    RESEND = "resend"


@dataclass(frozen=True, slots=True)
class BroadcastArgs:
    """A broadcast by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class AgreeArgs:
    """A second person's word on a broadcast."""

    number: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class SteerArgs:
    """A broadcast, and what is to be done with it."""

    number: int
    act: Steer


# HR's own group is told of these two, and decides there.
ORDER_AGREE = Button("ba", AgreeArgs, roles=HR, where=Where.ANYWHERE)
STEER = Button("bh", SteerArgs, roles=HR, where=Where.ANYWHERE)
REPORT_FILE = Button("bl", BroadcastArgs, roles=AUDIT, where=Where.PRIVATE)
READ = Button("rb", BroadcastArgs, roles=EVERYBODY, where=Where.ANYWHERE)
