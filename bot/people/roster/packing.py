"""A checked list packed for the database, where it waits for confirmation without its telephone numbers."""

from __future__ import annotations

import json
import zlib
from dataclasses import fields

from bot.people.member import Status, Zone
from bot.people.roster.model import Roster, RosterEntry

_FIELDS = tuple(field.name for field in fields(RosterEntry))


def pack(roster: Roster) -> bytes:
    """A few bytes for each row."""
    rows = [[getattr(entry, name) for name in _FIELDS] for entry in roster.entries]
    packed = {"columns": sorted(roster.columns), "ignored": roster.ignored, "rows": rows}
    return zlib.compress(json.dumps(packed, ensure_ascii=False).encode(), 6)


def unpack(packed: bytes) -> Roster:
    """What `pack` was given."""
    held = json.loads(zlib.decompress(packed))
    return Roster(
        tuple(_entry(dict(zip(_FIELDS, row, strict=True))) for row in held["rows"]),
        frozenset(held["columns"]),
        tuple(held["ignored"]),
    )


def _entry(row: dict[str, object]) -> RosterEntry:
    made = {
        **row,
        "status": Status(str(row["status"])),
        "unit": tuple(row["unit"]) if isinstance(row["unit"], list) else (),
        "zone": Zone(str(row["zone"])) if row["zone"] else None,
    }
    return RosterEntry(**made)  # type: ignore[arg-type]
