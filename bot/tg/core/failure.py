"""When a handler fails: one civil sentence with an incident number, and a log line without personal data."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Mapping

from telegram import Update
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ContextTypes

from bot.tg.core.context import UntoldError
from bot.wording import Wording

_LOGGER = logging.getLogger(__name__)


class Failure:
    """The Application's error handler; `words` is by language, `language` the installation's."""

    def __init__(self, words: Mapping[str, Wording], language: str) -> None:
        self._words = words[language]

    async def __call__(self, update: object, telegram_context: ContextTypes.DEFAULT_TYPE) -> None:
        """Logs the error under a number and tells the person that number, where that is still possible."""
        error = telegram_context.error
        incident = f"G-{secrets.token_hex(3).upper()}"
        _LOGGER.error("incident %s: %s\n%s", incident, _named(error), _frames(error))
        if not isinstance(update, Update) or isinstance(error, Forbidden | RetryAfter):
            return
        recorded = error.key if isinstance(error, UntoldError) else None
        try:
            if update.callback_query:
                text = self._words(recorded or "failure.alert", incident=incident)
                await update.callback_query.answer(text, show_alert=True)
            elif update.message:
                text = self._words(recorded or "failure.message", incident=incident)
                await update.message.reply_text(text)
        except Exception as second:  # noqa: BLE001 - the library would log it with the words that it quotes
            _LOGGER.warning("incident %s: the person could not be told: %s", incident, _named(second))


def _named(error: BaseException | None) -> str:
    """The kind of the error; its text only where it is Telegram's, which quotes nobody."""
    if isinstance(error, TelegramError) and not isinstance(error, NetworkError):
        return f"{type(error).__name__}: {error}"
    return type(error).__name__


def _frames(error: BaseException | None) -> str:
    """Where it happened: code only, never values."""
    return "".join(traceback.format_tb(error.__traceback__)) if error else ""
