"""Telegram accounts behind which many people write: they are nobody, and hold no role, dialogue or draft.

The ids are Telegram's own and the same everywhere: what one of these accounts was given, everybody would have
who hides behind it.
"""

from __future__ import annotations

ANONYMOUS_ADMIN, CHANNEL, TELEGRAM = 1087968824, 136817688, 777000
SHARED_ACCOUNTS = frozenset({ANONYMOUS_ADMIN, CHANNEL, TELEGRAM})


class SharedAccountError(ValueError):
    """Such an account was named where a person is meant; the message says what to do instead."""

    def __init__(self, account: int) -> None:
        super().__init__(
            f"ID {account} bukan milik satu orang: admin tanpa nama, kanal, atau Telegram memakainya. Minta "
            "orangnya membuka /profil di chat pribadi dengan bot ini, lalu pakai ID yang tertulis di sana."
        )
