"""Verifies an exported ledger offline: the file itself, perhaps a public key and a head that was posted.

Reads lines as they come and holds one at a time. Every finding is one Indonesian sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.pledge.ledger import KEY, PLEDGE, START, Checkpoint, Row
from bot.pledge.signing import SignatureError, fingerprint, verify

# The exact types of a row's fields: true does not pass for 1, and no other field is allowed.
_TYPES = {field.name: int if field.type == "int" else str for field in fields(Row)}

_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Report:
    """The result: `fault` is the first fault found, None if there is none.

    `key` is the fingerprint of the key that signed the head, `after` how many rows are younger than the head
    that was given, where it was found.
    """

    rows: int
    fault: str | None
    key: str | None = None
    head: Checkpoint | None = None
    after: int | None = None


class _FaultError(Exception):
    """The first thing that is wrong."""


def examine(lines: Iterable[str], public: str | None = None, posted: str | None = None) -> Report:
    """The verdict on a whole file; `posted` is a head as HR's chat shows it, or its hash alone.

    Raises SignatureError when `public`, the key that must have signed the head, is none.
    """
    check = _Check(posted)
    try:
        for number, line in enumerate(lines, 1):
            if line.strip():
                check.line(number, line)
        check.end(public)
    except _FaultError as fault:
        return Report(check.rows, str(fault))
    return Report(check.rows, None, check.key, check.head, check.after)


class _Check:
    """The state of the check after the lines read so far."""

    def __init__(self, posted: str | None) -> None:
        count, _, hash_ = (posted or "").strip().lower().rpartition(":")
        self._posted = hash_ if posted is not None else None
        self._posted_count = int(count) if count.isdecimal() and len(count) <= _MOST_DIGITS else None
        self.rows = 0
        self.key: str | None = None
        self.head: Checkpoint | None = None
        self.after: int | None = None
        self._before = START
        self._signing: str | None = None
        self._signed: tuple[str, str] | None = None

    def line(self, number: int, line: str) -> None:
        held = _object(number, line)
        if self.head is not None:
            raise _FaultError(f"baris {number}: ada isi sesudah kepala bertanda tangan; berkas disambung")
        if "head" in held:
            self._take_head(number, held)
            return
        self._row(number, _row(number, held))

    def end(self, public: str | None) -> None:
        if self.head is None or self._signed is None:
            raise _FaultError("kepala bertanda tangan tidak ada; bagian akhir berkas terpotong")
        self._fits(self.head)
        key, signature = self._signed
        if self._signing is not None and key != self._signing:
            raise _FaultError("kepala ditandatangani kunci lain daripada yang dicatat pada pergantian kunci")
        try:
            verify(key, self.head.message, signature)
        except SignatureError:
            raise _FaultError("tanda tangan kepala tidak sah") from None
        self.key = fingerprint(key)
        if public is not None and fingerprint(public.strip()) != self.key:
            raise _FaultError(f"kepala ditandatangani kunci {self.key}, bukan kunci yang Anda berikan")
        if self._posted is not None and self.after is None:
            if self._posted_count is not None and self._posted_count > self.rows:
                lacking = self._posted_count - self.rows
                raise _FaultError(
                    f"{lacking} baris kurang dari kepala yang pernah diumumkan ({self._posted_count} baris)"
                )
            raise _FaultError(
                "kepala yang pernah diumumkan tidak ada dalam berkas ini; isinya bukan lanjutannya"
            )

    def _fits(self, head: Checkpoint) -> None:
        missing = head.count - self.rows
        if missing > 0:
            raise _FaultError(f"{missing} baris terakhir hilang: kepala mencatat {head.count} baris")
        if missing < 0:
            raise _FaultError(
                f"nomor {head.count + 1}: {-missing} baris ditambahkan; kepala mencatat {head.count} baris"
            )
        if head.hash != self._before:
            raise _FaultError(f"nomor {self.rows}: bukan baris yang dicatat kepala; isinya diubah")

    def _row(self, number: int, row: Row) -> None:
        if row.seq != self.rows + 1:
            raise _FaultError(_gap(number, row.seq, self.rows + 1))
        if not row.is_sound:
            raise _FaultError(f"baris {number} (nomor {row.seq}): isinya diubah")
        if row.before != self._before:
            raise _FaultError(f"baris {number} (nomor {row.seq}): tidak menyambung pada baris sebelumnya")
        if row.kind == KEY:
            self._take_key(number, row)
        self.rows, self._before = row.seq, row.hash
        if row.hash == self._posted and self._posted_count in (None, row.seq):
            self.after = 0
        elif self.after is not None:
            self.after += 1

    def _take_key(self, number: int, row: Row) -> None:
        try:
            fingerprint(row.text)
        except SignatureError:
            raise _FaultError(f"baris {number}: bukan kunci tanda tangan") from None
        if self._signing is not None:
            try:
                verify(self._signing, row.text.encode(), row.person)
            except SignatureError:
                raise _FaultError(
                    f"baris {number}: pergantian kunci tidak ditandatangani kunci lama"
                ) from None
        self._signing = row.text

    def _take_head(self, number: int, held: dict[str, object]) -> None:
        match held:
            case {
                "head": {"count": int(count), "hash": str(hash_), "at": str(at), **no_more},
                "public_key": str(key),
                "signature": str(signature),
                **none_either,
            } if count > 0 and not (no_more or none_either or isinstance(count, bool)):
                self.head = Checkpoint(count, hash_, at)
                self._signed = (key, signature)
            case _:
                raise _FaultError(f"baris {number}: kepala tidak lengkap")


def _object(number: int, line: str) -> dict[str, object]:
    try:
        held = json.loads(line)
    except (ValueError, RecursionError):
        raise _FaultError(f"baris {number}: bukan JSON; berkas rusak") from None
    if not isinstance(held, dict):
        raise _FaultError(f"baris {number}: bukan baris buku ikrar")
    return held


def _row(number: int, held: Mapping[str, Any]) -> Row:
    if {name: type(value) for name, value in held.items()} != _TYPES or held["kind"] not in (PLEDGE, KEY):
        raise _FaultError(f"baris {number}: bukan baris buku ikrar")
    return Row(**held)


def _gap(number: int, found: int, wanted: int) -> str:
    if found > wanted:
        return f"baris {number}: nomor {wanted} hilang (berikutnya nomor {found})"
    return f"baris {number}: nomor {found} berulang atau tertukar urutannya (seharusnya {wanted})"
