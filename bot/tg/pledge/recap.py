"""/rekap: who has pledged, unit by unit, as far as one may see; files of it; reminders to those missing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from io import BytesIO

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile

from bot.ask.sections import Section
from bot.people.authority import Role
from bot.people.member import SEPARATOR
from bot.pledge.model import Campaign, Counts, NoteKind
from bot.text.dates import moment, number
from bot.text.markup import Span, literal
from bot.tg.ask.answers import tap
from bot.tg.core.callbacks import Kind
from bot.tg.core.context import Visit
from bot.tg.core.keyboard import keyboard
from bot.tg.core.phrase import line, paragraph

RECENT = 8
MOST_UNITS = 12
MOST_NOTES = 10
_BAR = 10
_HR = frozenset({Role.HR})


async def on_recaps(visit: Visit) -> None:
    """The latest campaign as a recap, older ones as buttons."""
    campaigns = await visit.kit.pledging.recent(RECENT)
    if not campaigns:
        key = "recaps.none_hr" if visit.authority.has(_HR) else "recaps.none"
        await visit.tell(visit.words(key))
        return
    await visit.say(*await _screen(visit, campaigns[0]))
    if older := campaigns[1:]:
        buttons = [tap(visit, f"{one.id}. {one.text.title}", Kind.RECAP, str(one.id)) for one in older]
        await visit.tell(visit.words("recaps.older"), keyboard(buttons))


async def on_recap(visit: Visit) -> None:
    """One campaign."""
    campaign = await _campaign(visit)
    if campaign is not None:
        await visit.say(*await _screen(visit, campaign))


async def on_act(visit: Visit) -> None:
    """A file for whoever may see, or an act of HR's."""
    campaign = await _campaign(visit)
    act = visit.args[1]
    if campaign is None:
        return
    if act in _FILES:
        await _FILES[act](visit, campaign)
    elif act in _ACTS and visit.authority.has(_HR):
        await _ACTS[act](visit, campaign)
    else:
        await visit.is_stale()


async def _screen(visit: Visit, campaign: Campaign) -> tuple[Sequence[Section], InlineKeyboardMarkup | None]:
    words, language = visit.words, visit.words.language
    units = await _seen(visit, campaign)
    total = _sum("", units)
    shown = [
        line(words, "recaps.head", title=campaign.text.title, number=campaign.id, left=_left(visit, campaign))
    ]
    tops = _tops(units)
    for n, one in enumerate(tops[:MOST_UNITS]):
        done = one.confirmed * _BAR // one.all if one.all else 0
        counts = f" {_percent(one)} · {number(one.confirmed, language)}/{number(one.all, language)} "
        spans = (Span("▓" * done + "░" * (_BAR - done)), Span(counts, "bold"), *literal(one.unit))
        shown.append(Section("unit", spans, gap=n == 0))
    if len(tops) > MOST_UNITS:
        shown.append(line(words, "recaps.more", count=number(len(tops) - MOST_UNITS, language)))
    counted = {
        name: number(getattr(total, name), language)
        for name in ("confirmed", "pending", "objected", "questions", "unreachable", "not_joined")
    }
    shown.append(paragraph(words, "recaps.totals", all=number(total.all, language), **counted))
    return shown, _buttons(visit, campaign, total)


def _buttons(visit: Visit, campaign: Campaign, total: Counts) -> InlineKeyboardMarkup | None:
    def act(name: str) -> InlineKeyboardButton:
        return tap(visit, visit.words(f"recaps.act.{name}"), Kind.RECAP_ACT, str(campaign.id), name)

    files = [act("chart"), act("xlsx"), act("pdf")]
    if not visit.authority.has(_HR):
        return keyboard(files)
    hr = []
    if visit.kit.pledging.is_open(campaign):
        waits = campaign.invited_at is None
        hr = [act("everybody")] if waits else [act("remind")] if total.pending else []
    if visit.kit.pledging.is_open(campaign) or visit.kit.pledging.is_early(campaign):
        hr += [act("poster"), act("close")]
    if total.objected:
        hr.append(act("objections"))
    if total.questions:
        hr.append(act("questions"))
    return keyboard(files, hr)


async def _chart(visit: Visit, campaign: Campaign) -> None:
    from bot.pledge.chart import chart

    units = await _seen(visit, campaign)
    content = await asyncio.to_thread(chart, campaign.text.title, units, visit.words)
    await visit.bot.send_photo(visit.chat.id, InputFile(BytesIO(content), filename="rekap.png"))


async def _xlsx(visit: Visit, campaign: Campaign) -> None:
    from bot.pledge.sheets import workbook

    units = await _seen(visit, campaign)
    tops = None if visit.authority.sees_everybody else visit.authority.units
    entries = await visit.kit.pledging.everybody(campaign, tops)
    content = await asyncio.to_thread(workbook, campaign.text.title, units, entries, visit.words, visit.zone)
    await visit.hand_over(content, f"rekap-ikrar-{campaign.id}.xlsx", visit.words("recaps.file"))


