"""/ikrar_baru: HR opens a pledge: texts, audience, deadline, who signs first; a preview, then it goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from telegram import InlineKeyboardButton

from bot.ask.sections import Section
from bot.outbox.moment import MomentError, moment
from bot.people.audience import AudienceError
from bot.people.authority import HR
from bot.people.dialogue import Expected
from bot.pledge.service import Opening, PledgeError, own_text
from bot.text.markup import literal, marked
from bot.text.numbers import number
from bot.tg.core import dialogue
from bot.tg.core.context import Context
from bot.tg.core.dialogue import Flow
from bot.tg.core.keyboard import keyboard
from bot.tg.core.phrase import line, paragraph
from bot.tg.pledge import campaign_draft
from bot.tg.pledge.buttons import (
    CAMPAIGN_DROP,
    CAMPAIGN_FIELD,
    CAMPAIGN_OPEN,
    CAMPAIGN_PREVIEW,
    CAMPAIGN_SET,
    NO_VALUE,
    Field,
    Setting,
)
from bot.tg.pledge.campaign_draft import DAYS, STATUSES, CampaignDraft

_END_OF_DAY = time(23, 59)


async def on_new(context: Context) -> None:
    """Continues the draft, or starts one."""
    await dialogue.end(context, campaign_draft.FLOW)
    found = await campaign_draft.find(context)
    one = found[1] if found else campaign_draft.usual(context)
    if found is None:
        await campaign_draft.keep(context, one)
    await context.say(*await campaign_draft.screen(context, one))


async def takes(context: Context, expected: Expected) -> None:
    """The field that was asked for."""
    found = await campaign_draft.find(context)
    if found is None:
        await dialogue.end(context, campaign_draft.FLOW)
        await context.tell(context.words("campaign.gone"))
        return
    text = context.message.text if context.message else None
    try:
        one = await _typed(context, found[1], expected.step, text or "")
    except (AudienceError, MomentError, PledgeError) as error:
        await context.say((Section("note", literal(str(error))),), keyboard([_back(context)]))
        return
    await campaign_draft.keep(context, one)
    await dialogue.end(context, campaign_draft.FLOW)
    await context.say(*await campaign_draft.screen(context, one))


FLOW = Flow(campaign_draft.FLOW, "ikrar_baru", frozenset(campaign_draft.TYPED), HR, takes)


async def on_field(context: Context, field: Field) -> None:
    """Offers the usual choices of one field, and to type another."""
    found = await campaign_draft.find(context)
    if found is None:
        await context.acknowledge(context.words("campaign.gone"), alert=True)
        return
    if field is Field.TEXTS:
        await dialogue.end(context, campaign_draft.FLOW)
    else:
        await dialogue.expect(context, campaign_draft.FLOW, field.value)
    choices = campaign_draft.offered(context, found[1], field)
    await context.show((line(context.words, f"campaign.ask.{field}"),), keyboard(choices, [_back(context)]))


async def on_set(context: Context, setting: Setting, value: str) -> None:
    """Takes one of the usual choices."""
    found = await campaign_draft.find(context)
    changed = _set(context, found[1], setting, value) if found else None
    if found is None or changed is None:
        await context.acknowledge(context.words("campaign.gone"), alert=True)
        return
    await dialogue.end(context, campaign_draft.FLOW)
    if changed != found[1]:
        await campaign_draft.keep(context, changed)
    await context.show(*await campaign_draft.screen(context, changed))


async def on_preview(context: Context) -> None:
    """Each text whole, then whom it asks."""
    found = await campaign_draft.find(context)
    if found is None:
        await context.acknowledge(context.words("campaign.gone"), alert=True)
        return
    draft_id, one = found
    if not campaign_draft.texts(context, one):
        await context.say(*await campaign_draft.screen(context, one))
        return
    try:
        active, joined = await campaign_draft.count(context, one)
    except AudienceError:
        await context.say(*await campaign_draft.screen(context, one))
        return
    for text in campaign_draft.texts(context, one):
        body = Section("text", marked(text.body), gap=True)
        await context.say((line(context.words, "pledge.title", title=text.title), body))
    language = context.words.language
    counted = {"joined": number(joined, language), "missing": number(active - joined, language)}
    until = campaign_draft.until(context, one)
    await context.say(
        (line(context.words, "campaign.summary", audience=one.audience, until=until, **counted),),
        keyboard(
            [_back(context), campaign_draft.drop_button(context)],
            [CAMPAIGN_OPEN.tap(context.user.id, context.words("campaign.open"), draft_id)],
        ),
    )


async def on_open(context: Context, draft: str) -> None:
    """Opens what this preview showed, once: one campaign for each text, all of them or none."""
    found = await campaign_draft.find(context)
    if found is None or found[0] != draft:
        await _tell_otherwise(context, draft, is_changed=found is not None)
        return
    one = found[1]
    opening = Opening(
        one.audience,
        datetime.fromisoformat(one.deadline),
        context.actor,
        datetime.fromisoformat(one.opens) if one.opens else None,
        one.first,
    )
    try:
        opened = await context.services.pledging.open_draft(
            draft, campaign_draft.texts(context, one), opening
        )
    except (AudienceError, PledgeError) as error:
        await context.show((Section("note", literal(str(error))),), keyboard([_back(context)]))
        return
    await dialogue.end(context, campaign_draft.FLOW)
    if opened is None:
        await _tell_otherwise(context, draft, is_changed=False)
        return
    shown = [
        line(
            context.words,
            "campaign.opened",
            title=campaign.text.title,
            number=campaign.id,
            count=number(placed.recipients, context.words.language),
        )
        for campaign, placed in opened
    ]
    await context.show((*shown, paragraph(context.words, "campaign.next")))


async def _tell_otherwise(context: Context, draft_id: str, *, is_changed: bool) -> None:
    """Why this preview opens nothing: it was opened before, or is no longer what would be opened."""
    before = await context.services.pledging.of_draft(draft_id)
    if before:
        numbers = ", ".join(str(campaign.id) for campaign in before)
        await context.acknowledge(context.words("campaign.opened_already", numbers=numbers), alert=True)
    elif is_changed:
        await context.acknowledge(context.words("broadcast.changed"), alert=True)
        await on_preview(context)
    else:
        await context.acknowledge(context.words("campaign.gone"), alert=True)


async def on_drop(context: Context) -> None:
    """Drops the draft."""
    await dialogue.end(context, campaign_draft.FLOW)
    await campaign_draft.drop(context)
    await context.show((line(context.words, "campaign.dropped"),))


def _set(context: Context, one: CampaignDraft, setting: Setting, value: str) -> CampaignDraft | None:
    match setting, value:
        case Setting.BACK, _:
            return one
        case Setting.TEXTS, name if name in context.services.knowledge.book.pledges:
            chosen = [text for text in one.texts if text != name]
            return replace(one, texts=tuple(chosen if name in one.texts else [*chosen, name]))
        case Setting.AUDIENCE, "semua":
            return replace(one, audience="semua")
        case Setting.AUDIENCE, status if status in STATUSES:
            return replace(one, audience=f"status:{status}")
        case Setting.DEADLINE, days if days in map(str, DAYS):
            end = context.services.clock.today(context.services.zone) + timedelta(days=int(days) + 1)
            return replace(one, deadline=datetime.combine(end, time(), context.services.zone).isoformat())
        case Setting.OPENS, "now":
            return replace(one, opens="")
        case Setting.FIRST, "nobody":
            return replace(one, first="")
        case Setting.FIRST, "heads":
            return replace(one, first="peran:kepala")
        case _:
            return None


async def _typed(context: Context, one: CampaignDraft, field: str, text: str) -> CampaignDraft:
    """The field being asked for; raises AudienceError, MomentError or PledgeError."""
    if field == "own":
        own_text(text)
        return replace(one, own=text)
    if field in ("audience", "first"):
        await context.services.staff.audience(text)
        return (
            replace(one, audience=text.strip()) if field == "audience" else replace(one, first=text.strip())
        )
    now = context.services.clock.now()
    if field == "opens":
        return replace(one, opens=moment(text, now, context.zone).isoformat())
    # A day without a time means its end.
    end = moment(text, now, context.zone, _END_OF_DAY)
    whole_day = end.timetz().replace(tzinfo=None) == _END_OF_DAY
    return replace(one, deadline=(end + timedelta(minutes=whole_day)).isoformat())


def _back(context: Context) -> InlineKeyboardButton:
    return CAMPAIGN_SET.tap(context.user.id, context.words("campaign.back"), Setting.BACK, NO_VALUE)


ROUTES = (
    CAMPAIGN_FIELD.handled_by(on_field),
    CAMPAIGN_SET.handled_by(on_set),
    CAMPAIGN_PREVIEW.handled_by(on_preview),
    CAMPAIGN_OPEN.handled_by(on_open),
    CAMPAIGN_DROP.handled_by(on_drop),
)
