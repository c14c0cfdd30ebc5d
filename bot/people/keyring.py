"""The installation's secrets in a key file: the key for hashes and the keys that sign the ledger.

Made at the first start, readable by its owner alone. Without it nobody who joins can be recognised, so it
belongs into every backup; the database remembers its fingerprint and refuses another one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

_BYTES = 32
_VERSION = 1


class KeyFileError(Exception):
    """The key file cannot be used; the text says why and how to mend it, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Hashes that only this installation can make again; each purpose has its own.

    `signing` are the keys that the ledger has been signed with, 32 bytes each, oldest first.
    """

    _secret: bytes
    signing: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return "Keyring(…)"

    def hash(self, purpose: str, *, value: str) -> str:
        """64 hexadecimal digits; the same value under another purpose gives another hash."""
        message = f"{purpose}\0{value}".encode()
        return hmac.digest(self._secret, message, "sha256").hex()

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits by which the key is recognised and which give nothing away."""
        return hashlib.sha256(b"netral key " + self._secret).hexdigest()[:16]


def fresh() -> Keyring:
    """A key that is not stored, for practice."""
    return Keyring(secrets.token_bytes(_BYTES), (secrets.token_bytes(_BYTES),))


def with_new_signing(keys: Keyring, file: Path) -> Keyring:
    """The same with one more signing key, written to `file` at once; raises KeyFileError.

    The keys before stay: what they signed must remain theirs.
    """
    made = replace(keys, signing=(*keys.signing, secrets.token_bytes(_BYTES)))
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    try:
        _write(part, made)
        part.replace(file)
    except OSError as error:
        raise KeyFileError(f"Berkas kunci {file} tidak dapat ditulisi ({error.strerror}).") from error
    finally:
        part.unlink(missing_ok=True)
    return made


def open_keyring(file: Path) -> Keyring:
    """The key in `file`, which is made when there is none; raises KeyFileError."""
    try:
        text = file.read_text(encoding="ascii")
    except FileNotFoundError:
        return _make(file)
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(
            f"Berkas kunci {file} tidak terbaca ({error}). Beri izin baca, atau pulihkan."
        ) from error
    if file.stat().st_mode & 0o077:
        raise KeyFileError(f"Berkas kunci {file} dapat dibaca orang lain. Jalankan: chmod 600 {file}")
    try:
        held = json.loads(text)
        secret = base64.b64decode(held["rahasia"], validate=True)
        signing = tuple(base64.b64decode(one, validate=True) for one in held["tanda_tangan"])
    except (ValueError, KeyError, TypeError) as error:
        raise KeyFileError(f"Berkas kunci {file} rusak. Pulihkan dari salinannya.") from error
    if held.get("versi") != _VERSION or {len(key) for key in (secret, *signing)} != {_BYTES} or not signing:
        raise KeyFileError(f"Berkas kunci {file} bukan buatan Netral ini. Pulihkan dari salinannya.")
    return Keyring(secret, signing)


def _make(file: Path) -> Keyring:
    made = fresh()
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    try:
        _write(part, made)
        # Never overwrites a file that another process made meanwhile, since hashes by its key may be stored.
        os.link(part, file)
    except FileExistsError:
        return open_keyring(file)
    except OSError as error:
        raise KeyFileError(
            f"Berkas kunci {file} tidak dapat dibuat ({error.strerror}). Beri izin tulis pada foldernya, "
            "atau ubah NETRAL_KEY_FILE."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return made


def _write(file: Path, keys: Keyring) -> None:
    held = {
        "versi": _VERSION,
        "rahasia": base64.b64encode(keys._secret).decode(),
        "tanda_tangan": [base64.b64encode(one).decode() for one in keys.signing],
    }
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as writing:
        writing.write(json.dumps(held))
        writing.flush()
        os.fsync(writing.fileno())
