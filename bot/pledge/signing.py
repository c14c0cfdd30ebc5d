"""Ed25519 keys that sign the ledger's head. Their library takes long to load, so it is loaded when needed."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass


class SignatureError(Exception):
    """A signature or key that does not fit."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key of 32 bytes."""

    _secret: bytes

    def __repr__(self) -> str:
        return f"Signer({self.fingerprint})"

    @property
    def public(self) -> str:
        """The public key in base64."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        key = Ed25519PrivateKey.from_private_bytes(self._secret).public_key()
        return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits of the public key, to compare by eye."""
        return fingerprint(self.public)

    def sign(self, message: bytes) -> str:
        """The signature in base64."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return base64.b64encode(Ed25519PrivateKey.from_private_bytes(self._secret).sign(message)).decode()


def fingerprint(public: str) -> str:
    """16 hexadecimal digits of a public key in base64; raises SignatureError for what is none."""
    return hashlib.sha256(_decoded(public, 32)).hexdigest()[:16]


def verify(public: str, message: bytes, signature: str) -> None:
    """Raises SignatureError unless the signature is that of the message by this key, both in base64."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(_decoded(public, 32)).verify(_decoded(signature, 64), message)
    except InvalidSignature:
        raise SignatureError("the signature does not fit") from None


def _decoded(written: str, length: int) -> bytes:
    try:
        plain = base64.b64decode(written, validate=True)
    except ValueError:
        raise SignatureError("not base64") from None
    if len(plain) != length:
        raise SignatureError("wrong length")
    return plain
