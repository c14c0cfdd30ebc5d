"""One message of a broadcast to one chat, and what came of it in the outbox's words. Decides nothing."""

from __future__ import annotations

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.outbox.model import Broadcast, Content
from bot.outbox.outcome import Barred, Later, Outcome, Rejected, Sent, Unknown, Unreachable, Unsent
from bot.tg.broadcast.buttons import READ
from bot.tg.core.buttons import Data, joined
from bot.tg.core.keyboard import keyboard, shortened
from bot.tg.core.patience import seconds_asked
from bot.wording import Wording


class NeverLeftError(Exception):
    """The cause of a network error, by other libraries than httpx, if the request certainly never left."""


# No connection, or none free.
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, NeverLeftError)


class TelegramSender:
    """Sends for the dispatcher; `paid` lets Telegram charge for more than the free rate."""

    def __init__(self, bot: Bot, words: Wording, *, paid: bool) -> None:
        self._bot = bot
        self._words = words
        self._paid = paid

    async def send(self, broadcast: Broadcast, chat: int) -> Outcome:
        """Sends, and translates whatever happens; raises nothing that Telegram or the network does."""
        try:
            message = await self.message(broadcast.order.content, chat, broadcast.id)
        except TelegramError as error:
            return outcome_of(error)
        return Sent(message.message_id)

    async def message(self, content: Content, chat: int, number: int) -> Message:
        """The message exactly as recipients see it; raises TelegramError."""
        buttons, paid = self._buttons(content, chat, number), True if self._paid else None
        if content.medium == "photo":
            return await self._bot.send_photo(
                chat,
                content.file_id,
                caption=content.html or None,
                parse_mode=ParseMode.HTML,
                reply_markup=buttons,
                allow_paid_broadcast=paid,
            )
        if content.medium == "document":
            return await self._bot.send_document(
                chat,
                content.file_id,
                caption=content.html or None,
                parse_mode=ParseMode.HTML,
                reply_markup=buttons,
                allow_paid_broadcast=paid,
            )
        return await self._bot.send_message(
            chat,
            content.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=buttons,
            allow_paid_broadcast=paid,
        )

    def _buttons(self, content: Content, chat: int, number: int) -> InlineKeyboardMarkup | None:
        # A stored order holds its buttons' wire form, since it may be older than this release.
        found = [
            InlineKeyboardButton(shortened(one.label), callback_data=joined(Data(one.kind, chat, one.args)))
            for one in content.buttons
        ]
        if content.wants_read:
            found.append(READ.tap(chat, self._words("broadcast.read"), number))
        return keyboard(found)


def outcome_of(error: TelegramError) -> Outcome:
    """What an error says about the message: refused, later, never left, or anybody's guess."""
    match error:
        case RetryAfter():
            return Later(seconds_asked(error))
        case Forbidden():
            return Unreachable(error.message)
        case BadRequest() | ChatMigrated():
            return Rejected(error.message)
        case InvalidToken():
            return Barred(error.message)
        case NetworkError() if isinstance(error.__cause__, _NEVER_LEFT):
            return Unsent(type(error.__cause__).__name__)
        case TimedOut():
            return Unknown("timeout")
        case NetworkError():
            return Unknown(type(error.__cause__).__name__ if error.__cause__ else "server error")
        case _:
            return Unknown(type(error).__name__)
