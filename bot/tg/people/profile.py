"""/profil, /data_saya, /hapus_data: what is held about a person, for him alone."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.ask.sections import Section
from bot.people.member import SEPARATOR, Member
from bot.people.privacy import Held
from bot.text.dates import moment
from bot.text.markup import literal
from bot.tg.ask.answers import tap
from bot.tg.core.callbacks import Kind
from bot.tg.core.context import Visit
from bot.tg.core.keyboard import keyboard
from bot.tg.core.menu import publish_to
from bot.tg.core.notifications import tell_hr
from bot.tg.core.phrase import line, paragraph


async def on_profile(visit: Visit) -> None:
    """As whom this account has joined, and what it may do."""
    words, employee = visit.words, visit.visitor.employee
    shown = [line(words, "profile.account", account=visit.user.id)]
    if employee is not None:
        shown = [*_employee(visit, employee), *shown]
    else:
        shown.append(paragraph(words, "profile.left" if visit.visitor.member else "profile.stranger"))
    roles = [words(f"guard.role.{role.value}") for role in sorted(visit.authority.roles)]
    if roles:
        shown.append(line(words, "profile.roles", roles=", ".join(roles)))
    for unit in visit.authority.units:
        shown.append(line(words, "profile.heads", unit=unit.replace(SEPARATOR, " › ")))
    shown.append(paragraph(words, "profile.rights"))
    join = [] if employee else [tap(visit, words("start.join"), Kind.JOIN)]
    await visit.say(shown, keyboard(join))


async def on_data(visit: Visit) -> None:
    """Everything that is held about him, as a file that any phone opens."""
    held = await visit.kit.privacy.held(visit.user.id)
    text = "\r\n".join(_written(visit, held))
    await visit.hand_over(text.encode("utf-8-sig"), "data-saya.txt", visit.words("profile.data"))


async def on_stop(visit: Visit) -> None:
    """/berhenti: from now on only what is obligatory."""
    stopped = await visit.kit.members.stop(visit.user.id, visit.kit.clock.now())
    await visit.tell(visit.words("profile.stopped" if stopped else "profile.nothing_to_stop"))


async def on_go_on(visit: Visit) -> None:
    """/lanjutkan: everything again."""
    goes_on = await visit.kit.members.stop(visit.user.id, None)
    await visit.tell(visit.words("profile.goes_on" if goes_on else "profile.nothing_to_stop"))


async def on_forget(visit: Visit) -> None:
    """What would go, what stays and why; nothing goes yet."""
    await visit.tell(
        visit.words("profile.forget"),
        keyboard([tap(visit, visit.words("profile.forget_yes"), Kind.FORGET)]),
    )


async def on_forget_pressed(visit: Visit) -> None:
    """Erases it, and tells HR that he asked, since the roster is theirs."""
    member = visit.visitor.member
    await visit.kit.privacy.forget(visit.user.id, member)
    await visit.show((line(visit.words, "profile.forgotten"),))
    if visit.authority.roles:
        await publish_to(visit.kit, visit.bot, visit.user.id)
    if member is not None:
        told = line(
            visit.kit.words[visit.kit.language], "profile.forgotten_hr", name=member.name, place=member.place
        )
        await tell_hr(visit, (told,))


def _employee(visit: Visit, one: Member) -> Iterator[Section]:
    words = visit.words
    yield line(words, "profile.name", name=one.name)
    yield Section("unit", literal(one.unit.replace(SEPARATOR, " › ")))
    facts = (one.status.value, one.masked_number, one.position, one.zone.value if one.zone else "")
    yield Section("facts", literal(" · ".join(fact for fact in facts if fact)))


def _written(visit: Visit, held: Held) -> Iterator[str]:
    words, zone, language = visit.words, visit.zone, visit.words.language

    def when(at: object) -> str:
        return moment(at, zone, language)  # type: ignore[arg-type]

    def entry(name: str, value: object) -> str:
        return f"{words(f'profile.field.{name}')}: {value}"

    yield words("profile.data_head", day=when(visit.kit.clock.now()))
    yield ""
    yield entry("account", visit.user.id)
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
