"""The legal officer's commands: take a rule out of service at once, put it back, read what was not answered.

Who may is checked where updates come in; suspending and lifting go into the log.
"""

from __future__ import annotations

import difflib

from bot.ask.sections import Section
from bot.people.audit import Act, AuditEntry
from bot.text.dates import moment
from bot.text.markup import Span, literal, marked
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.desk.buttons import LIFT

RECENT = 20


async def on_suspend(context: Context) -> None:
    """/tangguhkan RULE reason; without arguments the suspensions in force."""
    if not context.args:
        await _list(context)
        return
    rule, reason = context.args[0], " ".join(context.args[1:])
    if rule not in context.services.knowledge.book.rules:
        await context.tell(_unknown(context, rule))
    elif not reason:
        await context.tell(context.words("review.reason_missing", rule=rule))
    elif await context.services.suspensions.suspend(
        rule=rule, reason=reason, entry=_entry(context, Act.RULE_SUSPENDED, rule)
    ):
        title = context.services.knowledge.book.rules[rule].title
        text = context.words("review.suspended", rule=rule, title=title)
        await context.tell(text, keyboard([LIFT.tap(context.user.id, context.words("review.lift"), rule)]))
    else:
        await context.tell(context.words("review.already", rule=rule))


async def on_lift(context: Context) -> None:
    """/cabut_tangguhan RULE."""
    if not context.args:
        await _list(context)
        return
    await context.tell(await _lifted(context, context.args[0]))


async def on_lift_pressed(context: Context, rule: str) -> None:
    """The same from a button."""
    await context.show((Section("note", marked(await _lifted(context, rule))),))


async def on_unanswered(context: Context) -> None:
    """The latest questions that found no answer, redacted."""
    found = await context.services.unanswered.recent(RECENT)
    if not found:
        await context.tell(context.words("review.none_unanswered"))
        return
    shown = [Section("head", marked(context.words("review.unanswered", count=len(found))))]
    for one in found:
        at = moment(one.asked_at, context.zone, context.words.language)
        reason = context.words(f"review.reason_{one.reason}")
        shown.append(Section("when", (Span(f"{at} · {reason}", "italic"),), gap=True))
        # A stranger's words: never read as markup.
        shown.append(Section("question", literal(one.text)))
    await context.say(shown)


async def _list(context: Context) -> None:
    active = await context.services.suspensions.active()
    if not active:
        await context.tell(context.words("review.usage"))
        return
    shown = [Section("head", marked(context.words("review.active")))]
    for one in active.values():
        at = moment(one.at, context.zone, context.words.language)
        shown.append(Section("rule", (Span("• "), Span(one.rule, "code"), Span(f" · {at}"))))
        shown.append(Section("reason", literal(one.reason)))
    lifts = [LIFT.tap(context.user.id, f"{context.words('review.lift')}: {rule}", rule) for rule in active]
    await context.say(shown, keyboard(lifts))


async def _lifted(context: Context, rule: str) -> str:
    if await context.services.suspensions.lift(rule, _entry(context, Act.RULE_LIFTED, rule)):
        return context.words("review.lifted", rule=rule)
    return context.words("review.not_suspended", rule=rule)


def _entry(context: Context, act: Act, rule: str) -> AuditEntry:
    return AuditEntry(context.actor, act, rule, context.services.clock.now())


def _unknown(context: Context, typed: str) -> str:
    close = difflib.get_close_matches(typed, list(context.services.knowledge.book.rules), n=3, cutoff=0.5)
    if close:
        return context.words("review.unknown_rule_close", close=", ".join(close))
    return context.words("review.unknown_rule")


ROUTES = (LIFT.handled_by(on_lift_pressed),)
