"""A whole ledger with its signed head, to be tampered with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from bot.pledge.checkpoints import SignedCheckpoint
from bot.pledge.ledger import KEY, PLEDGE, START, Checkpoint, Row, digest
from bot.pledge.proof import examine
from bot.pledge.signing import Signer

OLD, NEW, STRANGER = (Signer(bytes([n]) * 32) for n in (1, 2, 3))
ROWS, ROTATED = 30, 12
AT = "2026-11-22T02:00:00.{:06}+00:00"
NUMBERS = range(1, ROWS + 1)


def chained(rows: Iterable[Row]) -> list[Row]:
    """These rows numbered and linked anew, as whoever wants to deceive would do it."""
    found: list[Row] = []
    before = START
    for seq, row in enumerate(rows, 1):
        found.append(replace(row, seq=seq, before=before).with_hash())
        before = found[-1].hash
    return found


def pledged(n: int) -> Row:
    return Row(0, PLEDGE, 1, digest({"text": 1}), "1", digest({"p": n}), digest({"a": n}), AT.format(n), "")


def named(signer: Signer, before: Signer | None) -> Row:
    signature = before.sign(signer.public.encode()) if before else ""
    return Row(0, KEY, 0, signer.public, "", signature, "", AT.format(0), "")


def ledger(count: int = ROWS) -> list[Row]:
    """The true rows: the first names OLD, the one at ROTATED names NEW."""
    keys = {1: named(OLD, None), ROTATED: named(NEW, OLD)}
    return chained(keys.get(n) or pledged(n) for n in range(1, count + 1))


def written(rows: Iterable[Row]) -> list[str]:
    return [json.dumps(asdict(row), sort_keys=True) for row in rows]


def head_of(rows: Sequence[Row]) -> Checkpoint:
    return Checkpoint(len(rows), rows[-1].hash, AT.format(999))


def headed(head: Checkpoint, signer: Signer = NEW) -> str:
    return SignedCheckpoint(head, signer.public, signer.sign(head.message)).line()


TRUE = ledger()
LINES = written(TRUE)
SIGNED = headed(head_of(TRUE))
POSTED = head_of(TRUE).posted


def verdict(lines: Iterable[str], last: str = SIGNED, **pins: Any) -> str:
    """What is found to be wrong; fails if nothing is."""
    report = examine([*lines, last], **pins)
    assert report.fault is not None
    return report.fault
