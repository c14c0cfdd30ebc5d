"""/catatan: what people with authority did, newest first, by name where they have joined."""

from __future__ import annotations

from collections.abc import Mapping

from bot.ask.sections import Section
from bot.people.audit import CLI, AuditEntry
from bot.text.dates import moment
from bot.text.markup import Span, bare, literal
from bot.text.numbers import number
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.core.phrase import phrase
from bot.tg.desk.buttons import LOG

A_PAGE = 12


async def on_log(context: Context) -> None:
    """The latest acts."""
    await _show(context, None)


async def on_more(context: Context, seen: int) -> None:
    """Those before the ones shown."""
    await _show(context, seen)


async def _show(context: Context, before: int | None) -> None:
    found = await context.services.staff.log(A_PAGE, before)
    if not found:
        await context.tell(context.words("log.empty"))
        return
    names = await _names(context, found)
    shown = [_line(context, one, names, gap=n > 0) for n, one in enumerate(found)]
    more = [LOG.tap(context.user.id, context.words("log.more"), found[-1].id)] if len(found) == A_PAGE else []
    await context.say(shown, keyboard(more))


def _line(context: Context, one: AuditEntry, names: dict[str, str], *, gap: bool) -> Section:
    actor = names.get(one.actor) or _called(context, one.actor)
    subject = names.get(one.subject) or _called(context, one.subject)
    said = [
        actor,
        context.words(f"log.act.{one.act.replace('.', '_')}"),
        "" if subject == actor else subject,
        _detail(context, one.detail),
    ]
    at = moment(one.at, context.zone, context.words.language)
    text = " · ".join(part for part in said if part)
    return Section("act", (Span(at, "italic"), *literal(f"\n{text}")), gap=gap)


def _called(context: Context, key: str) -> str:
    """Somebody without a name on record."""
    kind, _, number = key.partition(":")
    if kind == "tg":
        return f"ID {number}"
    return context.words("log.terminal") if key == CLI else ""


def _detail(context: Context, detail: Mapping[str, object]) -> str:
    """What is worth reading of the rest."""
    words = context.words
    if "role" in detail:
        role = words(f"guard.role.{detail['role']}")
        return f"{role} ({detail['unit']})" if detail.get("unit") else role
    if "added" in detail:
        return bare(phrase(words, "roster.counts", **detail))
    count = detail.get("count")
    return number(count, words.language) if isinstance(count, int) else ""


async def _names(context: Context, lines: list[AuditEntry]) -> dict[str, str]:
    """Who is behind tg:ID and person:ID."""
    names: dict[str, str] = {}
    for key in {key for one in lines for key in (one.actor, one.subject)}:
        kind, _, number = key.partition(":")
        if kind == "tg" and number.isdecimal():
            member = await context.services.members.by_account(int(number))
        elif kind == "person" and number.isdecimal():
            member = await context.services.members.by_id(int(number))
        else:
            continue
        if member is not None:
            names[key] = member.name
    return names


ROUTES = (LOG.handled_by(on_more),)
