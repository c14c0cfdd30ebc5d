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
from bot.tg.core.context import Visit
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


async def on_pledges(visit: Visit) -> None:
    """/ikrar: what is asked of this employee, and what he has pledged."""
    employee = visit.visitor.employee
    if employee is None:
        await visit.tell(visit.words("pledge.not_joined"), keyboard([_join(visit)]))
        return
    done = await visit.kit.pledging.of_person(employee.id)
    shown = [line(visit.words, "pledge.yours" if done else "pledge.none_yet")]
    files = []
    for campaign, seq, at in done:
        row = await visit.kit.pledging.row(seq)
        receipt = row.receipt if row else ""
        when = moment(at, visit.zone, visit.words.language)
        shown.append(
            paragraph(visit.words, "pledge.entry", title=campaign.text.title, at=when, receipt=receipt)
        )
        files.append(tap(visit, f"PDF {receipt}", Kind.RECEIPT, str(campaign.id)))
    await visit.say(shown, keyboard(files))
    await offer(visit, employee)


async def offer(visit: Visit, employee: Member) -> None:
    """Everything that is open and asked of him and that he has not pledged yet, each with its button."""
    for campaign in await visit.kit.pledging.waiting_for(employee.id):
        await visit.say(
            (
                line(visit.words, "pledge.title", title=campaign.text.title),
                line(visit.words, "pledge.invitation", until=visit.kit.until(campaign)),
            ),
            keyboard([tap(visit, visit.words("pledge.read"), Kind.PLEDGE, str(campaign.id))]),
        )


async def on_read(visit: Visit) -> None:
    """Shows the whole text with the buttons below it."""
    campaign = await _campaign(visit)
    if campaign is None:
        return
    if visit.visitor.employee is None:
        await visit.say(
            (line(visit.words, "pledge.left" if visit.visitor.member else "pledge.not_joined"),),
            keyboard([] if visit.visitor.member else [_join(visit)]),
        )
    elif not visit.kit.pledging.is_open(campaign):
        key = "pledge.early" if visit.kit.pledging.is_early(campaign) else "pledge.closed"
        await visit.say((line(visit.words, key, title=campaign.text.title),))
    else:
        await visit.show(*_screen(visit, campaign))


async def on_pledge(visit: Visit) -> None:
    """ "Saya berikrar": acknowledged only once it is written down."""
    number = visit.number()
    if number is None:
        await visit.is_stale()
        return
    result = await visit.kit.pledging.confirm(visit.user.id, number, visit.args[1])
    if result.step is Step.REPEATED and result.at is not None:
        at = moment(result.at, visit.zone, visit.words.language)
        await visit.acknowledge(visit.words("pledge.repeated", at=at), alert=True)
    if result.step is Step.OTHER_TEXT and result.campaign is not None:
        # The text he saw is not the one that counts: he must see that first.
        await visit.acknowledge(visit.words("pledge.other_text"), alert=True)
        await visit.show(*_screen(visit, result.campaign))
        return
    await visit.show((await _told(visit, result),), _after(visit, result))


async def on_note(visit: Visit) -> None:
    """ "Ada pertanyaan" and "Keberatan": asks for the words."""
    campaign = await _campaign(visit)
    kind = _NOTES.get(visit.args[1])
    if campaign is None or kind is None or visit.visitor.employee is None:
        await visit.is_stale()
        return
    await dialogue.expect(visit, FLOW.name, kind.value, asdict(NoteOn(campaign.id)))
    await visit.tell(visit.words(f"pledge.ask_{kind.value}", title=campaign.text.title))


async def takes(visit: Visit, expected: Expected) -> None:
    """The question or the objection that was asked for."""
    campaign = await visit.kit.pledging.find(parsed(FLOW.name, NoteOn, expected.state).campaign)
    employee = visit.visitor.employee
    if campaign is None or employee is None or visit.message is None:
        await dialogue.end(visit, FLOW.name)
        await visit.tell(visit.words("pledge.unknown" if employee else "pledge.left"))
        return
    kind, words = NoteKind(expected.step), (visit.message.text or "")[:MOST_WORDS]
    await visit.kit.pledging.note(employee, campaign, kind, words)
    await dialogue.end(visit, FLOW.name)
    hr = visit.kit.words[visit.kit.language]
    told = line(
        hr,
        f"pledge.hr_{kind.value}",
        name=employee.name,
        place=employee.place,
        title=campaign.text.title,
        words=words,
    )
    reached = await tell_hr(visit, (told,))
    await visit.tell(visit.words(f"pledge.noted_{kind.value}" if reached else "pledge.noted_unread"))


