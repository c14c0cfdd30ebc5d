"""/siaran: HR puts a message to many together, looks at it exactly as it will arrive, and sends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from telegram import InlineKeyboardButton
from telegram.error import BadRequest

from bot.ask.dates import number
from bot.ask.markup import literal
from bot.ask.sections import Section
from bot.outbox.moment import MomentError, moment
from bot.people.audience import AudienceError
from bot.people.authority import Role
from bot.tg import broadcast_draft, placed
from bot.tg.answers import tap
from bot.tg.broadcast_draft import BroadcastDraft
from bot.tg.callbacks import Kind
from bot.tg.keyboard import keyboard
from bot.tg.phrase import line
from bot.tg.progress import lasting
from bot.tg.visit import Visit

_MORNING, _AFTERNOON = time(8), time(17)
_STATUSES = ("PNS", "CPNS", "PPPK", "PPNPN")


async def on_broadcast(visit: Visit) -> None:
    """Asks for the message; what was being put together before is forgotten."""
    await broadcast_draft.keep(visit, BroadcastDraft())
    await visit.tell(visit.words("broadcast.start"), keyboard([_drop(visit)]))


async def takes(visit: Visit) -> bool:
    """Whether this message belongs to what HR is putting together; if so it is taken."""
    message = visit.message
    if message is None or not visit.is_private or not visit.authority.has(frozenset({Role.HR})):
        return False
    one = await broadcast_draft.composed(visit)
    if one is None or one.step == broadcast_draft.SETTINGS:
        return False
    if one.step == broadcast_draft.CONTENT:
        taken = broadcast_draft.taken_from(message)
        if taken is None:
            await visit.tell(visit.words("broadcast.unfit"), keyboard([_drop(visit)]))
            return True
        await broadcast_draft.keep(visit, taken)
        await _settings(visit, taken)
        return True
    if message.text is None:
        return False
    try:
        one = await _typed(visit, one, message.text)
    except (AudienceError, MomentError) as error:
        await visit.say((Section("note", literal(str(error))),), keyboard([_back(visit)]))
        return True
    await broadcast_draft.keep(visit, one)
    await _settings(visit, one)
    return True


async def on_field(visit: Visit) -> None:
    """Offers the usual choices of one field, and to type another."""
    one = await _open(visit)
    field = visit.args[0]
    if one is None or field not in broadcast_draft.TYPED:
        return
    await broadcast_draft.keep(visit, replace(one, step=field))
    offered = {
        "audience": ["semua", *_STATUSES],
        "start": ["now", "morning"],
        "expires": ["never", "today", "tomorrow"],
    }[field]
    labels = [value if field == "audience" else visit.words(f"broadcast.choice.{value}") for value in offered]
    options = [
        tap(visit, label, Kind.ORDER_SET, field, value) for label, value in zip(labels, offered, strict=True)
    ]
    await visit.show((line(visit.words, f"broadcast.ask.{field}"),), keyboard(options, [_back(visit)]))


async def on_set(visit: Visit) -> None:
    """Takes one of the usual choices."""
    one = await _open(visit)
    if one is None:
        return
    field, value = visit.args
    changed = _set(visit, one, field, value)
    if changed is None:
        await visit.acknowledge(visit.words("ask.stale"), alert=True)
        return
    await broadcast_draft.keep(visit, changed)
    await _settings(visit, changed, edit=True)


async def on_preview(visit: Visit) -> None:
    """The message exactly as it will look, then whom it reaches and how long that takes."""
    one = await _open(visit)
    if one is None or not await _show_content(visit, one):
        return
    try:
        active, joined = await _counts(visit, one)
    except AudienceError:
        await _settings(visit, one)
        return
    language = visit.words.language
    rate = visit.kit.rate
    await broadcast_draft.keep(visit, replace(one, seen=True))
    shown = [
        line(
            visit.words,
            "broadcast.summary",
            joined=number(joined, language),
            audience=one.audience,
            start=broadcast_draft.started(visit, one.when),
            expires=broadcast_draft.written_or(visit, one.when.expires, "broadcast.never"),
        ),
        line(visit.words, "broadcast.estimate", seconds=lasting(visit.words, joined / rate)),
    ]
    if active > joined:
        shown.append(line(visit.words, "broadcast.missing", count=number(active - joined, language)))
    offered = [
        tap(visit, visit.words("broadcast.test"), Kind.ORDER_TEST),
        tap(visit, visit.words("broadcast.change"), Kind.ORDER_SET, "back", "x"),
        _drop(visit),
    ]
    await visit.say(shown, keyboard(offered, [tap(visit, visit.words("broadcast.send"), Kind.ORDER_SEND)]))


async def on_test(visit: Visit) -> None:
    """Once more to himself, as on the recipients' phones."""
    one = await _open(visit)
    if one is not None and await _show_content(visit, one):
        await visit.acknowledge(visit.words("broadcast.tested"))


