"""One update as handlers see it: who sent it, in which language, and how to answer.

The only place that sends and edits messages in answer to somebody. Knows no feature.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMemberUpdated,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
    User,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.ask.sections import Section
from bot.people.audit import telegram
from bot.people.authority import Authority, Visitor
from bot.people.dialogue import Conversation
from bot.people.shared_accounts import SHARED_ACCOUNTS, TELEGRAM
from bot.text.markup import marked
from bot.tg.core.patience import patiently
from bot.tg.core.render import pages
from bot.tg.core.services import Services
from bot.wording import Wording

Below = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_LATE = ("query is too old", "query id is invalid")


class UntoldError(Exception):
    """What was asked for is done and recorded, only the person could not be told; `key` names what he is told
    instead of a failure."""

    def __init__(self, key: str) -> None:
        super().__init__(f"recorded, but not told: {key}")
        self.key = key


@dataclass(slots=True)
class Context:
    """A message or a tap of `user` in `chat`; `words` are in his language.

    `args` are the words that follow a command.
    """

    services: Services
    bot: Bot
    user: User
    chat: Chat
    message: Message | None
    query: CallbackQuery | None
    words: Wording
    visitor: Visitor
    membership: ChatMemberUpdated | None = None
    args: tuple[str, ...] = ()
    answered: bool = False

    @property
    def person(self) -> str:
        """The key of his preferences, such as tg:123."""
        return f"tg:{self.user.id}"

    @property
    def conversation(self) -> Conversation:
        """Who speaks, and where: what is expected and put together belongs to both."""
        return Conversation(self.person, self.chat.id)

    @property
    def authority(self) -> Authority:
        """What this account may do, as the database had it when the update came in."""
        return self.visitor.authority

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that he is told times in: his own, else the office's."""
        employee = self.visitor.employee
        return employee.zone_or(self.services.zone) if employee else self.services.zone

    async def is_stale(self) -> None:
        """Answers a tap on an outdated button."""
        await self.acknowledge(self.words("ask.stale"), alert=True)

    @property
    def actor(self) -> str:
        """His name in the audit log, such as tg:123."""
        return telegram(self.user.id)

    @property
    def is_shared(self) -> bool:
        """Whether many hide behind this account; it is told how to be answered, and nothing else."""
        return self.user.id in SHARED_ACCOUNTS

    @property
    def is_private(self) -> bool:
        return self.chat.type == ChatType.PRIVATE

    async def say(self, sections: Sequence[Section], buttons: Below = None) -> None:
        """Sends a new message, or several; in a group as a reply, so that all see to whom."""
        await self._send(pages(sections), buttons)

    async def tell(self, text: str, buttons: Below = None) -> None:
        """Sends one of the bot's own texts."""
        await self.say((Section("note", marked(text)),), buttons)

    async def show(self, sections: Sequence[Section], buttons: InlineKeyboardMarkup | None = None) -> None:
        """Edits the message whose button was tapped; without a tap, or where it is gone, sends a new one."""
        place = self.query.message if self.query else None
        if place is None:
            await self.say(sections, buttons)
            return
        first, *rest = pages(sections)
        edit = partial(
            self.bot.edit_message_text,
            first,
            chat_id=place.chat.id,
            message_id=place.message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=None if rest else buttons,
        )
        try:
            # The circle on the button need not wait for the text.
            await patiently(edit, before_waiting=self.acknowledge)
        except BadRequest as error:
            reason = str(error).casefold()
            if any(sign in reason for sign in _GONE):
                await self.say(sections, buttons)
                return
            if _UNCHANGED not in reason:
                raise
        if rest:
            await self._send(rest, buttons)

    async def change_buttons(self, buttons: InlineKeyboardMarkup | None) -> None:
        """Replaces only the buttons of the message that was tapped."""
        place = self.query.message if self.query else None
        if place is None:
            return
        edit = partial(
            self.bot.edit_message_reply_markup,
            chat_id=place.chat.id,
            message_id=place.message_id,
            reply_markup=buttons,
        )
        try:
            await patiently(edit, before_waiting=self.acknowledge)
        except BadRequest as error:
            reason = str(error).casefold()
            if _UNCHANGED not in reason and not any(sign in reason for sign in _GONE):
                raise

    async def acknowledge(self, text: str | None = None, *, alert: bool = False) -> None:
        """Answers the tap, once, which ends the button's loading state; optionally with a short text."""
        if self.query is None or self.answered:
            return
        self.answered = True
        try:
            await patiently(partial(self.query.answer, text, show_alert=alert))
        except BadRequest as error:
            # A tap handled late, say after a restart, can no longer be answered; the edit still counts.
            if not any(sign in str(error).casefold() for sign in _LATE):
                raise

    @asynccontextmanager
    async def telling(self, recorded: str) -> AsyncIterator[None]:
        """Around the words for what is recorded already: where they cannot be sent, this text says so
        instead of telling a failure.

        Raises UntoldError in the place of Telegram's errors.
        """
        try:
            yield
        except TelegramError as error:
            raise UntoldError(recorded) from error

    async def hand_over(self, content: bytes, name: str, caption: str) -> None:
        """Sends a file with one of the bot's own texts below it."""
        (text,) = pages((Section("note", marked(caption)),))
        file = InputFile(content, filename=name)
        send = partial(self.bot.send_document, self.chat.id, file, caption=text, parse_mode=ParseMode.HTML)
        await patiently(send)

    async def _send(self, texts: list[str], buttons: Below) -> None:
        for n, text in enumerate(texts):
            self.services.replied()
            reply = None
            if n == 0 and not self.is_private and self.message is not None:
                reply = ReplyParameters(self.message.message_id, allow_sending_without_reply=True)
            thread = (
                self.message.message_thread_id if self.message and self.message.is_topic_message else None
            )
            send = partial(
                self.bot.send_message,
                self.chat.id,
                text,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                message_thread_id=thread,
                reply_markup=buttons if n == len(texts) - 1 else None,
                reply_parameters=reply,
            )
            await patiently(send, before_waiting=self.acknowledge)


async def context_of(
    services: Services, update: Update, bot: Bot, args: tuple[str, ...] = ()
) -> Context | None:
    """The context of an update; None for what nobody in particular has sent, as channels do."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or chat.type == ChatType.CHANNEL or user.id == TELEGRAM:
        return None
    language = await services.preferences.language(f"tg:{user.id}") or services.language
    query = update.callback_query
    message = query.message if query else update.effective_message
    return Context(
        services=services,
        bot=bot,
        user=user,
        chat=chat,
        message=message if isinstance(message, Message) else None,
        query=query,
        words=services.words[language],
        visitor=await services.staff.visitor(user.id),
        membership=update.my_chat_member,
        args=args,
    )
