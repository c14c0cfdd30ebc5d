"""/pegawai and /kode: how many have joined, who somebody is, and the codes that let people join."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot.ask.sections import Section
from bot.people import audit
from bot.people.audience import AudienceError, Term, TermKind
from bot.people.audit import Act, AuditEntry
from bot.people.authority import HR
from bot.people.joining import codes
from bot.people.joining.issuing import Issued
from bot.people.member import SEPARATOR, Member, breadcrumb, shared_top
from bot.text.dates import written
from bot.text.links import Start, deep_link
from bot.text.markup import Span, literal, marked
from bot.text.numbers import number
from bot.text.progress import bar, percent
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.core.notifications import tell_account
from bot.tg.core.phrase import line, paragraph
from bot.tg.people.buttons import CARD, CODE, RELEASE, SLIPS, TEMPLATE, UNITS

UNITS_A_PAGE = 15
MOST_NAMED = 10
SLIPS_A_FILE = 500


async def on_members(context: Context) -> None:
    """The overview, or what the words after the command name: an audience, a number, a name."""
    written_out = " ".join(context.args)
    if not written_out:
        await context.say(*await _overview(context, 0))
    elif ":" in written_out or written_out.casefold() == "semua":
        await _count(context, written_out)
    else:
        await _find(context, written_out)


async def on_units(context: Context, page: int) -> None:
    """Another page of the overview."""
    await context.show(*await _overview(context, page))


async def on_card(context: Context, person: int) -> None:
    """One employee, below the list he was chosen from."""
    member = await _member(context, person)
    if member is not None:
        await _card(context, member)


async def on_release(context: Context, person: int) -> None:
    """Unties an employee's account, so that he can join anew."""
    member = await _member(context, person)
    if member is None:
        return
    note = AuditEntry(context.actor, Act.RELEASED, audit.person(member.id), context.services.clock.now())
    if member.telegram_id is None or not await context.services.staff.release(member.telegram_id, note):
        await context.is_stale()
        return
    await context.show((line(context.words, "member.released", name=member.name),))
    await tell_account(context, member.telegram_id, "join.released_you", name=member.name)


async def on_code(context: Context) -> None:
    """/kode NIP for one; /kode and an audience for the slips of all in it who have not joined."""
    wanted = " ".join(context.args)
    if not wanted:
        await context.tell(context.words("member.code_usage"))
        return
    if ":" in wanted or wanted.casefold() == "semua":
        try:
            await _slips(context, await context.services.staff.audience(wanted))
        except AudienceError as error:
            await context.say((Section("note", literal(str(error))),))
        return
    member = await context.services.members.by_number("".join(wanted.split()))
    if member is None or not member.active:
        await context.tell(context.words("member.unknown"))
    else:
        await _issue(context, member)


async def on_code_pressed(context: Context, person: int) -> None:
    """A code from an employee's card."""
    member = await _member(context, person)
    if member is not None:
        await _issue(context, member)


async def on_slips(context: Context) -> None:
    """Slips for everybody who has not joined."""
    await _slips(context, (Term(TermKind.ALL),))


async def _member(context: Context, person: int) -> Member | None:
    """The employee that a button names, if this account may see him; otherwise answers the tap."""
    member = await context.services.members.by_id(person)
    if member is None or not member.active or not context.authority.sees(member.unit):
        await context.is_stale()
        return None
    return member


