"""A polite reply to what is no text question: pictures, voices, places, edits, unknown commands."""

from __future__ import annotations

from collections import deque

from telegram import Message

from bot.ask.sections import Section
from bot.text.markup import marked
from bot.tg.ask.answers import say_reply
from bot.tg.ask.questions import addressed
from bot.tg.core.context import Context

# The first of these that a message has says what it is; the rest is "other".
_SORTS = (
    ("photo", "picture"),
    ("video", "picture"),
    ("animation", "sticker"),
    ("sticker", "sticker"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("video_note", "voice"),
    ("location", "location"),
    ("venue", "location"),
    ("document", "document"),
)
# The pictures of an album arrive one by one; a civil sentence for the first is enough.
_albums: deque[str] = deque(maxlen=256)


async def on_unknown_command(context: Context) -> None:
    """A command that does not exist; in a group it may be another bot's, and then silence is civil."""
    if context.is_private:
        await context.tell(context.words("other.command"))


async def on_other(context: Context) -> None:
    """A message without text: its caption is answered as a question, the rest is declined kindly."""
    message = context.message
    if message is None or addressed(message, context.bot.id, context.bot.username) is None:
        return
    note = context.words(f"other.{_sort(message)}")
    if message.caption:
        before = Section("note", marked(f"_{context.words('other.caption')}_"))
        reply = await context.services.ask.text(context.conversation, message.caption)
        await say_reply(context, reply, (before,))
    elif message.media_group_id is None or message.media_group_id not in _albums:
        await context.tell(note)
    if message.media_group_id is not None:
        _albums.append(message.media_group_id)


async def on_shared_account(context: Context) -> None:
    """Words of somebody who writes without a name, or as a channel: he is told how to be answered."""
    message = context.message
    if message is None or not message.text:
        return
    if message.text.startswith("/") or addressed(message, context.bot.id, context.bot.username) is not None:
        await context.tell(context.words("other.shared", username=context.bot.username))


async def on_edited(context: Context) -> None:
    """An edited question is not answered again; a live location that moves is nothing to speak about."""
    message = context.message
    if message is None or not (message.text or message.caption):
        return
    if addressed(message, context.bot.id, context.bot.username) is not None:
        await context.tell(context.words("other.edited"))


def _sort(message: Message) -> str:
    return next((sort for attribute, sort in _SORTS if getattr(message, attribute)), "else")
