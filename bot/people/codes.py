"""One-time codes that let an employee join: easy to read out, hard to guess, kept only as a hash."""

from __future__ import annotations

import re
import secrets

from bot.people.keyring import Keyring

# Without what people mix up: 0 and O, 1, I and L, U and V, 5 and S.
ALPHABET = "2346789ABCDEFGHJKMNPQRTVWXYZ"
LENGTH = 8
LINK_PREFIX = "g_"
_TYPED = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new() -> str:
    """A code like 7F3A29KQ: 28^8, about 4·10^11 of them."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """7F3A-29KQ, as it is printed."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def tidy(typed: str) -> str | None:
    """The code in what somebody typed, whatever its case, spaces and dashes; None when it cannot be one."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    return plain if _TYPED.fullmatch(plain) else None


def digest(keys: Keyring, code: str) -> str:
    """What the database keeps of it."""
    return keys.hash("code", code)


def link(username: str, code: str) -> str:
    """The address that opens the bot with the code."""
    return f"https://t.me/{username}?start={LINK_PREFIX}{code}"
