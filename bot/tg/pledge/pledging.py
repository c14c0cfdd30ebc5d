"""Pledging as an employee meets it: the whole text, one button, a receipt; or a question, or an objection."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ask.sections import Section
from bot.people.authority import EVERYBODY
from bot.people.dialogue import Expected, parsed
from bot.people.member import Member
from bot.pledge.ledger import read_receipt
from bot.pledge.model import Campaign, NoteKind, Result, Step
from bot.pledge.service import SEEN_SIGNS
from bot.text.dates import moment
from bot.text.links import Start, deep_link
from bot.text.markup import marked
from bot.tg.core import dialogue
from bot.tg.core.buttons import number_in
from bot.tg.core.context import Context
from bot.tg.core.dialogue import Flow
from bot.tg.core.keyboard import keyboard
from bot.tg.core.notifications import tell_hr
from bot.tg.core.phrase import line, paragraph
from bot.tg.people.buttons import JOIN
from bot.tg.pledge.buttons import PLEDGE, PLEDGE_NOTE, PLEDGED, RECEIPT, NoteTap

MOST_WORDS = 1_000
_NOTES = {NoteTap.QUESTION: NoteKind.QUESTION, NoteTap.OBJECTION: NoteKind.OBJECTION}


@dataclass(frozen=True, slots=True)
class NoteOn:
    """Which campaign a question or an objection is about."""

    campaign: int


async def on_pledges(context: Context) -> None:
    """/ikrar: what is asked of this employee, and what he has pledged."""
    employee = context.visitor.employee
    if employee is None:
        await context.tell(context.words("pledge.not_joined"), keyboard([_join(context)]))
        return
    done = await context.services.pledging.of_person(employee.id)
    shown = [line(context.words, "pledge.yours" if done else "pledge.none_yet")]
    files = []
    for campaign, seq, at in done:
        row = await context.services.pledging.row(seq)
        receipt = row.receipt if row else ""
        when = moment(at, context.zone, context.words.language)
        shown.append(
            paragraph(context.words, "pledge.entry", title=campaign.text.title, at=when, receipt=receipt)
        )
        files.append(RECEIPT.tap(context.user.id, f"PDF {receipt}", campaign.id))
    await context.say(shown, keyboard(files))
    await offer(context, employee)


async def offer(context: Context, employee: Member) -> None:
    """Every open campaign that asks him and that he has not pledged in, each with its button."""
    for campaign in await context.services.pledging.waiting_for(employee.id):
        await context.say(
            (
                line(context.words, "pledge.title", title=campaign.text.title),
                line(context.words, "pledge.invitation", until=context.services.until(campaign)),
            ),
            keyboard([PLEDGE.tap(context.user.id, context.words("pledge.read"), campaign.id)]),
        )


async def on_read(context: Context, campaign: int) -> None:
    """Shows the whole text with the buttons below it."""
    found = await context.services.pledging.find(campaign)
    if found is None:
        await context.is_stale()
    else:
        await _read(context, found)


async def _read(context: Context, campaign: Campaign) -> None:
    if context.visitor.employee is None:
        await context.say(
            (line(context.words, "pledge.left" if context.visitor.member else "pledge.not_joined"),),
            keyboard([] if context.visitor.member else [_join(context)]),
        )
    elif not context.services.pledging.is_open(campaign):
        key = "pledge.early" if context.services.pledging.is_early(campaign) else "pledge.closed"
        await context.say((line(context.words, key, title=campaign.text.title),))
    else:
        await context.show(*_screen(context, campaign))


async def on_pledge(context: Context, campaign: int, seen: str) -> None:
    """ "Saya berikrar": acknowledged only once it is written down."""
    result = await context.services.pledging.confirm(context.user.id, campaign, seen)
    if result.step is Step.REPEATED and result.at is not None:
        at = moment(result.at, context.zone, context.words.language)
        await context.acknowledge(context.words("pledge.repeated", at=at), alert=True)
    if result.step is Step.OTHER_TEXT and result.campaign is not None:
        # The text he saw is outdated: show the current one first.
        await context.acknowledge(context.words("pledge.other_text"), alert=True)
        await context.show(*_screen(context, result.campaign))
        return
    told, after = await _told(context, result), _after(context, result)
    if result.step not in (Step.RECORDED, Step.REPEATED):
        await context.show((told,), after)
        return
    async with context.telling("pledge.untold"):
        await context.show((told,), after)


async def on_note(context: Context, campaign: int, note: NoteTap) -> None:
    """ "Ada pertanyaan" and "Keberatan": asks for the words."""
    kind = _NOTES[note]
    found = await context.services.pledging.find(campaign)
    if found is None or context.visitor.employee is None:
        await context.is_stale()
        return
    await dialogue.expect(context, FLOW.name, kind.value, asdict(NoteOn(found.id)))
    await context.tell(context.words(f"pledge.ask_{kind.value}", title=found.text.title))


async def takes(context: Context, expected: Expected) -> None:
    """The question or the objection that was asked for."""
    campaign = await context.services.pledging.find(parsed(FLOW.name, NoteOn, expected.state).campaign)
    employee = context.visitor.employee
    if campaign is None or employee is None or context.message is None:
        await dialogue.end(context, FLOW.name)
        await context.tell(context.words("pledge.unknown" if employee else "pledge.left"))
        return
    kind, words = NoteKind(expected.step), (context.message.text or "")[:MOST_WORDS]
    await context.services.pledging.note(employee, campaign, kind, words)
    await dialogue.end(context, FLOW.name)
    hr = context.services.words[context.services.language]
    told = line(
        hr,
        f"pledge.hr_{kind.value}",
        name=employee.name,
        place=employee.place,
        title=campaign.text.title,
        words=words,
    )
    reached = await tell_hr(context, (told,))
    await context.tell(context.words(f"pledge.noted_{kind.value}" if reached else "pledge.noted_unread"))


FLOW = Flow("ikrar_catatan", "ikrar", frozenset(kind.value for kind in NoteKind), EVERYBODY, takes)


async def on_receipt(context: Context, campaign: int) -> None:
    """The receipt as PDF."""
    employee = context.visitor.employee
    done = await context.services.pledging.of_person(employee.id) if employee else []
    found = next((one for one in done if one[0].id == campaign), None)
    row = await context.services.pledging.row(found[1]) if found else None
    if found is None or row is None or employee is None:
        await context.is_stale()
        return
    from bot.pledge.receipt import receipt

    pledged, _, at = found
    unit = await context.services.pledging.receipt(row.seq)
    content = await asyncio.to_thread(
        receipt,
        number=row.receipt,
        title=pledged.text.title,
        version=pledged.text.version,
        text_hash=pledged.text.hash,
        name=employee.name,
        unit=unit[0] if unit else employee.unit,
        moment=moment(at, context.zone, context.words.language),
        link=deep_link(context.bot.username, Start.CHECK, row.receipt),
        at=context.services.clock.now().astimezone(context.zone),
        words=context.words,
    )
    await context.hand_over(content, f"{row.receipt}.pdf", context.words("pledge.receipt_file"))


async def on_check(context: Context) -> None:
    """/cek NOMOR: whether a receipt is true, its day and unit; nothing else."""
    await check(context, " ".join(context.args))


async def check(context: Context, written: str) -> None:
    """The same for a receipt's link."""
    found = read_receipt(written)
    if found is None:
        await context.tell(context.words("pledge.check_usage"))
        return
    row = await context.services.pledging.row(found[1])
    held = await context.services.pledging.receipt(found[1]) if row and row.hash[:4] == found[0] else None
    if row is None or held is None:
        await context.tell(context.words("pledge.check_false"))
        return
    at = moment(held[1], context.zone, context.words.language)
    await context.say((line(context.words, "pledge.check_true", receipt=row.receipt, at=at, unit=held[0]),))


