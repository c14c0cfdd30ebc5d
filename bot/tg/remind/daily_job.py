"""A periodic job: proposes reminders, orders pledge reminders, posts the ledger's checkpoint."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from contextlib import suppress

from telegram import Bot, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.ask.sections import Section
from bot.text.numbers import number
from bot.tg.core.phrase import line
from bot.tg.core.render import pages
from bot.tg.core.services import Services
from bot.tg.remind.reminders import news

_LOGGER = logging.getLogger(__name__)
EVERY_SECONDS = 600.0


class Watch:
    """One object in each process."""

    def __init__(self, services: Services, bot: Bot) -> None:
        self._services = services
        self._bot = bot
        self._words = services.words[services.language]
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Stops `run`."""
        self._stop.set()

    async def run(self) -> None:
        """Runs until `stop` is called.

        Proposes nothing while HR has no contact: the proposal would be lost.
        """
        while not self._stop.is_set():
            await self._services.pledging.nudge(self._services.zone)
            if chats := await self._services.hr_contacts.chats():
                for sections, buttons in news(self._words, await self._services.remind.look()):
                    await self._tell(chats, sections, buttons)
                await self._post_head(chats)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), EVERY_SECONDS)

    async def _post_head(self, chats: Collection[int]) -> None:
        """Posts the ledger's checkpoint once a day if rows were added: HR's chat is its outside witness."""
        posted = await self._services.checkpoints.daily(self._services.zone)
        if posted is not None:
            count = number(posted.checkpoint.count, self._words.language)
            told = line(self._words, "recaps.head_posted", count=count, posted=posted.checkpoint.posted)
            await self._tell(chats, (told,), None)

    async def _tell(
        self, chats: Collection[int], sections: Sequence[Section], buttons: InlineKeyboardMarkup | None
    ) -> None:
        (text, *_) = pages(sections)
        for chat in chats:
            try:
                await self._bot.send_message(chat, text, parse_mode=ParseMode.HTML, reply_markup=buttons)
            except TelegramError as error:
                # /rencana and /rekap show it too, so a log line is enough.
                _LOGGER.warning("news for HR was not delivered: %s", type(error).__name__)
