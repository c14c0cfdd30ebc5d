"""/rekap: who has pledged, unit by unit, as far as one may see; files of it; reminders to those missing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from io import BytesIO

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile

from bot.ask.sections import Section
from bot.people.authority import HR
from bot.people.member import breadcrumb, shared_top
from bot.pledge.model import Campaign, Counts, NoteKind
from bot.pledge.recap import figures
from bot.text.dates import moment
from bot.text.links import Start, deep_link
from bot.text.markup import Span, literal
from bot.text.numbers import number
from bot.text.progress import bar
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.core.phrase import line, paragraph
from bot.tg.pledge.buttons import RECAP, RECAP_ACT, RecapAct

RECENT = 8
MOST_UNITS = 12
MOST_NOTES = 10


async def on_recaps(context: Context) -> None:
    """The latest campaign as a recap, older ones as buttons."""
    campaigns = await context.services.pledging.recent(RECENT)
    if not campaigns:
        key = "recaps.none_hr" if context.authority.has(HR) else "recaps.none"
        await context.tell(context.words(key))
        return
    await context.say(*await _screen(context, campaigns[0]))
    if older := campaigns[1:]:
        buttons = [RECAP.tap(context.user.id, f"{one.id}. {one.text.title}", one.id) for one in older]
        await context.tell(context.words("recaps.older"), keyboard(buttons))


async def on_recap(context: Context, campaign: int) -> None:
    """One campaign."""
    found = await _campaign(context, campaign)
    if found is not None:
        await context.say(*await _screen(context, found))


async def on_act(context: Context, campaign: int, act: RecapAct) -> None:
    """Sends a file of the recap, or carries out an act that only HR may do."""
    found = await _campaign(context, campaign)
    if found is None:
        return
    if act in _FILES:
        await _FILES[act](context, found)
    elif act in _ACTS and context.authority.has(HR):
        await _ACTS[act](context, found)
    else:
        await context.is_stale()


async def _screen(
    context: Context, campaign: Campaign
) -> tuple[Sequence[Section], InlineKeyboardMarkup | None]:
    words, language = context.words, context.words.language
    units = await _seen(context, campaign)
    total = figures.total(units, "")
    shown = [
        line(
            words, "recaps.head", title=campaign.text.title, number=campaign.id, left=_left(context, campaign)
        )
    ]
    tops = _tops(units)
    for n, one in enumerate(tops[:MOST_UNITS]):
        counts = (
            f" {figures.percent(one, words)} · {number(one.confirmed, language)}/{number(one.all, language)} "
        )
        spans = (
            Span(bar(one.confirmed, one.all)),
            Span(counts, "bold"),
            *literal(breadcrumb(one.unit)),
        )
        shown.append(Section("unit", spans, gap=n == 0))
    if len(tops) > MOST_UNITS:
        shown.append(line(words, "recaps.more", count=number(len(tops) - MOST_UNITS, language)))
    counted = {
        name: number(getattr(total, name), language)
        for name in ("confirmed", "pending", "objected", "questions", "unreachable", "not_joined")
    }
    shown.append(paragraph(words, "recaps.totals", all=number(total.all, language), **counted))
    return shown, _buttons(context, campaign, total)


def _buttons(context: Context, campaign: Campaign, total: Counts) -> InlineKeyboardMarkup | None:
    def act(act: RecapAct) -> InlineKeyboardButton:
        return RECAP_ACT.tap(context.user.id, context.words(f"recaps.act.{act}"), campaign.id, act)

    files = [act(one) for one in _FILES]
    if not context.authority.has(HR):
        return keyboard(files)
    hr = []
    if context.services.pledging.is_open(campaign):
        waits = campaign.invited_at is None
        hr = [act(RecapAct.EVERYBODY)] if waits else [act(RecapAct.REMIND)] if total.pending else []
    if context.services.pledging.is_open(campaign) or context.services.pledging.is_early(campaign):
        hr += [act(RecapAct.POSTER), act(RecapAct.CLOSE)]
    if total.objected:
        hr.append(act(RecapAct.OBJECTIONS))
    if total.questions:
        hr.append(act(RecapAct.QUESTIONS))
    return keyboard(files, hr)


async def _chart(context: Context, campaign: Campaign) -> None:
    from bot.pledge.recap.chart import chart

    units = await _seen(context, campaign)
    content = await asyncio.to_thread(chart, campaign.text.title, units, context.words)
    await context.bot.send_photo(context.chat.id, InputFile(BytesIO(content), filename="rekap.png"))


async def _xlsx(context: Context, campaign: Campaign) -> None:
    from bot.pledge.recap.sheets import workbook

    units = await _seen(context, campaign)
    tops = None if context.authority.sees_everybody else context.authority.units
    entries = await context.services.pledging.everybody(campaign, tops)
    content = await asyncio.to_thread(
        workbook, campaign.text.title, units, entries, context.words, context.zone
    )
    await context.hand_over(content, f"rekap-ikrar-{campaign.id}.xlsx", context.words("recaps.file"))


async def _pdf(context: Context, campaign: Campaign) -> None:
    from bot.pledge.recap.summary import summary

    now = context.services.clock.now()
    head = await context.services.checkpoints.sign() if context.authority.has(HR) else None
    units = await _seen(context, campaign)
    content = await asyncio.to_thread(
        summary,
        title=campaign.text.title,
        version=campaign.text.version,
        text_hash=campaign.text.hash,
        office=_office(context, units),
        period=context.words(
            "recaps.period",
            opens=moment(campaign.opens_at, context.zone, context.words.language),
            until=context.services.until(campaign),
        ),
        counts=units,
        moment=moment(now, context.zone, context.words.language),
        head=head.checkpoint.posted if head else None,
        at=now.astimezone(context.zone),
        words=context.words,
    )
    await context.hand_over(content, f"rekap-ikrar-{campaign.id}.pdf", context.words("recaps.file"))


async def _remind(context: Context, campaign: Campaign) -> None:
    if not context.services.pledging.is_open(campaign):
        await context.acknowledge(context.words("recaps.over"), alert=True)
        return
    placed = await context.services.pledging.remind(campaign, context.actor)
    await context.say(
        (line(context.words, "recaps.reminded", count=number(placed.recipients, context.words.language)),)
    )


async def _everybody(context: Context, campaign: Campaign) -> None:
    placed = await context.services.pledging.ask_everybody(campaign, context.actor)
    if placed is None:
        await context.is_stale()
        return
    await context.say(
        (line(context.words, "recaps.reminded", count=number(placed.recipients, context.words.language)),)
    )


async def _close(context: Context, campaign: Campaign) -> None:
    if await context.services.pledging.close(campaign.id, context.actor):
        await context.say((line(context.words, "recaps.closed", title=campaign.text.title),))
    else:
        await context.acknowledge(context.words("recaps.over"), alert=True)


async def _poster(context: Context, campaign: Campaign) -> None:
    from bot.pledge.poster import poster

    units = await _seen(context, campaign)
    content = await asyncio.to_thread(
        poster,
        title=campaign.text.title,
        office=_office(context, units),
        link=deep_link(context.bot.username, Start.PLEDGE, str(campaign.id)),
        bot=context.bot.username,
        until=context.services.until(campaign),
        at=context.services.clock.now().astimezone(context.zone),
        words=context.words,
    )
    await context.hand_over(content, f"poster-ikrar-{campaign.id}.pdf", context.words("recaps.poster"))


async def _objections(context: Context, campaign: Campaign) -> None:
    await _notes(context, campaign, NoteKind.OBJECTION)


async def _questions(context: Context, campaign: Campaign) -> None:
    await _notes(context, campaign, NoteKind.QUESTION)


async def _notes(context: Context, campaign: Campaign, kind: NoteKind) -> None:
    found = await context.services.pledging.notes(campaign, kind, MOST_NOTES)
    shown = [line(context.words, f"recaps.{kind.value}s", title=campaign.text.title)]
    for note in found:
        at = moment(note.at, context.zone, context.words.language)
        shown.append(
            Section(
                "who", (Span(f"{note.member.name}, {note.member.place}", "bold"), Span(f" · {at}")), gap=True
            )
        )
        shown.append(Section("words", literal(note.text)))
    await context.say(shown)


_FILES = {RecapAct.CHART: _chart, RecapAct.XLSX: _xlsx, RecapAct.PDF: _pdf}
_ACTS = {
    RecapAct.REMIND: _remind,
    RecapAct.EVERYBODY: _everybody,
    RecapAct.CLOSE: _close,
    RecapAct.POSTER: _poster,
    RecapAct.OBJECTIONS: _objections,
    RecapAct.QUESTIONS: _questions,
}


async def _campaign(context: Context, number: int) -> Campaign | None:
    campaign = await context.services.pledging.find(number)
    if campaign is None:
        await context.is_stale()
    return campaign


async def _seen(context: Context, campaign: Campaign) -> list[Counts]:
    """The units of the campaign that this person may see."""
    return [
        one for one in await context.services.pledging.by_unit(campaign) if context.authority.sees(one.unit)
    ]


def _tops(units: Sequence[Counts]) -> list[Counts]:
    """Summed by the first part of the path, or by the second where all share the first."""
    tops = figures.by_top(units)
    return tops if len(tops) > 1 else figures.by_top(units, 2)


def _left(context: Context, campaign: Campaign) -> str:
    if context.services.pledging.is_early(campaign):
        opens = moment(campaign.opens_at, context.zone, context.words.language)
        return context.words("recaps.period", opens=opens, until=context.services.until(campaign))
    if not context.services.pledging.is_open(campaign):
        return context.words("recaps.ended")
    days = (campaign.deadline - context.services.clock.now()).days
    return context.words("recaps.days_left", count=days) if days else context.words("recaps.last_day")


def _office(context: Context, units: Sequence[Counts]) -> str:
    return shared_top(one.unit for one in units) or context.words("recaps.office")


ROUTES = (
    RECAP.handled_by(on_recap),
    RECAP_ACT.handled_by(on_act),
)