async def ceremony(context: Context, written: str) -> None:
    """The poster's link: straight to the text, or through joining to it."""
    number = number_in(written)
    campaign = await context.services.pledging.find(number) if number is not None else None
    if campaign is None:
        await context.tell(context.words("pledge.unknown"))
    else:
        await _read(context, campaign)


def _screen(context: Context, campaign: Campaign) -> tuple[tuple[Section, ...], InlineKeyboardMarkup | None]:
    words, number = context.words, campaign.id
    shown = (
        line(words, "pledge.title", title=campaign.text.title),
        line(words, "pledge.until", until=context.services.until(campaign), version=campaign.text.version),
        Section("text", marked(campaign.text.body), gap=True),
    )
    acts = [PLEDGED.tap(context.user.id, words("pledge.confirm"), number, campaign.text.hash[:SEEN_SIGNS])]
    others = [
        PLEDGE_NOTE.tap(context.user.id, words("pledge.question"), number, NoteTap.QUESTION),
        PLEDGE_NOTE.tap(context.user.id, words("pledge.objection"), number, NoteTap.OBJECTION),
    ]
    return shown, keyboard(acts, others)


async def _told(context: Context, result: Result) -> Section:
    if result.campaign is None:
        return line(context.words, "pledge.unknown")
    title = result.campaign.text.title
    if result.at is None:
        key = f"pledge.{result.step.value}"
        return line(
            context.words, key, **({"title": title} if "title" in context.words.placeholders(key) else {})
        )
    row = await context.services.pledging.row(result.seq)
    return line(
        context.words,
        "pledge.recorded",
        title=title,
        at=moment(result.at, context.zone, context.words.language),
        receipt=row.receipt if row else "",
    )


def _after(context: Context, result: Result) -> InlineKeyboardMarkup | None:
    if result.at is not None and result.campaign is not None:
        return keyboard([RECEIPT.tap(context.user.id, context.words("pledge.pdf"), result.campaign.id)])
    return keyboard([_join(context)]) if result.step is Step.NOT_JOINED else None


def _join(context: Context) -> InlineKeyboardButton:
    return JOIN.tap(context.user.id, context.words("start.join"))


ROUTES = (
    PLEDGE.handled_by(on_read),
    PLEDGED.handled_by(on_pledge),
    PLEDGE_NOTE.handled_by(on_note),
    RECEIPT.handled_by(on_receipt),
)
