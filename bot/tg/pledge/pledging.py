"""Pledging as an employee meets it: the whole text, one button, a receipt; or a question, or an objection."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ask.sections import Section
from bot.people.dialogue import Expected, parsed
from bot.people.member import Member
from bot.pledge.ledger import read_receipt
from bot.pledge.model import Campaign, NoteKind, Result, Step
from bot.pledge.service import SEEN_SIGNS
from bot.text.dates import moment
from bot.text.markup import marked
from bot.tg.ask.answers import tap
from bot.tg.core import dialogue
from bot.tg.core.callbacks import Kind
from bot.tg.core.context import Context
from bot.tg.core.dialogue import EVERYBODY, Flow
from bot.tg.core.keyboard import keyboard
from bot.tg.core.notifications import tell_hr
from bot.tg.core.phrase import line, paragraph

MOST_WORDS = 1_000
_NOTES = {"q": NoteKind.QUESTION, "o": NoteKind.OBJECTION}


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
        files.append(tap(context, f"PDF {receipt}", Kind.RECEIPT, str(campaign.id)))
    await context.say(shown, keyboard(files))
    await offer(context, employee)


async def offer(context: Context, employee: Member) -> None:
    """Everything that is open and asked of him and that he has not pledged yet, each with its button."""
    for campaign in await context.services.pledging.waiting_for(employee.id):
        await context.say(
            (
                line(context.words, "pledge.title", title=campaign.text.title),
                line(context.words, "pledge.invitation", until=context.services.until(campaign)),
            ),
            keyboard([tap(context, context.words("pledge.read"), Kind.PLEDGE, str(campaign.id))]),
        )


async def on_read(context: Context) -> None:
    """Shows the whole text with the buttons below it."""
    campaign = await _campaign(context)
    if campaign is None:
        return
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


async def on_pledge(context: Context) -> None:
    """ "Saya berikrar": acknowledged only once it is written down."""
    number = context.number()
    if number is None:
        await context.is_stale()
        return
    result = await context.services.pledging.confirm(context.user.id, number, context.args[1])
    if result.step is Step.REPEATED and result.at is not None:
        at = moment(result.at, context.zone, context.words.language)
        await context.acknowledge(context.words("pledge.repeated", at=at), alert=True)
    if result.step is Step.OTHER_TEXT and result.campaign is not None:
        # The text he saw is not the one that counts: he must see that first.
        await context.acknowledge(context.words("pledge.other_text"), alert=True)
        await context.show(*_screen(context, result.campaign))
        return
    await context.show((await _told(context, result),), _after(context, result))


async def on_note(context: Context) -> None:
    """ "Ada pertanyaan" and "Keberatan": asks for the words."""
    campaign = await _campaign(context)
    kind = _NOTES.get(context.args[1])
    if campaign is None or kind is None or context.visitor.employee is None:
        await context.is_stale()
        return
    await dialogue.expect(context, FLOW.name, kind.value, asdict(NoteOn(campaign.id)))
    await context.tell(context.words(f"pledge.ask_{kind.value}", title=campaign.text.title))


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


async def on_receipt(context: Context) -> None:
    """The receipt as PDF."""
    number, employee = context.number(), context.visitor.employee
    done = await context.services.pledging.of_person(employee.id) if employee else []
    found = next((one for one in done if one[0].id == number), None)
    row = await context.services.pledging.row(found[1]) if found else None
    if found is None or row is None or employee is None:
        await context.is_stale()
        return
    from bot.pledge.receipt import receipt

    campaign, _, at = found
    unit = await context.services.pledging.receipt(row.seq)
    content = await asyncio.to_thread(
        receipt,
        number=row.receipt,
        title=campaign.text.title,
        version=campaign.text.version,
        text_hash=campaign.text.hash,
        name=employee.name,
        unit=unit[0] if unit else employee.unit,
        moment=moment(at, context.zone, context.words.language),
        link=f"https://t.me/{context.bot.username}?start=c_{row.receipt.replace('-', '_')}",
        at=context.services.clock.now().astimezone(context.zone),
        words=context.words,
    )
    await context.hand_over(content, f"{row.receipt}.pdf", context.words("pledge.receipt_file"))


async def on_check(context: Context) -> None:
    """/cek NOMOR: whether a receipt is true, its day and unit; nothing else."""
    await check(context, " ".join(context.args))


async def check(context: Context, written: str) -> None:
    """The same for a link."""
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


async def on_ceremony(context: Context, payload: str) -> None:
    """The poster's link: straight to the text, or through joining to it."""
    context.args = (payload,)
    await on_read(context)


async def _campaign(context: Context) -> Campaign | None:
    number = context.number()
    campaign = await context.services.pledging.find(number) if number is not None else None
    if campaign is None:
        await context.is_stale()
        if context.query is None:
            await context.tell(context.words("pledge.unknown"))
    return campaign


def _screen(context: Context, campaign: Campaign) -> tuple[tuple[Section, ...], InlineKeyboardMarkup | None]:
    words, number = context.words, str(campaign.id)
    shown = (
        line(words, "pledge.title", title=campaign.text.title),
        line(words, "pledge.until", until=context.services.until(campaign), version=campaign.text.version),
        Section("text", marked(campaign.text.body), gap=True),
    )
    acts = [tap(context, words("pledge.confirm"), Kind.PLEDGED, number, campaign.text.hash[:SEEN_SIGNS])]
    others = [
        tap(context, words("pledge.question"), Kind.PLEDGE_NOTE, number, "q"),
        tap(context, words("pledge.objection"), Kind.PLEDGE_NOTE, number, "o"),
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
        return keyboard([tap(context, context.words("pledge.pdf"), Kind.RECEIPT, str(result.campaign.id))])
    return keyboard([_join(context)]) if result.step is Step.NOT_JOINED else None


def _join(context: Context) -> InlineKeyboardButton:
    return tap(context, context.words("start.join"), Kind.JOIN)
