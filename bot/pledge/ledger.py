"""The ledger's rows as a hash chain: each hash covers its row and the previous hash. Pure.

Nothing in a row names a person: whoever has the file learns when somebody pledged which text, not who.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

START = "0" * 64
"""What stands for the hash before the first row."""
PLEDGE, KEY = "pledge", "key"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `seq` counts from 1.

    A pledge names the campaign, the hash and version of its text, and keyed hashes of person and account. A
    change of key has the new public key in `text`, and in `person` its signature by the key before.
    """

    seq: int
    kind: str
    campaign: int
    text: str
    version: str
    person: str
    account: str
    at: str  # UTC, ISO 8601 with microseconds, as it was hashed.
    before: str
    hash: str = ""

    def with_hash(self) -> Row:
        """The row with its hash."""
        fields = asdict(self)
        del fields["hash"]
        return Row(**fields, hash=digest(fields))

    @property
    def is_sound(self) -> bool:
        """Whether the hash is that of the row."""
        return self.with_hash().hash == self.hash

    @property
    def receipt(self) -> str:
        """Its number as a receipt."""
        return receipt_number(self.hash, self.seq)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of the whole ledger at one moment: number of rows, hash of the last, and the time."""

    count: int
    hash: str
    at: str

    @property
    def message(self) -> bytes:
        """The bytes that are signed."""
        return canonical(asdict(self))

    @property
    def posted(self) -> str:
        """Count and hash, as HR's chat shows it and as `ledger verify` takes it."""
        return f"{self.count}:{self.hash}"


def digest(fields: Mapping[str, object]) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(fields)).hexdigest()


def canonical(fields: Mapping[str, object]) -> bytes:
    """JSON in one spelling: keys in order, no spaces, ASCII."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def text_hash(text: str) -> str:
    """SHA-256 of a pledge's whole text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def receipt_number(row_hash: str, seq: int) -> str:
    """IKR-7F3A-2291: the first signs of the row's hash, against typing errors, and the number of the row."""
    return f"IKR-{row_hash[:4].upper()}-{seq:04d}"


def read_receipt(written: str) -> tuple[str, int] | None:
    """(signs of the hash, number of the row) of a receipt as people type it; None when it is none."""
    parts = (
        written.strip().upper().replace(" ", "-").replace("–", "-").removeprefix("IKR").strip("-").split("-")
    )
    if len(parts) != 2 or len(parts[0]) != 4 or not parts[1].isdecimal() or len(parts[1]) > 9:
        return None
    return parts[0].lower(), int(parts[1])
