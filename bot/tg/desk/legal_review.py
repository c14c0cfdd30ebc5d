"""The legal officer's commands: take a rule out of service at once, put it back, read what was not answered.

Who may is checked where updates come in; suspending and lifting go into the log.
"""

from __future__ import annotations

import difflib

from bot.ask.sections import Section
from bot.people.audit import Act, Line
from bot.text.dates import moment
from bot.text.markup import Span, literal, marked
from bot.tg.ask.answers import tap
from bot.tg.core.callbacks import Kind
from bot.tg.core.context import Visit
from bot.tg.core.keyboard import keyboard

RECENT = 20


async def on_suspend(visit: Visit) -> None:
    """/tangguhkan RULE reason; without arguments the suspensions in force."""
    if not visit.args:
        await _list(visit)
        return
    rule, reason = visit.args[0], " ".join(visit.args[1:])
    if rule not in visit.kit.knowledge.book.rules:
        await visit.tell(_unknown(visit, rule))
    elif not reason:
        await visit.tell(visit.words("review.reason_missing", rule=rule))
    elif await visit.kit.memory.suspend(rule, reason, _entry(visit, Act.RULE_SUSPENDED, rule)):
        title = visit.kit.knowledge.book.rules[rule].title
        text = visit.words("review.suspended", rule=rule, title=title)
        await visit.tell(text, keyboard([tap(visit, visit.words("review.lift"), Kind.LIFT, rule)]))
    else:
        await visit.tell(visit.words("review.already", rule=rule))


async def on_lift(visit: Visit) -> None:
    """/cabut_tangguhan RULE."""
    if not visit.args:
        await _list(visit)
        return
    await visit.tell(await _lifted(visit, visit.args[0]))


async def on_lift_pressed(visit: Visit) -> None:
    """The same from a button."""
    await visit.show((Section("note", marked(await _lifted(visit, visit.args[0]))),))


async def on_unanswered(visit: Visit) -> None:
    """The latest questions that found no answer, redacted."""
    found = await visit.kit.memory.recent_unanswered(RECENT)
    if not found:
        await visit.tell(visit.words("review.none_unanswered"))
        return
    shown = [Section("head", marked(visit.words("review.unanswered", count=len(found))))]
    for one in found:
        at = moment(one.asked_at, visit.zone, visit.words.language)
        reason = visit.words(f"review.reason_{one.reason}")
        shown.append(Section("when", (Span(f"{at} · {reason}", "italic"),), gap=True))
        # A stranger's words: never read as markup.
        shown.append(Section("question", literal(one.text)))
    await visit.say(shown)


async def _list(visit: Visit) -> None:
    active = await visit.kit.memory.suspensions()
    if not active:
        await visit.tell(visit.words("review.usage"))
        return
    shown = [Section("head", marked(visit.words("review.active")))]
    for one in active.values():
        at = moment(one.at, visit.zone, visit.words.language)
        shown.append(Section("rule", (Span("• "), Span(one.rule, "code"), Span(f" · {at}"))))
        shown.append(Section("reason", literal(one.reason)))
    lifts = [tap(visit, f"{visit.words('review.lift')}: {rule}", Kind.LIFT, rule) for rule in active]
    await visit.say(shown, keyboard(lifts))


async def _lifted(visit: Visit, rule: str) -> str:
    if await visit.kit.memory.lift(rule, _entry(visit, Act.RULE_LIFTED, rule)):
        return visit.words("review.lifted", rule=rule)
    return visit.words("review.not_suspended", rule=rule)


def _entry(visit: Visit, act: Act, rule: str) -> Line:
    return Line(visit.actor, act, rule, visit.kit.clock.now())


def _unknown(visit: Visit, typed: str) -> str:
    close = difflib.get_close_matches(typed, list(visit.kit.knowledge.book.rules), n=3, cutoff=0.5)
    if close:
        return visit.words("review.unknown_rule_close", close=", ".join(close))
    return visit.words("review.unknown_rule")
