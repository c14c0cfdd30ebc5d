"""One-time codes that let an employee join: easy to read out, hard to guess, kept only as a hash."""

from __future__ import annotations

import re
import secrets

from bot.people.keyring import Keyring

# Without what people mix up: 0 and O, 1, I and L, U and V, 5 and S.
ALPHABET = "2346789ABCDEFGHJKMNPQRTVWXYZ"
LENGTH = 8
# At least two digits, which words hardly have, so that an eight-letter word is not taken for a code.
_TYPED = re.compile(rf"(?=.*\d.*\d)([{ALPHABET}]{{4}})[-– ]?([{ALPHABET}]{{4}})")


def new() -> str:
    """A code like 7F3A29KQ, one of about 2·10^11."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if _TYPED.fullmatch(code):
            return code


def shown(code: str) -> str:
    """7F3A-29KQ, as it is printed."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def tidy(typed: str) -> str | None:
    """The code that somebody typed, in whatever case, with or without its dash; None when it is none."""
    found = _TYPED.fullmatch(typed.strip().upper())
    return found[1] + found[2] if found else None


def digest(keys: Keyring, code: str) -> str:
    """What the database keeps of it."""
    return keys.hash("code", value=code)
