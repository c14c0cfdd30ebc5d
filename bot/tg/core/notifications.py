"""News for people who did not ask: for HR, for the legal officer, for another account of the same person."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.ask.sections import Section
from bot.people.authority import Role
from bot.tg.core.context import NO_PREVIEW, Visit
from bot.tg.core.phrase import line
from bot.tg.core.render import pages

_LOGGER = logging.getLogger(__name__)


async def tell_hr(
    visit: Visit,
    sections: Sequence[Section],
    buttons: InlineKeyboardMarkup | None = None,
    *,
    but: int | None = None,
) -> bool:
    """Tells HR's chat, or where none is set everybody in HR, or the owners; whether it reached anybody.

    The account `but` is left out, and then HR's chat too, where it would read along.
    """
    if visit.kit.hr_chat is not None and but is None:
        chats = [visit.kit.hr_chat]
    else:
        chats = await visit.kit.staff.others(Role.HR, but or 0)
    reached = [await tell(visit, chat, sections, buttons) for chat in chats]
    if not any(reached):
        last = sorted(visit.kit.staff.owners - {but, *chats})
        reached = [await tell(visit, chat, sections, buttons) for chat in last]
    return any(reached)


async def tell(
    visit: Visit, chat: int, sections: Sequence[Section], buttons: InlineKeyboardMarkup | None = None
) -> bool:
    """Sends to any chat; one that cannot be reached costs a line in the log, not the visit."""
    texts = pages(sections)
    try:
        for n, text in enumerate(texts):
            await visit.bot.send_message(
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


async def tell_account(visit: Visit, account: int, key: str, **values: object) -> bool:
    """Sends one of the bot's own texts to another account, in that account's language."""
    language = await visit.kit.memory.language(f"tg:{account}") or visit.kit.language
    return await tell(visit, account, (line(visit.kit.words[language], key, **values),))
