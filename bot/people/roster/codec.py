"""The one serialiser of lists: between the reading process and the bot, and into the database and back.

Between processes a list or its errors travel as lines of JSON rather than as one pickle: the bot trusts
nothing that was made from a stranger's file, and decodes a long list without holding the interpreter for long
at a time. In the database a checked list waits for confirmation, compressed, without its telephone numbers.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.people.roster.columns import COLUMNS
from bot.people.roster.errors import RosterError, RowError
from bot.people.roster.model import Roster, RosterEntry


def encode(outcome: Roster | RosterError) -> Iterator[bytes]:
    """The outcome of reading as lines; the first says which outcome it is and how many lines follow."""
    if isinstance(outcome, RosterError):
        yield _line({"faults": len(outcome.faults)})
        for fault in outcome.faults:
            yield _line([fault.text, fault.row, fault.column])
    else:
        yield _line({"entries": len(outcome.entries), **_headings(outcome)})
        for entry in outcome.entries:
            yield _line(_values(entry))


def decode(received: bytes) -> Roster | RosterError:
    """What `encode` was given; raises ValueError where the answer broke off."""
    head, *rest = received.splitlines() or [b""]
    first = json.loads(head)
    if not isinstance(first, dict) or len(rest) != first.get("faults", first.get("entries")):
        raise ValueError("the answer of the reading process is incomplete")
    if "faults" in first:
        return RosterError(RowError(*json.loads(line)) for line in rest)
    return _roster(first, map(json.loads, rest))


def pack(roster: Roster) -> bytes:
    """A list for the database, a few bytes for each row."""
    packed = {**_headings(roster), "rows": [_values(entry) for entry in roster.entries]}
    return zlib.compress(json.dumps(packed, ensure_ascii=False).encode(), 6)


def unpack(packed: bytes) -> Roster:
    """What `pack` was given."""
    held = json.loads(zlib.decompress(packed))
    return _roster(held, held["rows"])


def _headings(roster: Roster) -> dict[str, Sequence[str]]:
    return {"columns": sorted(roster.columns), "ignored": roster.ignored}


def _roster(held: Mapping[str, Any], rows: Iterable[Sequence[Any]]) -> Roster:
    return Roster(tuple(map(_entry, rows)), frozenset(held["columns"]), tuple(held["ignored"]))


def _values(entry: RosterEntry) -> list[object]:
    return [entry.row, *(getattr(entry, column.field) for column in COLUMNS)]


def _entry(values: Sequence[Any]) -> RosterEntry:
    row, *held = values
    given: dict[str, Any] = {
        column.field: None if value is None else column.restore(value)
        for column, value in zip(COLUMNS, held, strict=True)
    }
    return RosterEntry(row=row, **given)


def _line(value: object) -> bytes:
    return json.dumps(value).encode("ascii") + b"\n"