FLOW = Flow("ikrar_catatan", "ikrar", frozenset(kind.value for kind in NoteKind), EVERYBODY, takes)


async def on_receipt(visit: Visit) -> None:
    """The receipt as PDF."""
    number, employee = visit.number(), visit.visitor.employee
    done = await visit.kit.pledging.of_person(employee.id) if employee else []
    found = next((one for one in done if one[0].id == number), None)
    row = await visit.kit.pledging.row(found[1]) if found else None
    if found is None or row is None or employee is None:
        await visit.is_stale()
        return
    from bot.pledge.receipt import receipt

    campaign, _, at = found
    unit = await visit.kit.pledging.receipt(row.seq)
    content = await asyncio.to_thread(
        receipt,
        number=row.receipt,
        title=campaign.text.title,
        version=campaign.text.version,
        text_hash=campaign.text.hash,
        name=employee.name,
        unit=unit[0] if unit else employee.unit,
        moment=moment(at, visit.zone, visit.words.language),
        link=f"https://t.me/{visit.bot.username}?start=c_{row.receipt.replace('-', '_')}",
        at=visit.kit.clock.now().astimezone(visit.zone),
        words=visit.words,
    )
    await visit.hand_over(content, f"{row.receipt}.pdf", visit.words("pledge.receipt_file"))


async def on_check(visit: Visit) -> None:
    """/cek NOMOR: whether a receipt is true, its day and unit; nothing else."""
    await check(visit, " ".join(visit.args))


async def check(visit: Visit, written: str) -> None:
    """The same for a link."""
    found = read_receipt(written)
    if found is None:
        await visit.tell(visit.words("pledge.check_usage"))
        return
    row = await visit.kit.pledging.row(found[1])
    held = await visit.kit.pledging.receipt(found[1]) if row and row.hash[:4] == found[0] else None
    if row is None or held is None:
        await visit.tell(visit.words("pledge.check_false"))
        return
    at = moment(held[1], visit.zone, visit.words.language)
    await visit.say((line(visit.words, "pledge.check_true", receipt=row.receipt, at=at, unit=held[0]),))


async def on_ceremony(visit: Visit, payload: str) -> None:
    """The poster's link: straight to the text, or through joining to it."""
    visit.args = (payload,)
    await on_read(visit)


async def _campaign(visit: Visit) -> Campaign | None:
    number = visit.number()
    campaign = await visit.kit.pledging.find(number) if number is not None else None
    if campaign is None:
        await visit.is_stale()
        if visit.query is None:
            await visit.tell(visit.words("pledge.unknown"))
    return campaign


def _screen(visit: Visit, campaign: Campaign) -> tuple[tuple[Section, ...], InlineKeyboardMarkup | None]:
    words, number = visit.words, str(campaign.id)
    shown = (
        line(words, "pledge.title", title=campaign.text.title),
        line(words, "pledge.until", until=visit.kit.until(campaign), version=campaign.text.version),
        Section("text", marked(campaign.text.body), gap=True),
    )
    acts = [tap(visit, words("pledge.confirm"), Kind.PLEDGED, number, campaign.text.hash[:SEEN_SIGNS])]
    others = [
        tap(visit, words("pledge.question"), Kind.PLEDGE_NOTE, number, "q"),
        tap(visit, words("pledge.objection"), Kind.PLEDGE_NOTE, number, "o"),
    ]
    return shown, keyboard(acts, others)


async def _told(visit: Visit, result: Result) -> Section:
    if result.campaign is None:
        return line(visit.words, "pledge.unknown")
    title = result.campaign.text.title
    if result.at is None:
        key = f"pledge.{result.step.value}"
        return line(
            visit.words, key, **({"title": title} if "title" in visit.words.placeholders(key) else {})
        )
    row = await visit.kit.pledging.row(result.seq)
    return line(
        visit.words,
        "pledge.recorded",
        title=title,
        at=moment(result.at, visit.zone, visit.words.language),
        receipt=row.receipt if row else "",
    )


def _after(visit: Visit, result: Result) -> InlineKeyboardMarkup | None:
    if result.at is not None and result.campaign is not None:
        return keyboard([tap(visit, visit.words("pledge.pdf"), Kind.RECEIPT, str(result.campaign.id))])
    return keyboard([_join(visit)]) if result.step is Step.NOT_JOINED else None


def _join(visit: Visit) -> InlineKeyboardButton:
    return tap(visit, visit.words("start.join"), Kind.JOIN)
