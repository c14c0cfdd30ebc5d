"""A broadcast while HR puts it together: what is chosen so far, as a stored draft and as a screen."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from telegram import InlineKeyboardMarkup, Message

from bot.ask.sections import Section
from bot.outbox.model import BroadcastKind, BroadcastRequest, Content, When
from bot.people.dialogue import Draft, parsed
from bot.text.dates import clock, moment, written
from bot.text.numbers import number
from bot.tg.broadcast.buttons import NO_VALUE, ORDER, ORDER_DROP, ORDER_PREVIEW, ORDER_SET, Field, Setting
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.core.phrase import line, paragraph

FLOW = "siaran"
CONTENT = "content"


@dataclass(frozen=True, slots=True)
class BroadcastDraft:
    """What HR has chosen so far; a message is there from the beginning."""

    html: str = ""
    medium: str = "text"
    file_id: str = ""
    audience: str = "semua"
    start: str = ""
    is_local: bool = False
    expires: str = ""
    wants_read: bool = False
    obligatory: bool = False

    @property
    def content(self) -> Content:
        """What is sent."""
        return Content(self.html, self.medium, self.file_id, wants_read=self.wants_read)

    @property
    def when(self) -> When:
        """From when on and until when."""
        return When(_moment(self.start), self.is_local, _moment(self.expires))

    def order(self, by: str, duty: str) -> BroadcastRequest:
        """The broadcast; an obligatory one ends in `duty`, which says why it comes to everybody."""
        content = self.content
        if self.obligatory:
            content = replace(content, html=f"{content.html}\n\n<i>{duty}</i>".strip())
        return BroadcastRequest(BroadcastKind.MANUAL, content, self.audience, self.when, by, self.obligatory)


async def find(context: Context) -> tuple[str, BroadcastDraft] | None:
    """(id, draft) of this chat; None when nothing is being put together. Raises ShapeError."""
    kept = await context.services.dialogues.draft(context.conversation, FLOW)
    return (kept.id, parsed(FLOW, BroadcastDraft, kept.state)) if kept else None


async def keep(context: Context, one: BroadcastDraft) -> None:
    """Stores it under a new id, so that the button of an older preview does not send it."""
    kept = Draft(secrets.token_hex(8), asdict(one), context.services.clock.now())
    await context.services.dialogues.keep_draft(context.conversation, FLOW, kept)


async def drop(context: Context) -> None:
    """Deletes the draft."""
    await context.services.dialogues.drop_draft(context.conversation, FLOW)


def taken_from(message: Message) -> BroadcastDraft | None:
    """What a message of HR's, forwarded or not, would be as a broadcast; None when it cannot be one."""
    if message.photo:
        return BroadcastDraft(message.caption_html or "", "photo", message.photo[-1].file_id)
    if message.document:
        return BroadcastDraft(message.caption_html or "", "document", message.document.file_id)
    return BroadcastDraft(message.text_html) if message.text else None


def chosen(context: Context, one: BroadcastDraft, active: int, joined: int) -> Iterator[Section]:
    """The choices so far."""
    words, language = context.words, context.words.language
    yield line(words, "broadcast.head")
    yield paragraph(
        words,
        "broadcast.to",
        audience=one.audience,
        active=number(active, language),
        joined=number(joined, language),
    )
    yield line(words, "broadcast.at", start=started(context, one.when))
    yield line(words, "broadcast.until", expires=written_or(context, one.when.expires, "broadcast.never"))
    yield line(
        words, "broadcast.options", read=_yes(context, one.wants_read), duty=_yes(context, one.obligatory)
    )


def choices(context: Context) -> InlineKeyboardMarkup | None:
    """Buttons to change, preview and drop the draft."""
    words = context.words
    return keyboard(
        [ORDER.tap(context.user.id, words(f"broadcast.field.{field}"), field) for field in Field],
        [
            ORDER_SET.tap(context.user.id, words("broadcast.field.read"), Setting.READ, NO_VALUE),
            ORDER_SET.tap(context.user.id, words("broadcast.field.duty"), Setting.DUTY, NO_VALUE),
        ],
        [
            ORDER_PREVIEW.tap(context.user.id, words("broadcast.preview")),
            ORDER_DROP.tap(context.user.id, words("broadcast.drop")),
        ],
    )


def started(context: Context, when: When) -> str:
    """When it leaves, in words."""
    if when.start is None:
        return context.words("broadcast.now")
    if when.is_local:
        local = when.start.astimezone(context.services.zone)
        day = written(local.date(), context.words.language)
        return context.words("broadcast.local", day=day, clock=clock(local))
    return moment(when.start, context.zone, context.words.language)


def written_or(context: Context, at: datetime | None, otherwise: str) -> str:
    """The moment in words, or the text `otherwise` for None."""
    return moment(at, context.zone, context.words.language) if at else context.words(otherwise)


def _yes(context: Context, chosen_: bool) -> str:
    return context.words("broadcast.yes" if chosen_ else "broadcast.no")


def _moment(written: str) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
