"""The ledger as a whole: signing key, signed checkpoints, export, and rows lost by a restore.

The newest checkpoint is also written to a small file beside the key: from it, a database restored from an
older backup knows how many rows it lacks.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.people.keyring import Keyring, with_new_signing
from bot.pledge.ledger import KEY, Checkpoint, Row
from bot.pledge.ports import Ledger
from bot.pledge.signing import Signer

_POSTED = re.compile(r"([0-9]{1,12}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint with the key that signed it."""

    checkpoint: Checkpoint
    public: str
    signature: str

    def line(self) -> str:
        """The last line of an export."""
        held = {"head": asdict(self.checkpoint), "public_key": self.public, "signature": self.signature}
        return json.dumps(held, sort_keys=True)


class KeyMissingError(Exception):
    """The key that the ledger names is not in the key file; the text says so in Indonesian."""


class Checkpoints:
    """The use case; `witness` is the small file beside the key, None for practice."""

    def __init__(self, ledger: Ledger, keys: Keyring, clock: Clock, witness: Path | None) -> None:
        self._ledger = ledger
        self._keys = keys
        self._clock = clock
        self._witness = witness

    async def begin(self) -> None:
        """Writes the first signing key into the ledger unless it has one; raises KeyMissingError."""
        if await self._ledger.signing_key() is None:
            public = Signer(self._keys.signing[-1]).public
            await self._ledger.append_key(self._key_row(public, ""))
        await self._signer()

    async def sign(self) -> SignedCheckpoint:
        """The state of the ledger at this moment, signed and witnessed."""
        count, hash_ = await self._ledger.tail()
        checkpoint = Checkpoint(count, hash_, self._moment())
        signer = await self._signer()
        self._testify(checkpoint)
        return SignedCheckpoint(checkpoint, signer.public, signer.sign(checkpoint.message))

    async def daily(self, zone: ZoneInfo) -> SignedCheckpoint | None:
        """The checkpoint to post on this day in `zone`, kept so that it is posted once, by one process.

        None if it was posted already or no row was added since; checkpoints signed for an export or a recap
        do not count.
        """
        last = await self._ledger.last_checkpoint()
        today = self._clock.today(zone)
        if last is not None and datetime.fromisoformat(last.at).astimezone(zone).date() >= today:
            return None
        count, _ = await self._ledger.tail()
        if count <= (last.count if last else 1):
            return None
        signed = await self.sign()
        is_first = await self._ledger.keep_checkpoint(
            signed.checkpoint, public=signed.public, signature=signed.signature
        )
        return signed if is_first else None

    async def export(self) -> AsyncIterator[str]:
        """The lines of an export: rows up to this moment, then the signed checkpoint."""
        signed = await self.sign()
        async for row in self._ledger.rows(signed.checkpoint.count):
            yield json.dumps(asdict(row), sort_keys=True)
        yield signed.line()

    async def rotate(self, file: Path) -> str:
        """Signs with a new key from now on; returns its public half. Raises KeyFileError, KeyMissingError.

        The new key is in the file before the ledger names it, so that a kill in between harms nothing.
        """
        old = await self._signer()
        self._keys = with_new_signing(self._keys, file)
        public = Signer(self._keys.signing[-1]).public
        await self._ledger.append_key(self._key_row(public, old.sign(public.encode())))
        return public

    async def tail(self) -> tuple[int, str]:
        """(how many rows, the hash of the last)."""
        return await self._ledger.tail()

    async def lacking(self) -> int:
        """How many rows the ledger has fewer than the witness says; 0 when it says nothing."""
        seen = self._testimony()
        if seen is None:
            return 0
        count, hash_ = seen
        have, _ = await self._ledger.tail()
        if have < count:
            return count - have
        row = await self._ledger.by_seq(count)
        # Enough rows, but the hash at that count differs, so all of them are in doubt.
        return 0 if row is None or row.hash == hash_ else have

    async def public(self) -> str:
        """The public key in use."""
        return (await self._signer()).public

    async def _signer(self) -> Signer:
        """The private half of the key that the ledger names last."""
        named = await self._ledger.signing_key()
        for secret in reversed(self._keys.signing):
            signer = Signer(secret)
            if named in (None, signer.public):
                return signer
        raise KeyMissingError(
            "Kunci tanda tangan yang dicatat buku ikrar tidak ada dalam berkas kunci. Pulihkan netral.key."
        )

    def _key_row(self, public: str, signature: str) -> Row:
        return Row(0, KEY, 0, public, "", signature, "", self._moment(), "")

    def _moment(self) -> str:
        now: datetime = self._clock.now()
        return now.isoformat(timespec="microseconds")

    def _testify(self, checkpoint: Checkpoint) -> None:
        """Updates the witness file, but never to fewer rows: it must keep what a restore has lost."""
        seen = self._testimony()
        if self._witness is None or (seen is not None and seen[0] > checkpoint.count):
            return
        part = self._witness.with_name(f"{self._witness.name}.{os.getpid()}")
        part.write_text(f"{checkpoint.posted}\n", encoding="ascii")
        part.replace(self._witness)

    def _testimony(self) -> tuple[int, str] | None:
        """(count, hash) in the witness file; None if there is no readable file."""
        if self._witness is None:
            return None
        try:
            found = _POSTED.fullmatch(self._witness.read_text(encoding="ascii").strip())
        except (OSError, UnicodeDecodeError):
            return None
        return (int(found[1]), found[2]) if found else None
