"""Looks at the calendar now and then, and tells HR what it asks for: new reminders, moved and missed ones."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.remind.service import Remind
from bot.tg.remind import news
from bot.tg.render import pages
from bot.wording import Wording

_LOGGER = logging.getLogger(__name__)
EVERY_SECONDS = 600.0


class Watch:
    """One a process."""

    def __init__(
        self, bot: Bot, remind: Remind, hr: Callable[[], Awaitable[Collection[int]]], words: Wording
    ) -> None:
        self._bot = bot
        self._remind = remind
        self._hr = hr
        self._words = words
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Looks no more."""
        self._stop.set()

    async def run(self) -> None:
        """Looks until `stop` is called. Without anybody in HR nothing is proposed yet: it would be lost."""
        while not self._stop.is_set():
            if chats := await self._hr():
                await self._tell(chats)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), EVERY_SECONDS)

    async def _tell(self, chats: Collection[int]) -> None:
        for sections, buttons in news(self._words, await self._remind.look()):
            (text, *_) = pages(sections)
            for chat in chats:
                try:
                    await self._bot.send_message(chat, text, parse_mode=ParseMode.HTML, reply_markup=buttons)
                except TelegramError as error:
                    # It stands in /rencana all the same.
                    _LOGGER.warning("a reminder was not proposed: %s", type(error).__name__)
