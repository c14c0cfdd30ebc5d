"""Reminders as HR meets them: proposed in time, as they will arrive; approved, edited or skipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from telegram import InlineKeyboardMarkup

from bot.ask.sections import Section
from bot.people.audience import AudienceError
from bot.people.authority import Role
from bot.people.dialogue import Expected, parsed
from bot.remind.model import Planned, State
from bot.remind.service import News, TextError
from bot.text.dates import written
from bot.text.markup import literal, marked
from bot.tg.broadcast import approval
from bot.tg.core import dialogue
from bot.tg.core.callbacks import ANYBODY, Kind, Press
from bot.tg.core.context import Visit
from bot.tg.core.dialogue import Flow
from bot.tg.core.keyboard import button, keyboard
from bot.tg.core.notifications import tell
from bot.tg.core.phrase import line, paragraph
from bot.wording import Wording

_TEXT = "text"
Screen = tuple[Sequence[Section], InlineKeyboardMarkup | None]


@dataclass(frozen=True, slots=True)
class Edited:
    """Which reminder is to have another text."""

    stage: str
    reminder: str


async def on_plan(visit: Visit) -> None:
    """/rencana: what is planned, the soonest first; what nobody has decided on with its buttons."""
    await _tell_others(visit, await visit.kit.remind.look())
    upcoming = await visit.kit.remind.upcoming()
    if not upcoming:
        await visit.tell(visit.words("remind.none"))
        return
    shown = [
        paragraph(
            visit.words,
            f"remind.planned.{one.state.value}",
            day=written(one.send_on, visit.words.language),
            title=one.title,
            stage=one.stage_name,
        )
        for one in upcoming
    ]
    await visit.say((line(visit.words, "remind.head"), *shown))
    for one in upcoming:
        if one.state is State.PROPOSED:
            await visit.say(*proposal(visit.words, one))


async def _tell_others(visit: Visit, told: News) -> None:
    """What a look has brought up; who asked for the plan reads what has moved, and then the plan itself."""
    words = visit.kit.words[visit.kit.language]
    held = {one.telegram_id for one in await visit.kit.staff.in_force(Role.HR)} - {visit.user.id}
    chats = [visit.kit.hr_chat] if visit.kit.hr_chat is not None else sorted(held)
    for sections, buttons in news(words, told):
        for chat in chats:
            await tell(visit, chat, sections, buttons)
    for sections, _ in news(visit.words, replace(told, proposed=())):
        await visit.say(sections)


async def on_decide(visit: Visit) -> None:
    """Approve, skip, or ask for another text."""
    found = await _found(visit)
    act = visit.args[1]
    if found is None or found.state is not State.PROPOSED:
        await visit.acknowledge(visit.words("remind.decided"), alert=True)
    elif act == "approve":
        await _approve(visit, found)
    elif act == "skip" and await visit.kit.remind.skip(found, visit.actor):
        await visit.show((line(visit.words, "remind.skipped", title=found.title),))
    elif act == "edit" and not visit.is_private:
        # In a group nothing is typed to the bot that is not a question.
        username = visit.bot.username
        await visit.acknowledge(visit.words("remind.edit_private", username=username), alert=True)
    elif act == "edit":
        await dialogue.expect(visit, FLOW.name, _TEXT, asdict(Edited(found.stage, found.reminder)))
        await visit.tell(visit.words("remind.type"))
    else:
        await visit.is_stale()


async def takes(visit: Visit, expected: Expected) -> None:
    """The text that HR wanted instead."""
    edited = parsed(FLOW.name, Edited, expected.state)
    found = await visit.kit.remind.find(edited.stage, edited.reminder)
    changed = None
    if found is not None and found.state is State.PROPOSED:
        text = visit.message.text if visit.message else None
        try:
            changed = await visit.kit.remind.edit(found, text or "")
        except TextError as error:
            await visit.say((Section("note", literal(str(error))),))
            return
    await dialogue.end(visit, FLOW.name)
    if changed is None:
        await visit.tell(visit.words("remind.decided"))
    else:
        await visit.say(*proposal(visit.words, changed))


FLOW = Flow("pengingat", "rencana", frozenset({_TEXT}), frozenset({Role.HR}), takes)


def proposal(words: Wording, one: Planned) -> Screen:
    """One reminder as HR is asked about it: when, to whom, and the text as it will arrive."""
    day = written(one.send_on, words.language)
    shown = (
        line(words, "remind.proposal", title=one.title, stage=one.stage_name),
        line(words, "remind.when", day=day, audience=one.audience),
        Section("text", marked(one.text), gap=True),
    )
    acts = [
        button(words(f"remind.act.{act}"), Press(Kind.REMIND, ANYBODY, (one.fingerprint, act)))
        for act in ("approve", "edit", "skip")
    ]
    return shown, keyboard(acts)


def news(words: Wording, told: News) -> list[Screen]:
    """What HR hears of a look at the calendar, a message each."""
    screens: list[Screen] = []
    for change in told.moved:
        days = {
            "before": written(change.before.stage_starts, words.language),
            "after": written(change.after.stage_starts, words.language),
            "send_on": written(change.after.send_on, words.language),
        }
        moved = line(words, "remind.moved", stage=change.after.stage_name, title=change.after.title, **days)
        screens.append(((moved,), None))
    screens += [
        ((line(words, "remind.withdrawn", title=one.title, stage=one.stage_name),), None)
        for one in told.withdrawn
    ]
    screens += [
        ((line(words, "remind.missed", title=one.title, stage=one.stage_name),), None) for one in told.missed
    ]
    return [*screens, *(proposal(words, one) for one in told.proposed)]


async def _approve(visit: Visit, found: Planned) -> None:
    agreed = not visit.kit.staff.needs_two or Role.OWNER in visit.authority.roles
    try:
        sent = await visit.kit.remind.approve(found, visit.actor, agreed=agreed)
    except AudienceError as error:
        await visit.acknowledge(str(error)[:200], alert=True)
        return
    if sent is None:
        await visit.acknowledge(visit.words("remind.decided"), alert=True)
    elif agreed:
        await approval.follow(visit, sent)
    else:
        await approval.propose(visit, sent)


async def _found(visit: Visit) -> Planned | None:
    """The reminder that a button names by a short fingerprint: stage and text together would not fit."""
    return next((one for one in await visit.kit.remind.upcoming() if one.fingerprint == visit.args[0]), None)
