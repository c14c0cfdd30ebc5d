"""Unsolicited notices: to HR, to the legal officer, to another account of the same person."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.ask.sections import Section
from bot.tg.core.context import NO_PREVIEW, Context
from bot.tg.core.phrase import line
from bot.tg.core.render import pages

_LOGGER = logging.getLogger(__name__)


async def tell_hr(
    context: Context,
    sections: Sequence[Section],
    buttons: InlineKeyboardMarkup | None = None,
    *,
    but: int | None = None,
) -> bool:
    """Sends to HR's contacts without the account `but`; whether it reached anybody."""
    for circle in await context.services.hr_contacts.circles(but):
        # A list, not a generator: everybody of a circle is told, not only the first who can be reached.
        if any([await tell(context, chat, sections, buttons) for chat in circle]):
            return True
    return False


async def tell(
    context: Context, chat: int, sections: Sequence[Section], buttons: InlineKeyboardMarkup | None = None
) -> bool:
    """Sends to any chat.

    An unreachable chat is logged, and the answer goes on. Returns whether it arrived.
    """
    texts = pages(sections)
    try:
        for n, text in enumerate(texts):
            await context.bot.send_message(
                chat,
                text,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=buttons if n == len(texts) - 1 else None,
            )
    except TelegramError as error:
        _LOGGER.warning("a notice was not delivered: %s", type(error).__name__)
        return False
    return True


async def tell_account(context: Context, account: int, key: str, **values: object) -> bool:
    """Sends one of the bot's own texts to another account, in that account's language."""
    language = await context.services.preferences.language(f"tg:{account}") or context.services.language
    return await tell(context, account, (line(context.services.words[language], key, **values),))
