"""/siaran: HR puts a message to many together, looks at it exactly as it will arrive, and sends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from telegram import InlineKeyboardButton
from telegram.error import BadRequest

from bot.ask.sections import Section
from bot.outbox.model import Phase
from bot.outbox.moment import MomentError, moment
from bot.people.audience import AudienceError
from bot.people.authority import HR
from bot.people.dialogue import Expected
from bot.people.member import Status
from bot.text.markup import literal
from bot.text.numbers import number
from bot.tg.broadcast import approval, broadcast_draft
from bot.tg.broadcast.broadcast_draft import BroadcastDraft
from bot.tg.broadcast.buttons import (
    NO_VALUE,
    ORDER,
    ORDER_DROP,
    ORDER_PREVIEW,
    ORDER_SEND,
    ORDER_SET,
    ORDER_TEST,
    Field,
    Setting,
)
from bot.tg.broadcast.progress_screen import lasting
from bot.tg.core import dialogue
from bot.tg.core.context import Context
from bot.tg.core.dialogue import Flow
from bot.tg.core.keyboard import keyboard
from bot.tg.core.phrase import line, paragraph

_MORNING, _AFTERNOON = time(8), time(17)
# Taps within this time count as one repeated tap.
_TWICE_WITHIN = timedelta(minutes=1)
_STATUSES = tuple(status.value for status in Status)


async def on_broadcast(context: Context) -> None:
    """Asks for the message; an earlier draft stays until the new message arrives."""
    await dialogue.expect(context, broadcast_draft.FLOW, broadcast_draft.CONTENT)
    shown, choices = [line(context.words, "broadcast.start")], [_drop(context)]
    if await broadcast_draft.find(context) is not None:
        shown.append(paragraph(context.words, "broadcast.kept"))
        go_on = ORDER_SET.tap(context.user.id, context.words("broadcast.go_on"), Setting.BACK, NO_VALUE)
        choices.insert(0, go_on)
    await context.say(shown, keyboard(choices))


async def takes(context: Context, expected: Expected) -> None:
    """The message itself, or the field that was asked for."""
    message = context.message
    if message is None:
        return
    if expected.step == broadcast_draft.CONTENT:
        one = broadcast_draft.taken_from(message)
        if one is None:
            await context.tell(context.words("broadcast.unfit"), keyboard([_drop(context)]))
            return
    else:
        found = await broadcast_draft.find(context)
        if found is None:
            await dialogue.end(context, broadcast_draft.FLOW)
            await context.tell(context.words("broadcast.gone"))
            return
        try:
            one = await _typed(context, found[1], expected.step, message.text or "")
        except (AudienceError, MomentError) as error:
            await context.say((Section("note", literal(str(error))),), keyboard([_back(context)]))
            return
    await broadcast_draft.keep(context, one)
    await dialogue.end(context, broadcast_draft.FLOW)
    await _settings(context, one)


_STEPS = frozenset({broadcast_draft.CONTENT, *(field.value for field in Field)})
FLOW = Flow(broadcast_draft.FLOW, "siaran", _STEPS, HR, takes, files=frozenset({broadcast_draft.CONTENT}))


async def on_field(context: Context, field: Field) -> None:
    """Offers the usual choices of one field, and to type another."""
    if await _open(context) is None:
        return
    await dialogue.expect(context, broadcast_draft.FLOW, field.value)
    offered = {
        Field.AUDIENCE: ["semua", *_STATUSES],
        Field.START: ["now", "morning"],
        Field.EXPIRES: ["never", "today", "tomorrow"],
    }[field]
    options = [
        ORDER_SET.tap(context.user.id, _label(context, field, value), Setting(field.value), value)
        for value in offered
    ]
    await context.show((line(context.words, f"broadcast.ask.{field}"),), keyboard(options, [_back(context)]))


async def on_set(context: Context, setting: Setting, value: str) -> None:
    """Takes one of the usual choices."""
    found = await _open(context)
    if found is None:
        return
    changed = _set(context, found[1], setting, value)
    if changed is None:
        await context.is_stale()
        return
    await dialogue.end(context, broadcast_draft.FLOW)
    if changed != found[1]:
        await broadcast_draft.keep(context, changed)
    await _settings(context, changed, edit=True)


async def on_preview(context: Context) -> None:
    """The message exactly as it will look, then whom it reaches and how long that takes."""
    found = await _open(context)
    if found is None or not await _show_content(context, found[1]):
        return
    draft_id, one = found
    try:
        active, joined = await _counts(context, one)
    except AudienceError:
        await _settings(context, one)
        return
    language = context.words.language
    rate = context.services.rate
    shown = [
        line(
            context.words,
            "broadcast.summary",
            joined=number(joined, language),
            audience=one.audience,
            start=broadcast_draft.started(context, one.when),
            expires=broadcast_draft.written_or(context, one.when.expires, "broadcast.never"),
        ),
        line(context.words, "broadcast.estimate", seconds=lasting(context.words, joined / rate)),
    ]
    if active > joined:
        shown.append(line(context.words, "broadcast.missing", count=number(active - joined, language)))
    offered = [
        ORDER_TEST.tap(context.user.id, context.words("broadcast.test")),
        ORDER_SET.tap(context.user.id, context.words("broadcast.change"), Setting.BACK, NO_VALUE),
        _drop(context),
    ]
    send = ORDER_SEND.tap(context.user.id, context.words("broadcast.send"), draft_id)
    await context.say(shown, keyboard(offered, [send]))


async def on_test(context: Context) -> None:
    """Sends the message to HR once more, as the recipients will see it."""
    found = await _open(context)
    if found is not None and await _show_content(context, found[1]):
        await context.acknowledge(context.words("broadcast.tested"))


async def on_send(context: Context, draft: str) -> None:
    """Sends what this preview showed, once, or asks a second person to approve it."""
    found = await broadcast_draft.find(context)
    if found is None or found[0] != draft:
        await _tell_otherwise(context, draft, is_changed=found is not None)
        return
    one = found[1]
    now = context.services.clock.now()
    if one.when.expires is not None and one.when.expires <= max(one.when.start or now, now):
        await context.acknowledge(context.words("broadcast.too_late"), alert=True)
        return
    agreed = not context.services.staff.approval.is_needed(context.authority)
    order = one.order(context.actor, context.words("broadcast.duty"))
    try:
        sent = await context.services.outbox.place_draft(draft, order, agreed=agreed)
    except AudienceError as error:
        await context.show((Section("note", literal(str(error))),), keyboard([_back(context)]))
        return
    await dialogue.end(context, broadcast_draft.FLOW)
    if sent is None:
        await _tell_otherwise(context, draft, is_changed=False)
    elif agreed:
        await approval.follow(context, sent)
    else:
        await approval.propose(context, sent)


async def _tell_otherwise(context: Context, draft_id: str, *, is_changed: bool) -> None:
    """Why this preview sends nothing: it was sent before, or is no longer what would be sent."""
    before = await context.services.outbox.of_draft(draft_id)
    if before is not None and before.phase is Phase.PROPOSED:
        await context.acknowledge(context.words("broadcast.waits_already", number=before.id), alert=True)
        if context.services.clock.now() - before.created_at > _TWICE_WITHIN:
            # The button is still there, so the bot was stopped before it asked the others.
            await approval.propose(context, before)
    elif before is not None:
        await context.acknowledge(context.words("broadcast.sent_already", number=before.id), alert=True)
        if before.progress is None and not before.is_over:
            # The bot was stopped after placing it: the preview still stands where the progress belongs.
            await approval.follow(context, before)
    elif is_changed:
        await context.acknowledge(context.words("broadcast.changed"), alert=True)
        await on_preview(context)
    else:
        await context.acknowledge(context.words("broadcast.gone"), alert=True)


async def on_drop(context: Context) -> None:
    """Drops the draft."""
    await dialogue.end(context, broadcast_draft.FLOW)
    await broadcast_draft.drop(context)
    await context.show((line(context.words, "broadcast.dropped"),))


async def _open(context: Context) -> tuple[str, BroadcastDraft] | None:
    """(id, draft) of what is being put together; if there is none, the tap is answered so."""
    found = await broadcast_draft.find(context)
    if found is None:
        await context.acknowledge(context.words("broadcast.gone"), alert=True)
    return found


async def _settings(context: Context, one: BroadcastDraft, *, edit: bool = False) -> None:
    try:
        counts = await _counts(context, one)
    except AudienceError as error:
        # The roster has changed and the audience matches nobody now: fall back to everybody.
        one = replace(one, audience="semua")
        await broadcast_draft.keep(context, one)
        await context.say((Section("note", literal(str(error))),))
        counts = await _counts(context, one)
    shown = tuple(broadcast_draft.chosen(context, one, *counts))
    if edit:
        await context.show(shown, broadcast_draft.choices(context))
    else:
        await context.say(shown, broadcast_draft.choices(context))


async def _counts(context: Context, one: BroadcastDraft) -> tuple[int, int]:
    terms = await context.services.staff.audience(one.audience)
    return await context.services.members.count(terms, context.services.staff.owners)


async def _show_content(context: Context, one: BroadcastDraft) -> bool:
    """Sends the message to HR itself; if Telegram refuses it, says so and returns False."""
    content = one.order(context.actor, context.words("broadcast.duty")).content
    try:
        await context.services.sender.message(content, context.user.id, 0)
    except BadRequest as error:
        await context.say(
            (line(context.words, "broadcast.refused", reason=error.message),), keyboard([_drop(context)])
        )
        return False
    return True


async def _typed(context: Context, one: BroadcastDraft, field: str, text: str) -> BroadcastDraft:
    """The field that was being asked for, from what was typed; raises AudienceError or MomentError."""
    if field == "audience":
        await context.services.staff.audience(text)
        return replace(one, audience=text.strip())
    otherwise = _MORNING if field == "start" else _AFTERNOON
    at = moment(text, context.services.clock.now(), context.zone, otherwise).isoformat()
    if field == "start":
        return replace(one, start=at, is_local=False)
    return replace(one, expires=at)


def _set(context: Context, one: BroadcastDraft, setting: Setting, value: str) -> BroadcastDraft | None:
    """One of the usual choices; None when there is no such choice."""
    today = context.services.clock.today(context.services.zone)
    tomorrow = today + timedelta(days=1)
    match setting, value:
        case Setting.BACK, _:
            return one
        case Setting.READ, _:
            return replace(one, wants_read=not one.wants_read)
        case Setting.DUTY, _:
            return replace(one, obligatory=not one.obligatory)
        case Setting.AUDIENCE, "semua":
            return replace(one, audience="semua")
        case Setting.AUDIENCE, status if status in _STATUSES:
            return replace(one, audience=f"status:{status}")
        case Setting.START, "now":
            return replace(one, start="", is_local=False)
        case Setting.START, "morning":
            at = datetime.combine(tomorrow, _MORNING, context.services.zone)
            return replace(one, start=at.isoformat(), is_local=True)
        case Setting.EXPIRES, "never":
            return replace(one, expires="")
        case Setting.EXPIRES, "today" | "tomorrow":
            day = today if value == "today" else tomorrow
            return replace(one, expires=datetime.combine(day, _AFTERNOON, context.services.zone).isoformat())
        case _:
            return None


def _label(context: Context, field: Field, value: str) -> str:
    return value if field is Field.AUDIENCE else context.words(f"broadcast.choice.{value}")


def _drop(context: Context) -> InlineKeyboardButton:
    return ORDER_DROP.tap(context.user.id, context.words("broadcast.drop"))


def _back(context: Context) -> InlineKeyboardButton:
    return ORDER_SET.tap(context.user.id, context.words("broadcast.back"), Setting.BACK, NO_VALUE)


ROUTES = (
    ORDER.handled_by(on_field),
    ORDER_SET.handled_by(on_set),
    ORDER_PREVIEW.handled_by(on_preview),
    ORDER_TEST.handled_by(on_test),
    ORDER_SEND.handled_by(on_send),
    ORDER_DROP.handled_by(on_drop),
)