async def on_send(visit: Visit) -> None:
    """Sends it, or asks a second person to."""
    one = await _open(visit)
    if one is None:
        return
    if not one.seen:
        # The button of a preview that has been changed since.
        await visit.acknowledge(visit.words("broadcast.changed"), alert=True)
        await on_preview(visit)
        return
    now = visit.kit.clock.now()
    if one.when.expires is not None and one.when.expires <= max(one.when.start or now, now):
        await visit.acknowledge(visit.words("broadcast.too_late"), alert=True)
        return
    # Forgotten first: a second tap finds nothing to send.
    await broadcast_draft.drop(visit)
    agreed = not visit.kit.staff.needs_two or Role.OWNER in visit.authority.roles
    try:
        sent = await visit.kit.outbox.place(
            one.order(visit.actor, visit.words("broadcast.duty")), agreed=agreed
        )
    except AudienceError as error:
        await visit.show((Section("note", literal(str(error))),))
        return
    if agreed:
        await placed.follow(visit, sent)
    else:
        await placed.propose(visit, sent)


async def on_drop(visit: Visit) -> None:
    """Leaves it."""
    await broadcast_draft.drop(visit)
    await visit.show((line(visit.words, "broadcast.dropped"),))


async def _open(visit: Visit) -> BroadcastDraft | None:
    """What is being put together and has a message; a tap on an old screen is told that there is none."""
    one = await broadcast_draft.composed(visit)
    if one is None or one.step == broadcast_draft.CONTENT:
        await visit.acknowledge(visit.words("broadcast.gone"), alert=True)
        return None
    return one


async def _settings(visit: Visit, one: BroadcastDraft, *, edit: bool = False) -> None:
    try:
        counts = await _counts(visit, one)
    except AudienceError as error:
        # The list has changed since; everybody is at least somebody.
        one = replace(one, audience="semua", seen=False)
        await broadcast_draft.keep(visit, one)
        await visit.say((Section("note", literal(str(error))),))
        counts = await _counts(visit, one)
    shown = tuple(broadcast_draft.chosen(visit, one, *counts))
    if edit:
        await visit.show(shown, broadcast_draft.choices(visit))
    else:
        await visit.say(shown, broadcast_draft.choices(visit))


async def _counts(visit: Visit, one: BroadcastDraft) -> tuple[int, int]:
    terms = await visit.kit.staff.audience(one.audience)
    return await visit.kit.members.count(terms, visit.kit.staff.owners)


async def _show_content(visit: Visit, one: BroadcastDraft) -> bool:
    """Sends the message to HR itself; False, and said so, when Telegram would not take it."""
    content = one.order(visit.actor, visit.words("broadcast.duty")).content
    try:
        await visit.kit.postman.message(content, visit.user.id, 0)
    except BadRequest as error:
        await visit.say(
            (line(visit.words, "broadcast.refused", reason=error.message),), keyboard([_drop(visit)])
        )
        return False
    return True


async def _typed(visit: Visit, one: BroadcastDraft, text: str) -> BroadcastDraft:
    """The field that was being asked for, from what was typed; raises AudienceError or MomentError."""
    field, one = one.step, replace(one, step=broadcast_draft.SETTINGS, seen=False)
    if field == "audience":
        await visit.kit.staff.audience(text)
        return replace(one, audience=text.strip())
    otherwise = _MORNING if field == "start" else _AFTERNOON
    at = moment(text, visit.kit.clock.now(), visit.zone, otherwise).isoformat()
    if field == "start":
        return replace(one, start=at, is_local=False)
    return replace(one, expires=at)


def _set(visit: Visit, one: BroadcastDraft, field: str, value: str) -> BroadcastDraft | None:
    """One of the usual choices; None when there is no such choice."""
    one = replace(one, step=broadcast_draft.SETTINGS, seen=False)
    today = visit.kit.clock.today(visit.kit.zone)
    tomorrow = today + timedelta(days=1)
    match field, value:
        case "back", _:
            return one
        case "read", _:
            return replace(one, wants_read=not one.wants_read)
        case "duty", _:
            return replace(one, obligatory=not one.obligatory)
        case "audience", "semua":
            return replace(one, audience="semua")
        case "audience", status if status in _STATUSES:
            return replace(one, audience=f"status:{status}")
        case "start", "now":
            return replace(one, start="", is_local=False)
        case "start", "morning":
            at = datetime.combine(tomorrow, _MORNING, visit.kit.zone)
            return replace(one, start=at.isoformat(), is_local=True)
        case "expires", "never":
            return replace(one, expires="")
        case "expires", "today" | "tomorrow":
            day = today if value == "today" else tomorrow
            return replace(one, expires=datetime.combine(day, _AFTERNOON, visit.kit.zone).isoformat())
        case _:
            return None


def _drop(visit: Visit) -> InlineKeyboardButton:
    return tap(visit, visit.words("broadcast.drop"), Kind.ORDER_DROP)


def _back(visit: Visit) -> InlineKeyboardButton:
    return tap(visit, visit.words("broadcast.back"), Kind.ORDER_SET, "back", "x")
