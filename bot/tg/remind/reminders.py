"""Reminders as HR meets them: proposed in time, as they will arrive; approved, edited or skipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from telegram import InlineKeyboardMarkup

from bot.ask.sections import Section
from bot.people.audience import AudienceError
from bot.people.authority import HR
from bot.people.dialogue import Expected, parsed
from bot.remind.model import Planned, State
from bot.remind.service import News, TextError
from bot.text.dates import written
from bot.text.markup import literal, marked
from bot.tg.broadcast import approval
from bot.tg.core import dialogue
from bot.tg.core.buttons import ANYBODY
from bot.tg.core.context import Context
from bot.tg.core.dialogue import Flow
from bot.tg.core.keyboard import keyboard
from bot.tg.core.notifications import tell
from bot.tg.core.phrase import line, paragraph
from bot.tg.remind.buttons import REMIND, Decision
from bot.wording import Wording

_TEXT = "text"
Screen = tuple[Sequence[Section], InlineKeyboardMarkup | None]


@dataclass(frozen=True, slots=True)
class Edited:
    """Which reminder is to have another text."""

    stage: str
    reminder: str


async def on_plan(context: Context) -> None:
    """/rencana: what is planned, the soonest first; what nobody has decided on with its buttons."""
    await _tell_others(context, await context.services.remind.look())
    upcoming = await context.services.remind.upcoming()
    if not upcoming:
        await context.tell(context.words("remind.none"))
        return
    shown = [
        paragraph(
            context.words,
            f"remind.planned.{one.state.value}",
            day=written(one.send_on, context.words.language),
            title=one.title,
            stage=one.stage_name,
        )
        for one in upcoming
    ]
    await context.say((line(context.words, "remind.head"), *shown))
    for one in upcoming:
        if one.state is State.PROPOSED:
            await context.say(*proposal(context.words, one))


async def _tell_others(context: Context, told: News) -> None:
    """Tells HR what the look found; the person who asked gets the news here, followed by the plan."""
    words = context.services.words[context.services.language]
    chats = [chat for chat in await context.services.hr_contacts.chats() if chat != context.user.id]
    for sections, buttons in news(words, told):
        for chat in chats:
            await tell(context, chat, sections, buttons)
    for sections, _ in news(context.words, replace(told, proposed=())):
        await context.say(sections)


async def on_decide(context: Context, fingerprint: str, decision: Decision) -> None:
    """Approve, skip, or ask for another text."""
    upcoming = await context.services.remind.upcoming()
    found = next((one for one in upcoming if one.fingerprint == fingerprint), None)
    if found is None or found.state is not State.PROPOSED:
        await context.acknowledge(context.words("remind.decided"), alert=True)
    elif decision is Decision.APPROVE:
        await _approve(context, found)
    elif decision is Decision.SKIP and await context.services.remind.skip(found, context.actor):
        await context.show((line(context.words, "remind.skipped", title=found.title),))
    elif decision is Decision.EDIT and not context.is_private:
        # In a group, messages to the bot are always questions.
        username = context.bot.username
        await context.acknowledge(context.words("remind.edit_private", username=username), alert=True)
    elif decision is Decision.EDIT:
        await dialogue.expect(context, FLOW.name, _TEXT, asdict(Edited(found.stage, found.reminder)))
        await context.tell(context.words("remind.type"))
    else:
        await context.is_stale()


async def takes(context: Context, expected: Expected) -> None:
    """The text that HR wanted instead."""
    edited = parsed(FLOW.name, Edited, expected.state)
    found = await context.services.remind.find(edited.stage, edited.reminder)
    changed = None
    if found is not None and found.state is State.PROPOSED:
        text = context.message.text if context.message else None
        try:
            changed = await context.services.remind.edit(found, text or "")
        except TextError as error:
            await context.say((Section("note", literal(str(error))),))
            return
    await dialogue.end(context, FLOW.name)
    if changed is None:
        await context.tell(context.words("remind.decided"))
    else:
        await context.say(*proposal(context.words, changed))


FLOW = Flow("pengingat", "rencana", frozenset({_TEXT}), HR, takes)


def proposal(words: Wording, one: Planned) -> Screen:
    """One reminder as HR is asked about it: when, to whom, and the text as it will arrive."""
    day = written(one.send_on, words.language)
    shown = (
        line(words, "remind.proposal", title=one.title, stage=one.stage_name),
        line(words, "remind.when", day=day, audience=one.audience),
        Section("text", marked(one.text), gap=True),
    )
    acts = [REMIND.tap(ANYBODY, words(f"remind.act.{act}"), one.fingerprint, act) for act in Decision]
    return shown, keyboard(acts)


def news(words: Wording, told: News) -> list[Screen]:
    """The messages that tell HR what a look at the calendar found."""
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


async def _approve(context: Context, found: Planned) -> None:
    agreed = not context.services.staff.approval.is_needed(context.authority)
    try:
        sent = await context.services.remind.approve(found, context.actor, agreed=agreed)
    except AudienceError as error:
        await context.acknowledge(str(error)[:200], alert=True)
        return
    if sent is None:
        await context.acknowledge(context.words("remind.decided"), alert=True)
    elif agreed:
        await approval.follow(context, sent)
    else:
        await approval.propose(context, sent)


ROUTES = (REMIND.handled_by(on_decide),)
