"""/pegawai and /kode: how many have joined, who somebody is, and the codes that let people join."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot.ask.sections import Section
from bot.people import audit
from bot.people.audience import AudienceError, Term, TermKind
from bot.people.audit import Act, Line
from bot.people.authority import Role
from bot.people.joining import codes
from bot.people.joining.issuing import Issued
from bot.people.member import SEPARATOR, Member
from bot.text.dates import number, written
from bot.text.markup import Span, literal, marked
from bot.tg.ask.answers import tap
from bot.tg.core.callbacks import Kind
from bot.tg.core.context import Visit
from bot.tg.core.keyboard import keyboard
from bot.tg.core.notifications import tell_account
from bot.tg.core.phrase import line, paragraph

UNITS_A_PAGE = 15
MOST_NAMED = 10
SLIPS_A_FILE = 500
_BAR = 10


async def on_members(visit: Visit) -> None:
    """The overview, or what the words after the command name: an audience, a number, a name."""
    written_out = " ".join(visit.args)
    if not written_out:
        await visit.say(*await _overview(visit, 0))
    elif ":" in written_out or written_out.casefold() == "semua":
        await _count(visit, written_out)
    else:
        await _find(visit, written_out)


async def on_units(visit: Visit) -> None:
    """Another page of the overview."""
    await visit.show(*await _overview(visit, visit.number() or 0))


async def on_card(visit: Visit) -> None:
    """One employee, below the list he was chosen from."""
    member = await _member(visit)
    if member is not None:
        await _card(visit, member)


async def on_release(visit: Visit) -> None:
    """Unties an employee's account, so that he can join anew."""
    member = await _member(visit)
    if member is None:
        return
    note = Line(visit.actor, Act.RELEASED, audit.person(member.id), visit.kit.clock.now())
    if member.telegram_id is None or not await visit.kit.staff.release(member.telegram_id, note):
        await visit.is_stale()
        return
    await visit.show((line(visit.words, "member.released", name=member.name),))
    await tell_account(visit, member.telegram_id, "join.released_you", name=member.name)


async def on_code(visit: Visit) -> None:
    """/kode NIP for one; /kode and an audience for the slips of all in it who have not joined."""
    wanted = " ".join(visit.args)
    if not wanted:
        await visit.tell(visit.words("member.code_usage"))
        return
    if ":" in wanted or wanted.casefold() == "semua":
        try:
            await _slips(visit, await visit.kit.staff.audience(wanted))
        except AudienceError as error:
            await visit.say((Section("note", literal(str(error))),))
        return
    member = await visit.kit.members.by_number("".join(wanted.split()))
    if member is None or not member.active:
        await visit.tell(visit.words("member.unknown"))
    else:
        await _issue(visit, member)


async def on_code_pressed(visit: Visit) -> None:
    """A code from an employee's card."""
    member = await _member(visit)
    if member is not None:
        await _issue(visit, member)


async def on_slips(visit: Visit) -> None:
    """Slips for everybody who has not joined."""
    await _slips(visit, (Term(TermKind.ALL),))


async def _member(visit: Visit) -> Member | None:
    """The employee that a button names, as far as he may be seen; otherwise the tap is told so."""
    person = visit.number()
    member = await visit.kit.members.by_id(person) if person is not None else None
    if member is None or not member.active or not visit.authority.sees(member.unit):
        await visit.is_stale()
        return None
    return member


async def _overview(visit: Visit, page: int) -> tuple[Sequence[Section], InlineKeyboardMarkup | None]:
    words, language = visit.words, visit.words.language
    units = [one for one in await visit.kit.members.by_unit() if visit.authority.sees(one[0])]
    is_hr = visit.authority.has(frozenset({Role.HR}))
    if not units:
        empty = line(words, "member.empty_hr" if is_hr else "member.empty")
        return (empty,), keyboard([tap(visit, words("member.template"), Kind.TEMPLATE)] if is_hr else [])
    active, joined = sum(one[1] for one in units), sum(one[2] for one in units)
    shown = [
        line(words, "member.total", active=number(active, language)),
        line(
            words,
            "member.joined",
            bar=_bar(joined, active),
            percent=joined * 100 // active,
            joined=number(joined, language),
            missing=number(active - joined, language),
        ),
    ]
    here = units[page * UNITS_A_PAGE : (page + 1) * UNITS_A_PAGE]
    for n, (unit, all_, in_) in enumerate(here):
        counts = f"{number(in_, language)}/{number(all_, language)}"
        shown.append(Section("unit", (Span(counts, "bold"), *literal(f" {_short(unit)}")), gap=n == 0))
    turn = []
    if page:
        turn.append(tap(visit, words("topic.before"), Kind.UNITS, str(page - 1)))
    if (page + 1) * UNITS_A_PAGE < len(units):
        turn.append(tap(visit, words("topic.after"), Kind.UNITS, str(page + 1)))
    acts = [tap(visit, words("member.slips"), Kind.SLIPS)] if is_hr and joined < active else []
    shown.append(Section("help", marked(words("member.help_hr" if is_hr else "member.help")), gap=True))
    return shown, keyboard(turn, acts)


