"""/profil, /data_saya, /hapus_data: what is held about a person, for him alone."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.ask.sections import Section
from bot.people.member import Member, breadcrumb
from bot.people.privacy import Held
from bot.text.dates import moment
from bot.text.markup import literal
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.core.menu import publish_to
from bot.tg.core.notifications import tell_hr
from bot.tg.core.phrase import line, paragraph
from bot.tg.people.buttons import FORGET, JOIN


async def on_profile(context: Context) -> None:
    """As whom this account has joined, and what it may do."""
    words, employee = context.words, context.visitor.employee
    shown = [line(words, "profile.account", account=context.user.id)]
    if employee is not None:
        shown = [*_employee(context, employee), *shown]
    else:
        shown.append(paragraph(words, "profile.left" if context.visitor.member else "profile.stranger"))
    roles = [words(f"guard.role.{role.value}") for role in sorted(context.authority.roles)]
    if roles:
        shown.append(line(words, "profile.roles", roles=", ".join(roles)))
    for unit in context.authority.units:
        shown.append(line(words, "profile.heads", unit=breadcrumb(unit)))
    shown.append(paragraph(words, "profile.rights"))
    join = [] if employee else [JOIN.tap(context.user.id, words("start.join"))]
    await context.say(shown, keyboard(join))


async def on_data(context: Context) -> None:
    """Everything that is held about him, as a file that any phone opens."""
    held = await context.services.privacy.held(context.user.id)
    text = "\r\n".join(_written(context, held))
    await context.hand_over(text.encode("utf-8-sig"), "data-saya.txt", context.words("profile.data"))


async def on_stop(context: Context) -> None:
    """/berhenti: from now on only what is obligatory."""
    stopped = await context.services.accounts.stop(context.user.id, context.services.clock.now())
    await context.tell(context.words("profile.stopped" if stopped else "profile.nothing_to_stop"))


async def on_go_on(context: Context) -> None:
    """/lanjutkan: everything again."""
    goes_on = await context.services.accounts.stop(context.user.id, None)
    await context.tell(context.words("profile.goes_on" if goes_on else "profile.nothing_to_stop"))


async def on_forget(context: Context) -> None:
    """What would go, what stays and why; nothing goes yet."""
    await context.tell(
        context.words("profile.forget"),
        keyboard([FORGET.tap(context.user.id, context.words("profile.forget_yes"))]),
    )


async def on_forget_pressed(context: Context) -> None:
    """Erases it, and tells HR that he asked, since the roster is theirs."""
    member = context.visitor.member
    await context.services.privacy.forget(context.user.id, member)
    await context.show((line(context.words, "profile.forgotten"),))
    if context.authority.roles:
        await publish_to(context.services, context.bot, context.user.id)
    if member is not None:
        told = line(
            context.services.words[context.services.language],
            "profile.forgotten_hr",
            name=member.name,
            place=member.place,
        )
        await tell_hr(context, (told,))


def _employee(context: Context, one: Member) -> Iterator[Section]:
    words = context.words
    yield line(words, "profile.name", name=one.name)
    yield Section("unit", literal(breadcrumb(one.unit)))
    facts = (one.status.value, one.masked_number, one.position, one.zone.value if one.zone else "")
    yield Section("facts", literal(" · ".join(fact for fact in facts if fact)))


def _written(context: Context, held: Held) -> Iterator[str]:
    words, zone, language = context.words, context.zone, context.words.language

    def when(at: object) -> str:
        return moment(at, zone, language)  # type: ignore[arg-type]

    def entry(name: str, value: object) -> str:
        return f"{words(f'profile.field.{name}')}: {value}"

    yield words("profile.data_head", day=when(context.services.clock.now()))
    yield ""
    yield entry("account", context.user.id)
    one = held.member
    if one is not None:
        yield entry("name", one.name)
        yield entry("number", one.number or "–")
        yield entry("status", one.status.value)
        yield entry("unit", one.unit)
        yield entry("position", one.position or "–")
        yield entry("zone", one.zone or "–")
        yield entry("superior", one.superior or "–")
        yield entry("phone", words("profile.hashed") if one.phone else "–")
        yield entry("active", words("profile.yes" if one.active else "profile.no"))
    if held.joined_at:
        yield entry("joined", f"{when(held.joined_at)} ({held.how})")
    if held.code_until:
        yield entry("code", when(held.code_until))
    yield entry("language", held.language or "–")
    for role, unit, since in held.roles:
        yield entry("role", f"{words(f'guard.role.{role}')} {unit} ({when(since)})")
    for at in held.failed_attempts:
        yield entry("attempt", when(at))
    for at, allowed in held.moves:
        yield entry("move", f"{when(at)} ({'?' if allowed is None else allowed})")
    for flow, step, state in held.dialogues:
        yield entry("dialogue", f"{flow} {step} {json.dumps(state, ensure_ascii=False)}")
    for flow, state in held.drafts:
        yield entry("draft", f"{flow} {json.dumps(state, ensure_ascii=False)}")
    for number, became, ended in held.messages:
        day = when(ended) if ended else "–"
        yield entry("message", f"{number}, {words(f'broadcast.state.{became}')} ({day})")
    for title, seq, at in held.pledges:
        yield entry("pledge", words("profile.pledged", title=title, row=seq, day=when(at)))
    for kind, text, at in held.notes:
        yield entry("note", f"{words(f'profile.note.{kind}')}: {text or '–'} ({when(at)})")
    for act in held.log:
        yield entry("log", f"{when(act.at)}: {act.actor} {act.act} {act.subject}")
    yield ""
    yield words("profile.data_foot")


ROUTES = (FORGET.handled_by(on_forget_pressed),)