async def _overview(context: Context, page: int) -> tuple[Sequence[Section], InlineKeyboardMarkup | None]:
    words, language = context.words, context.words.language
    units = [one for one in await context.services.members.by_unit() if context.authority.sees(one[0])]
    is_hr = context.authority.has(HR)
    if not units:
        empty = line(words, "member.empty_hr" if is_hr else "member.empty")
        return (empty,), keyboard([TEMPLATE.tap(context.user.id, words("member.template"))] if is_hr else [])
    active, joined = sum(one[1] for one in units), sum(one[2] for one in units)
    shown = [
        line(words, "member.total", active=number(active, language)),
        line(
            words,
            "member.joined",
            bar=bar(joined, active),
            percent=percent(joined, active),
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
        turn.append(UNITS.tap(context.user.id, words("topic.before"), page - 1))
    if (page + 1) * UNITS_A_PAGE < len(units):
        turn.append(UNITS.tap(context.user.id, words("topic.after"), page + 1))
    acts = [SLIPS.tap(context.user.id, words("member.slips"))] if is_hr and joined < active else []
    shown.append(Section("help", marked(words("member.help_hr" if is_hr else "member.help")), gap=True))
    return shown, keyboard(turn, acts)


async def _count(context: Context, expression: str) -> None:
    # Check this first: resolving the expression, or failing to, would reveal other units.
    if not context.authority.sees_everybody:
        await context.tell(context.words("member.own_units"))
        return
    try:
        terms = await context.services.staff.audience(expression)
    except AudienceError as error:
        await context.say((Section("note", literal(str(error))),))
        return
    active, joined = await context.services.members.count(terms, context.services.staff.owners)
    language = context.words.language
    counted = {"active": number(active, language), "joined": number(joined, language)}
    await context.say((line(context.words, "member.counted", **counted),))


async def _find(context: Context, wanted: str) -> None:
    exact = await context.services.members.by_number("".join(wanted.split()))
    if exact is not None and exact.active and context.authority.sees(exact.unit):
        await _card(context, exact)
        return
    tops = None if context.authority.sees_everybody else context.authority.units
    found = await context.services.members.named(wanted.split(), tops=tops, limit=MOST_NAMED + 1)
    if len(found) == 1:
        await _card(context, found[0])
    elif found:
        shown = found[:MOST_NAMED]
        people = [CARD.tap(context.user.id, f"{one.name} · {one.place}", one.id) for one in shown]
        key = "member.which" if len(found) <= MOST_NAMED else "member.which_of_many"
        await context.tell(context.words(key), keyboard(people))
    else:
        await context.tell(context.words("member.unknown"))


async def _card(context: Context, member: Member) -> None:
    words = context.words
    facts = [member.status.value, member.masked_number, member.position]
    shown = [
        Section("name", (Span(member.name, "bold"),)),
        Section("unit", literal(breadcrumb(member.unit))),
        Section("facts", literal(" · ".join(fact for fact in facts if fact))),
        line(words, "member.has_joined" if member.telegram_id else "member.has_not_joined"),
    ]
    buttons = None
    if context.authority.has(HR):
        joined = member.telegram_id is not None
        code = CODE.tap(context.user.id, words("member.move_code" if joined else "member.code"), member.id)
        release = RELEASE.tap(context.user.id, words("member.release"), member.id)
        buttons = keyboard([code, release] if joined else [code])
    await context.say(shown, buttons)


async def _issue(context: Context, member: Member) -> None:
    issued = await context.services.join_codes.for_one(member.id, context.actor)
    if issued is None:
        await context.tell(context.words("member.unknown"))
        return
    words = context.words
    shown = [
        line(words, "member.issued", name=member.name, day=_until(context, issued)),
        Section("code", (Span(codes.shown(issued.code), "code"),), gap=True),
        Section("link", literal(deep_link(context.bot.username, Start.JOIN, issued.code))),
        paragraph(words, "member.issued_move" if member.telegram_id else "member.issued_note"),
    ]
    await context.say(shown)


async def _slips(context: Context, terms: Sequence[Term]) -> None:
    issued = await context.services.join_codes.for_audience(
        terms, context.services.staff.owners, context.actor
    )
    if not issued:
        await context.tell(context.words("member.all_joined"))
        return
    files = [issued[start : start + SLIPS_A_FILE] for start in range(0, len(issued), SLIPS_A_FILE)]
    for n, some in enumerate(files, 1):
        caption = context.words(
            "member.slips_ready",
            count=number(len(some), context.words.language),
            part=f"{n}/{len(files)}",
            day=_until(context, some[0]),
        )
        await context.hand_over(await asyncio.to_thread(_printed, context, some), f"slip-{n}.pdf", caption)


def _printed(context: Context, issued: Sequence[Issued]) -> bytes:
    # The PDF library takes longer to load than most questions take to answer.
    from bot.people.joining.slips import Slip, slips

    username = context.bot.username
    return slips(
        [
            Slip(
                one.member.name,
                one.member.unit,
                codes.shown(one.code),
                deep_link(username, Start.JOIN, one.code),
            )
            for one in issued
        ],
        office=shared_top(one.member.unit for one in issued) or context.words("member.office"),
        bot=username,
        until=_until(context, issued[0]),
        at=context.services.clock.now().astimezone(context.zone),
    )


def _until(context: Context, issued: Issued) -> str:
    return written(issued.until.astimezone(context.zone).date(), context.words.language)


def _short(unit: str) -> str:
    """A path that fits on a phone: the top and the last part."""
    parts = unit.split(SEPARATOR)
    return breadcrumb(unit) if len(parts) < 3 else f"{parts[0]} › … › {parts[-1]}"


ROUTES = (
    UNITS.handled_by(on_units),
    CARD.handled_by(on_card),
    CODE.handled_by(on_code_pressed),
    SLIPS.handled_by(on_slips),
    RELEASE.handled_by(on_release),
)
