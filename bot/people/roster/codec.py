"""A roster or its faults as lines of JSON, between the reading process and the bot.

Lines rather than one pickle: the bot trusts nothing that was made from a stranger's file, and decodes a
long list without holding the interpreter for long at a time. It must not know processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.people.member import Status, Zone
from bot.people.roster.fault import RosterError, RowError
from bot.people.roster.model import Roster, RosterEntry


def lines(outcome: Roster | RosterError) -> Iterator[bytes]:
    """The outcome for the wire; the first line says which it is and how many follow."""
    if isinstance(outcome, RosterError):
        yield _line({"faults": len(outcome.faults)})
        for fault in outcome.faults:
            yield _line([fault.text, fault.row, fault.column])
    else:
        kept = {"columns": sorted(outcome.columns), "ignored": outcome.ignored}
        yield _line({"entries": len(outcome.entries), **kept})
        for entry in outcome.entries:
            yield _line([getattr(entry, field) for field in _FIELDS])


def outcome(received: bytes) -> Roster | RosterError:
    """What was sent; raises ValueError where it broke off."""
    head, *rest = received.splitlines() or [b""]
    first = json.loads(head)
    if not isinstance(first, dict) or len(rest) != first.get("faults", first.get("entries")):
        raise ValueError("the answer of the reading process is incomplete")
    if "faults" in first:
        return RosterError(RowError(*json.loads(line)) for line in rest)
    return Roster(tuple(_entry(line) for line in rest), frozenset(first["columns"]), tuple(first["ignored"]))


_FIELDS = (
    "row",
    "name",
    "number",
    "status",
    "unit",
    "position",
    "phone",
    "zone",
    "superior",
    "telegram_id",
)


def _entry(line: bytes) -> RosterEntry:
    row, name, number, status, unit, position, phone, zone, superior, telegram_id = json.loads(line)
    return RosterEntry(
        row=row,
        name=name,
        number=number,
        status=Status(status),
        unit=tuple(unit),
        position=position,
        phone=phone,
        zone=Zone(zone) if zone else None,
        superior=superior,
        telegram_id=telegram_id,
    )


def _line(value: object) -> bytes:
    return json.dumps(value).encode("ascii") + b"\n"
