"""Log lines without the bot's token, which python-telegram-bot's HTTP addresses contain."""

from __future__ import annotations

import logging

_CHATTY = ("httpx", "httpcore")


class Masking(logging.Formatter):
    """Formats as usual, then replaces the token wherever it stands, tracebacks included."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = token.partition(":")[2] or token

    def format(self, record: logging.LogRecord) -> str:
        """The finished line."""
        return super().format(record).replace(self._secret, "…")


def silence_addresses() -> None:
    """Stops the HTTP libraries from logging each request with its address."""
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def log_to_stderr(token: str) -> None:
    """Sends this process's log to stderr, without the token."""
    handler = logging.StreamHandler()
    handler.setFormatter(Masking(token))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