async def _count(visit: Visit, expression: str) -> None:
    # First of all: what an expression means, or that it means nothing, tells of other people's units.
    if not visit.authority.sees_everybody:
        await visit.tell(visit.words("member.own_units"))
        return
    try:
        terms = await visit.kit.staff.audience(expression)
    except AudienceError as error:
        await visit.say((Section("note", literal(str(error))),))
        return
    active, joined = await visit.kit.members.count(terms, visit.kit.staff.owners)
    language = visit.words.language
    counted = {"active": number(active, language), "joined": number(joined, language)}
    await visit.say((line(visit.words, "member.counted", **counted),))


async def _find(visit: Visit, wanted: str) -> None:
    exact = await visit.kit.members.by_number("".join(wanted.split()))
    if exact is not None and exact.active and visit.authority.sees(exact.unit):
        await _card(visit, exact)
        return
    tops = None if visit.authority.sees_everybody else visit.authority.units
    found = await visit.kit.members.named(wanted.split(), tops, MOST_NAMED + 1)
    if len(found) == 1:
        await _card(visit, found[0])
    elif found:
        shown = found[:MOST_NAMED]
        people = [tap(visit, f"{one.name} · {one.place}", Kind.CARD, str(one.id)) for one in shown]
        key = "member.which" if len(found) <= MOST_NAMED else "member.which_of_many"
        await visit.tell(visit.words(key), keyboard(people))
    else:
        await visit.tell(visit.words("member.unknown"))


async def _card(visit: Visit, member: Member) -> None:
    words = visit.words
    facts = [member.status.value, member.masked_number, member.position]
    shown = [
        Section("name", (Span(member.name, "bold"),)),
        Section("unit", literal(member.unit.replace(SEPARATOR, " › "))),
        Section("facts", literal(" · ".join(fact for fact in facts if fact))),
        line(words, "member.has_joined" if member.telegram_id else "member.has_not_joined"),
    ]
    buttons = None
    if visit.authority.has(frozenset({Role.HR})):
        joined = member.telegram_id is not None
        code = tap(visit, words("member.move_code" if joined else "member.code"), Kind.CODE, str(member.id))
        release = tap(visit, words("member.release"), Kind.RELEASE, str(member.id))
        buttons = keyboard([code, release] if joined else [code])
    await visit.say(shown, buttons)


async def _issue(visit: Visit, member: Member) -> None:
    issued = await visit.kit.codebook.for_one(member.id, visit.actor)
    if issued is None:
        await visit.tell(visit.words("member.unknown"))
        return
    words = visit.words
    shown = [
        line(words, "member.issued", name=member.name, day=_until(visit, issued)),
        Section("code", (Span(codes.shown(issued.code), "code"),), gap=True),
        Section("link", literal(codes.link(visit.bot.username, issued.code))),
        paragraph(words, "member.issued_move" if member.telegram_id else "member.issued_note"),
    ]
    await visit.say(shown)


async def _slips(visit: Visit, terms: Sequence[Term]) -> None:
    issued = await visit.kit.codebook.for_audience(terms, visit.kit.staff.owners, visit.actor)
    if not issued:
        await visit.tell(visit.words("member.all_joined"))
        return
    files = [issued[start : start + SLIPS_A_FILE] for start in range(0, len(issued), SLIPS_A_FILE)]
    for n, some in enumerate(files, 1):
        caption = visit.words(
            "member.slips_ready",
            count=number(len(some), visit.words.language),
            part=f"{n}/{len(files)}",
            day=_until(visit, some[0]),
        )
        await visit.hand_over(await asyncio.to_thread(_printed, visit, some), f"slip-{n}.pdf", caption)


def _printed(visit: Visit, issued: Sequence[Issued]) -> bytes:
    # The PDF library takes longer to load than most questions take to answer.
    from bot.people.joining.slips import Slip, slips

    username = visit.bot.username
    tops = {one.member.unit.split(SEPARATOR)[0] for one in issued}
    return slips(
        [
            Slip(
                one.member.name,
                one.member.unit,
                codes.shown(one.code),
                codes.link(username, one.code),
            )
            for one in issued
        ],
        office=tops.pop() if len(tops) == 1 else visit.words("member.office"),
        bot=username,
        until=_until(visit, issued[0]),
        at=visit.kit.clock.now().astimezone(visit.zone),
    )


def _until(visit: Visit, issued: Issued) -> str:
    return written(issued.until.astimezone(visit.zone).date(), visit.words.language)


def _bar(part: int, whole: int) -> str:
    full = part * _BAR // whole
    return "▓" * full + "░" * (_BAR - full)


def _short(unit: str) -> str:
    """A path that fits on a phone: the top and the last part."""
    parts = unit.split(SEPARATOR)
    return unit.replace(SEPARATOR, " › ") if len(parts) < 3 else f"{parts[0]} › … › {parts[-1]}"
