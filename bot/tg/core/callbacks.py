"""What a button carries: version, meaning, whose it is, and arguments, in at most 64 bytes of plain text.

Stateless, so that a button works after a restart and a restore; whatever does not read as ours is no press.
A press proves nothing: who may do what is checked against the settings or the database each time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.people.authority import Role

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
    APPROVALS = "sa"
    UNSIGNED = "su"  # topic, page
    JOIN = "j"
    ME = "y"  # person
    NOT_ME = "z"
    FORGET = "fg"
    MOVE = "mv"  # request, 1 or 0
    APPLY = "ra"  # draft, 1 complete or 0
    DROP = "rd"  # draft
    UNDO = "ru"  # import
    TEMPLATE = "rt"
    UNITS = "un"  # page
    CARD = "pc"  # person
    CODE = "pk"  # person
    SLIPS = "ps"
    RELEASE = "pr"  # person
    AGREE = "ag"  # proposal, 1 or 0
    LOG = "lg"  # id of the last line seen
    ORDER = "bo"  # field
    ORDER_SET = "bs"  # field, value
    ORDER_PREVIEW = "bp"
    ORDER_TEST = "bt"
    ORDER_SEND = "bx"  # draft
    ORDER_DROP = "bd"
    ORDER_AGREE = "ba"  # broadcast, 1 or 0
    STEER = "bh"  # broadcast, pause, resume, stop or resend
    REPORT_FILE = "bl"  # broadcast
    READ = "rb"  # broadcast
    REMIND = "rm"  # fingerprint, approve, edit or skip
    PLEDGE = "pl"  # campaign
    PLEDGED = "py"  # campaign, beginning of the text's hash
    PLEDGE_NOTE = "pn"  # campaign, q or o
    RECEIPT = "pf"  # campaign
    CAMPAIGN_FIELD = "cf"  # field
    CAMPAIGN_SET = "cs"  # field, value
    CAMPAIGN_PREVIEW = "cp"
    CAMPAIGN_OPEN = "co"  # draft
    CAMPAIGN_DROP = "cd"
    RECAP = "rc"  # campaign
    RECAP_ACT = "rx"  # campaign, act


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
    Kind.APPROVALS: 0,
    Kind.UNSIGNED: 2,
    Kind.JOIN: 0,
    Kind.ME: 1,
    Kind.NOT_ME: 0,
    Kind.FORGET: 0,
    Kind.MOVE: 2,
    Kind.APPLY: 2,
    Kind.DROP: 1,
    Kind.UNDO: 1,
    Kind.TEMPLATE: 0,
    Kind.UNITS: 1,
    Kind.CARD: 1,
    Kind.CODE: 1,
    Kind.SLIPS: 0,
    Kind.RELEASE: 1,
    Kind.AGREE: 2,
    Kind.LOG: 1,
    Kind.ORDER: 1,
    Kind.ORDER_SET: 2,
    Kind.ORDER_PREVIEW: 0,
    Kind.ORDER_TEST: 0,
    Kind.ORDER_SEND: 1,
    Kind.ORDER_DROP: 0,
    Kind.ORDER_AGREE: 2,
    Kind.STEER: 2,
    Kind.REPORT_FILE: 1,
    Kind.READ: 1,
    Kind.REMIND: 2,
    Kind.PLEDGE: 1,
    Kind.PLEDGED: 2,
    Kind.PLEDGE_NOTE: 2,
    Kind.RECEIPT: 1,
    Kind.CAMPAIGN_FIELD: 1,
    Kind.CAMPAIGN_SET: 2,
    Kind.CAMPAIGN_PREVIEW: 0,
    Kind.CAMPAIGN_OPEN: 1,
    Kind.CAMPAIGN_DROP: 0,
    Kind.RECAP: 1,
    Kind.RECAP_ACT: 2,
}

# Presses on what HR's own group is told, which may be pressed there; every other one that shows or decides
# something about people belongs into a private chat.
IN_GROUPS = frozenset({Kind.MOVE, Kind.AGREE, Kind.ORDER_AGREE, Kind.STEER, Kind.REMIND, Kind.LIFT})
PERSONAL = frozenset(
    {Kind.JOIN, Kind.ME, Kind.NOT_ME, Kind.FORGET, Kind.PLEDGE, Kind.PLEDGED, Kind.PLEDGE_NOTE, Kind.RECEIPT}
)
_HR = frozenset({Role.HR})
_LAW = frozenset({Role.LEGAL})
# Presses that need a role, whoever the button was made for; all others are everybody's own business.
NEEDED: Mapping[Kind, frozenset[Role]] = {
    Kind.LIFT: _LAW,
    Kind.APPROVALS: _LAW,
    Kind.UNSIGNED: _LAW,
    Kind.MOVE: _HR,
    Kind.APPLY: _HR,
    Kind.DROP: _HR,
    Kind.UNDO: _HR,
    Kind.TEMPLATE: _HR,
    Kind.UNITS: frozenset({Role.HR, Role.HEAD, Role.AUDITOR}),
    Kind.CARD: frozenset({Role.HR, Role.HEAD, Role.AUDITOR}),
    Kind.CODE: _HR,
    Kind.SLIPS: _HR,
    Kind.RELEASE: _HR,
    Kind.AGREE: _HR,
    Kind.LOG: frozenset({Role.HR, Role.AUDITOR}),
    Kind.ORDER: _HR,
    Kind.ORDER_SET: _HR,
    Kind.ORDER_PREVIEW: _HR,
    Kind.ORDER_TEST: _HR,
    Kind.ORDER_SEND: _HR,
    Kind.ORDER_DROP: _HR,
    Kind.ORDER_AGREE: _HR,
    Kind.STEER: _HR,
    Kind.REMIND: _HR,
    Kind.CAMPAIGN_FIELD: _HR,
    Kind.CAMPAIGN_SET: _HR,
    Kind.CAMPAIGN_PREVIEW: _HR,
    Kind.CAMPAIGN_OPEN: _HR,
    Kind.CAMPAIGN_DROP: _HR,
    Kind.RECAP: frozenset({Role.HR, Role.HEAD, Role.AUDITOR}),
    Kind.RECAP_ACT: frozenset({Role.HR, Role.HEAD, Role.AUDITOR}),
    Kind.REPORT_FILE: frozenset({Role.HR, Role.AUDITOR}),
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