async def _pdf(visit: Visit, campaign: Campaign) -> None:
    from bot.pledge.summary import summary

    now = visit.kit.clock.now()
    head = await visit.kit.heads.sign() if visit.authority.has(_HR) else None
    units = await _seen(visit, campaign)
    content = await asyncio.to_thread(
        summary,
        title=campaign.text.title,
        version=campaign.text.version,
        text_hash=campaign.text.hash,
        office=_office(visit, units),
        period=visit.words(
            "recaps.period",
            opens=moment(campaign.opens_at, visit.zone, visit.words.language),
            until=visit.kit.until(campaign),
        ),
        counts=units,
        moment=moment(now, visit.zone, visit.words.language),
        head=head.head.posted if head else None,
        at=now.astimezone(visit.zone),
        words=visit.words,
    )
    await visit.hand_over(content, f"rekap-ikrar-{campaign.id}.pdf", visit.words("recaps.file"))


async def _remind(visit: Visit, campaign: Campaign) -> None:
    if not visit.kit.pledging.is_open(campaign):
        await visit.acknowledge(visit.words("recaps.over"), alert=True)
        return
    placed = await visit.kit.pledging.remind(campaign, visit.actor)
    await visit.say(
        (line(visit.words, "recaps.reminded", count=number(placed.recipients, visit.words.language)),)
    )


async def _everybody(visit: Visit, campaign: Campaign) -> None:
    placed = await visit.kit.pledging.ask_everybody(campaign, visit.actor)
    if placed is None:
        await visit.is_stale()
        return
    await visit.say(
        (line(visit.words, "recaps.reminded", count=number(placed.recipients, visit.words.language)),)
    )


async def _close(visit: Visit, campaign: Campaign) -> None:
    if await visit.kit.pledging.close(campaign.id, visit.actor):
        await visit.say((line(visit.words, "recaps.closed", title=campaign.text.title),))
    else:
        await visit.acknowledge(visit.words("recaps.over"), alert=True)


async def _poster(visit: Visit, campaign: Campaign) -> None:
    from bot.pledge.poster import poster

    units = await _seen(visit, campaign)
    content = await asyncio.to_thread(
        poster,
        title=campaign.text.title,
        office=_office(visit, units),
        link=f"https://t.me/{visit.bot.username}?start=i_{campaign.id}",
        bot=visit.bot.username,
        until=visit.kit.until(campaign),
        at=visit.kit.clock.now().astimezone(visit.zone),
        words=visit.words,
    )
    await visit.hand_over(content, f"poster-ikrar-{campaign.id}.pdf", visit.words("recaps.poster"))


async def _objections(visit: Visit, campaign: Campaign) -> None:
    await _notes(visit, campaign, NoteKind.OBJECTION)


async def _questions(visit: Visit, campaign: Campaign) -> None:
    await _notes(visit, campaign, NoteKind.QUESTION)


async def _notes(visit: Visit, campaign: Campaign, kind: NoteKind) -> None:
    found = await visit.kit.pledging.notes(campaign, kind, MOST_NOTES)
    shown = [line(visit.words, f"recaps.{kind.value}s", title=campaign.text.title)]
    for note in found:
        at = moment(note.at, visit.zone, visit.words.language)
        shown.append(
            Section(
                "who", (Span(f"{note.member.name}, {note.member.place}", "bold"), Span(f" · {at}")), gap=True
            )
        )
        shown.append(Section("words", literal(note.text)))
    await visit.say(shown)


_FILES = {"chart": _chart, "xlsx": _xlsx, "pdf": _pdf}
_ACTS = {
    "remind": _remind,
    "everybody": _everybody,
    "close": _close,
    "poster": _poster,
    "objections": _objections,
    "questions": _questions,
}


async def _campaign(visit: Visit) -> Campaign | None:
    campaign_id = visit.number()
    campaign = await visit.kit.pledging.find(campaign_id) if campaign_id is not None else None
    if campaign is None:
        await visit.is_stale()
    return campaign


async def _seen(visit: Visit, campaign: Campaign) -> list[Counts]:
    """The units of the campaign that this person may see."""
    return [one for one in await visit.kit.pledging.by_unit(campaign) if visit.authority.sees(one.unit)]


def _tops(units: Sequence[Counts]) -> list[Counts]:
    """Summed by the first part of the path, or by the second where all share the first."""
    parts = {one.unit.split(SEPARATOR)[0] for one in units}
    depth = 1 if len(parts) > 1 else 2
    groups: dict[str, list[Counts]] = {}
    for one in units:
        groups.setdefault(" › ".join(one.unit.split(SEPARATOR)[:depth]), []).append(one)
    return [_sum(unit, some) for unit, some in groups.items()]


def _sum(unit: str, some: Sequence[Counts]) -> Counts:
    fields = ("confirmed", "objected", "unreachable", "not_joined", "pending", "questions")
    return Counts(unit, **{field: sum(getattr(one, field) for one in some) for field in fields})


def _percent(one: Counts) -> str:
    return f"{one.confirmed * 100 // one.all if one.all else 0} %"


def _left(visit: Visit, campaign: Campaign) -> str:
    if visit.kit.pledging.is_early(campaign):
        opens = moment(campaign.opens_at, visit.zone, visit.words.language)
        return visit.words("recaps.period", opens=opens, until=visit.kit.until(campaign))
    if not visit.kit.pledging.is_open(campaign):
        return visit.words("recaps.ended")
    days = (campaign.deadline - visit.kit.clock.now()).days
    return visit.words("recaps.days_left", count=days) if days else visit.words("recaps.last_day")


def _office(visit: Visit, units: Sequence[Counts]) -> str:
    tops = {one.unit.split(SEPARATOR)[0] for one in units}
    return tops.pop() if len(tops) == 1 else visit.words("recaps.office")
