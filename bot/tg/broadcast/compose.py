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
from bot.people.authority import Role
from bot.people.dialogue import Expected
from bot.text.dates import number
from bot.text.markup import literal
from bot.tg.ask.answers import tap
from bot.tg.broadcast import approval, broadcast_draft
from bot.tg.broadcast.broadcast_draft import BroadcastDraft
from bot.tg.broadcast.progress_screen import lasting
from bot.tg.core import dialogue
from bot.tg.core.callbacks import Kind
from bot.tg.core.context import Visit
from bot.tg.core.dialogue import Flow
from bot.tg.core.keyboard import keyboard
from bot.tg.core.phrase import line, paragraph

_MORNING, _AFTERNOON = time(8), time(17)
# Two taps within this time are one that was repeated.
_TWICE_WITHIN = timedelta(minutes=1)
_STATUSES = ("PNS", "CPNS", "PPPK", "PPNPN")


async def on_broadcast(visit: Visit) -> None:
    """Asks for the message; what was being put together before stays until there is another one."""
    await dialogue.expect(visit, broadcast_draft.FLOW, broadcast_draft.CONTENT)
    shown, choices = [line(visit.words, "broadcast.start")], [_drop(visit)]
    if await broadcast_draft.find(visit) is not None:
        shown.append(paragraph(visit.words, "broadcast.kept"))
        go_on = tap(visit, visit.words("broadcast.go_on"), Kind.ORDER_SET, "back", "x")
        choices.insert(0, go_on)
    await visit.say(shown, keyboard(choices))


async def takes(visit: Visit, expected: Expected) -> None:
    """The message itself, or the field that was asked for."""
    message = visit.message
    if message is None:
        return
    if expected.step == broadcast_draft.CONTENT:
        one = broadcast_draft.taken_from(message)
        if one is None:
            await visit.tell(visit.words("broadcast.unfit"), keyboard([_drop(visit)]))
            return
    else:
        found = await broadcast_draft.find(visit)
        if found is None:
            await dialogue.end(visit, broadcast_draft.FLOW)
            await visit.tell(visit.words("broadcast.gone"))
            return
        try:
            one = await _typed(visit, found[1], expected.step, message.text or "")
        except (AudienceError, MomentError) as error:
            await visit.say((Section("note", literal(str(error))),), keyboard([_back(visit)]))
            return
    await broadcast_draft.keep(visit, one)
    await dialogue.end(visit, broadcast_draft.FLOW)
    await _settings(visit, one)


FLOW = Flow(
    broadcast_draft.FLOW,
    "siaran",
    frozenset({broadcast_draft.CONTENT, *broadcast_draft.TYPED}),
    frozenset({Role.HR}),
    takes,
    files=frozenset({broadcast_draft.CONTENT}),
)


async def on_field(visit: Visit) -> None:
    """Offers the usual choices of one field, and to type another."""
    found = await _open(visit)
    field = visit.args[0]
    if found is None or field not in broadcast_draft.TYPED:
        return
    await dialogue.expect(visit, broadcast_draft.FLOW, field)
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
    found = await _open(visit)
    if found is None:
        return
    field, value = visit.args
    changed = _set(visit, found[1], field, value)
    if changed is None:
        await visit.acknowledge(visit.words("ask.stale"), alert=True)
        return
    await dialogue.end(visit, broadcast_draft.FLOW)
    if changed != found[1]:
        await broadcast_draft.keep(visit, changed)
    await _settings(visit, changed, edit=True)


async def on_preview(visit: Visit) -> None:
    """The message exactly as it will look, then whom it reaches and how long that takes."""
    found = await _open(visit)
    if found is None or not await _show_content(visit, found[1]):
        return
    draft_id, one = found
    try:
        active, joined = await _counts(visit, one)
    except AudienceError:
        await _settings(visit, one)
        return
    language = visit.words.language
    rate = visit.kit.rate
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
    send = tap(visit, visit.words("broadcast.send"), Kind.ORDER_SEND, draft_id)
    await visit.say(shown, keyboard(offered, [send]))


async def on_test(visit: Visit) -> None:
    """Once more to himself, as on the recipients' phones."""
    found = await _open(visit)
    if found is not None and await _show_content(visit, found[1]):
        await visit.acknowledge(visit.words("broadcast.tested"))


async def on_send(visit: Visit) -> None:
    """Sends what this preview showed, once, or asks a second person to."""
    (draft_id,) = visit.args
    found = await broadcast_draft.find(visit)
    if found is None or found[0] != draft_id:
        await _tell_otherwise(visit, draft_id, is_changed=found is not None)
        return
    one = found[1]
    now = visit.kit.clock.now()
    if one.when.expires is not None and one.when.expires <= max(one.when.start or now, now):
        await visit.acknowledge(visit.words("broadcast.too_late"), alert=True)
        return
    agreed = not visit.kit.staff.needs_two or Role.OWNER in visit.authority.roles
    order = one.order(visit.actor, visit.words("broadcast.duty"))
    try:
        sent = await visit.kit.outbox.place_draft(draft_id, order, agreed=agreed)
    except AudienceError as error:
        await visit.show((Section("note", literal(str(error))),), keyboard([_back(visit)]))
        return
    await dialogue.end(visit, broadcast_draft.FLOW)
    if sent is None:
        await _tell_otherwise(visit, draft_id, is_changed=False)
    elif agreed:
        await approval.follow(visit, sent)
    else:
        await approval.propose(visit, sent)


async def _tell_otherwise(visit: Visit, draft_id: str, *, is_changed: bool) -> None:
    """Why this preview sends nothing: it was sent before, or is no longer what would be sent."""
    before = await visit.kit.outbox.of_draft(draft_id)
    if before is not None and before.phase is Phase.PROPOSED:
        await visit.acknowledge(visit.words("broadcast.waits_already", number=before.id), alert=True)
        if visit.kit.clock.now() - before.created_at > _TWICE_WITHIN:
            # The button is still there: the bot was stopped before it had asked the others.
            await approval.propose(visit, before)
    elif before is not None:
        await visit.acknowledge(visit.words("broadcast.sent_already", number=before.id), alert=True)
        if before.progress is None and not before.is_over:
            # Stopped between placing and telling: the preview still stands where the progress belongs.
            await approval.follow(visit, before)
    elif is_changed:
        await visit.acknowledge(visit.words("broadcast.changed"), alert=True)
        await on_preview(visit)
    else:
        await visit.acknowledge(visit.words("broadcast.gone"), alert=True)


async def on_drop(visit: Visit) -> None:
    """Leaves it."""
    await dialogue.end(visit, broadcast_draft.FLOW)
    await broadcast_draft.drop(visit)
    await visit.show((line(visit.words, "broadcast.dropped"),))


async def _open(visit: Visit) -> tuple[str, BroadcastDraft] | None:
    """(id, draft) of what is being put together; a tap on an old screen is told that there is none."""
    found = await broadcast_draft.find(visit)
    if found is None:
        await visit.acknowledge(visit.words("broadcast.gone"), alert=True)
    return found


async def _settings(visit: Visit, one: BroadcastDraft, *, edit: bool = False) -> None:
    try:
        counts = await _counts(visit, one)
    except AudienceError as error:
        # The list has changed since; everybody is at least somebody.
        one = replace(one, audience="semua")
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


async def _typed(visit: Visit, one: BroadcastDraft, field: str, text: str) -> BroadcastDraft:
    """The field that was being asked for, from what was typed; raises AudienceError or MomentError."""
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
