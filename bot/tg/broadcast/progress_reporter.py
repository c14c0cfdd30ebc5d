"""Updates each broadcast's progress message in HR's chats.

Edits one message every few seconds, so that progress does not use up the send rate.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from zoneinfo import ZoneInfo

from telegram import Bot, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.outbox.alarm import Trouble
from bot.outbox.model import Broadcast, State
from bot.outbox.service import Outbox, Status
from bot.people.hr_contacts import HrContacts
from bot.tg.broadcast.progress_screen import acts, progress
from bot.tg.core.phrase import line
from bot.tg.core.render import pages
from bot.wording import Wording

_LOGGER = logging.getLogger(__name__)
EVERY_SECONDS = 3.0


class Herald:
    """One object in each process."""

    def __init__(
        self,
        bot: Bot,
        outbox: Outbox,
        troubles: asyncio.Queue[tuple[int, Trouble]],
        hr: HrContacts,
        words: Wording,
        zone: ZoneInfo,
    ) -> None:
        self._bot = bot
        self._outbox = outbox
        self._troubles = troubles
        self._hr = hr
        self._words = words
        self._zone = zone
        self._last: dict[int, tuple[float, int]] = {}
        self._shown: dict[int, str] = {}
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Stops `run`."""
        self._stop.set()

    async def run(self) -> None:
        """Updates until `stop` is called."""
        while not self._stop.is_set():
            for one in await self._outbox.shown():
                await self._tell(one)
            while not self._troubles.empty():
                await self._ring(*self._troubles.get_nowait())
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), EVERY_SECONDS)

    async def _tell(self, one: Broadcast) -> None:
        status = await self._outbox.status(one.id)
        if status is None or one.progress is None:
            return
        (text, *_) = pages(tuple(progress(self._words, self._zone, status, self._rate(status))))
        if self._shown.get(one.id) != text:
            if not await self._edit(one.progress, text, acts(self._words, status)):
                return
            self._shown[one.id] = text
        # Deliveries under way when it was stopped are counted too.
        if status.broadcast.is_over and not status.counts.get(State.SENDING):
            await self._outbox.show_progress(one.id, chat=None, message=None)
            self._last.pop(one.id, None)
            self._shown.pop(one.id, None)

    async def _ring(self, number: int, trouble: Trouble) -> None:
        """Tells HR that a broadcast has paused itself."""
        reason = line(self._words, f"broadcast.trouble.{trouble.kind}", reason=trouble.reason)
        (text, *_) = pages((line(self._words, "broadcast.paused_itself", number=number), reason))
        status = await self._outbox.status(number)
        buttons = acts(self._words, status) if status else None
        for chat in await self._hr.chats():
            try:
                await self._bot.send_message(chat, text, parse_mode=ParseMode.HTML, reply_markup=buttons)
            except TelegramError as error:
                _LOGGER.warning("trouble not told: %s", type(error).__name__)

    async def _edit(self, place: tuple[int, int], text: str, buttons: InlineKeyboardMarkup | None) -> bool:
        """Edits the message; False if it should be tried again."""
        try:
            await self._bot.edit_message_text(
                text,
                chat_id=place[0],
                message_id=place[1],
                parse_mode=ParseMode.HTML,
                reply_markup=buttons,
            )
        except (BadRequest, Forbidden) as error:
            # Somebody deleted it, or nothing has changed: the broadcast itself does not mind.
            _LOGGER.info("progress not shown: %s", error.message)
        except TelegramError as error:
            _LOGGER.info("progress not shown: %s", type(error).__name__)
            return False
        return True

    def _rate(self, status: Status) -> float | None:
        """Deliveries finished per second since the last update."""
        now, done = time.monotonic(), status.finished
        before = self._last.get(status.broadcast.id)
        self._last[status.broadcast.id] = (now, done)
        if before is None or now <= before[0]:
            return None
        return (done - before[1]) / (now - before[0]) or None
