"""/ikrar_baru: HR opens a pledge: texts, audience, deadline, who signs first; a preview, then it goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from telegram import InlineKeyboardButton

from bot.ask.sections import Section
from bot.outbox.moment import MomentError, moment
from bot.people.audience import AudienceError
from bot.people.authority import Role
from bot.people.dialogue import Expected
from bot.pledge.service import Opening, PledgeError, own_text
from bot.text.dates import number
from bot.text.markup import literal, marked
from bot.tg.ask.answers import tap
from bot.tg.core import dialogue
from bot.tg.core.callbacks import Kind
from bot.tg.core.context import Context
from bot.tg.core.dialogue import Flow
from bot.tg.core.keyboard import keyboard
from bot.tg.core.phrase import line, paragraph
from bot.tg.pledge import campaign_draft
from bot.tg.pledge.campaign_draft import DAYS, STATUSES, CampaignDraft

_END_OF_DAY = time(23, 59)


async def on_new(context: Context) -> None:
    """Takes up what was being put together, or begins."""
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


FLOW = Flow(campaign_draft.FLOW, "ikrar_baru", frozenset(campaign_draft.TYPED), frozenset({Role.HR}), takes)


async def on_field(context: Context) -> None:
    """Offers the usual choices of one field, and to type another."""
    found = await campaign_draft.find(context)
    field = context.args[0]
    if found is None or field not in (*campaign_draft.TYPED, "texts"):
        await context.acknowledge(context.words("campaign.gone"), alert=True)
        return
    if field == "texts":
        await dialogue.end(context, campaign_draft.FLOW)
    else:
        await dialogue.expect(context, campaign_draft.FLOW, field)
    choices = campaign_draft.offered(context, found[1], field)
    await context.show((line(context.words, f"campaign.ask.{field}"),), keyboard(choices, [_back(context)]))


async def on_set(context: Context) -> None:
    """Takes one of the usual choices."""
    found = await campaign_draft.find(context)
    field, value = context.args
    changed = _set(context, found[1], field, value) if found else None
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
            [tap(context, context.words("campaign.open"), Kind.CAMPAIGN_OPEN, draft_id)],
        ),
    )


async def on_open(context: Context) -> None:
    """Opens what this preview showed, once: one campaign for each text, all of them or none."""
    (draft_id,) = context.args
    found = await campaign_draft.find(context)
    if found is None or found[0] != draft_id:
        await _tell_otherwise(context, draft_id, is_changed=found is not None)
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
            draft_id, campaign_draft.texts(context, one), opening
        )
    except (AudienceError, PledgeError) as error:
        await context.show((Section("note", literal(str(error))),), keyboard([_back(context)]))
        return
    await dialogue.end(context, campaign_draft.FLOW)
    if opened is None:
        await _tell_otherwise(context, draft_id, is_changed=False)
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
    """Leaves it."""
    await dialogue.end(context, campaign_draft.FLOW)
    await campaign_draft.drop(context)
    await context.show((line(context.words, "campaign.dropped"),))


def _set(context: Context, one: CampaignDraft, field: str, value: str) -> CampaignDraft | None:
    match field, value:
        case "back", _:
            return one
        case "texts", name if name in context.services.knowledge.book.pledges:
            chosen = [text for text in one.texts if text != name]
            return replace(one, texts=tuple(chosen if name in one.texts else [*chosen, name]))
        case "audience", "semua":
            return replace(one, audience="semua")
        case "audience", status if status in STATUSES:
            return replace(one, audience=f"status:{status}")
        case "deadline", days if days in map(str, DAYS):
            end = context.services.clock.today(context.services.zone) + timedelta(days=int(days) + 1)
            return replace(one, deadline=datetime.combine(end, time(), context.services.zone).isoformat())
        case "opens", "now":
            return replace(one, opens="")
        case "first", "nobody":
            return replace(one, first="")
        case "first", "heads":
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
    # A bare day is meant to its end.
    end = moment(text, now, context.zone, _END_OF_DAY)
    whole_day = end.timetz().replace(tzinfo=None) == _END_OF_DAY
    return replace(one, deadline=(end + timedelta(minutes=whole_day)).isoformat())


def _back(context: Context) -> InlineKeyboardButton:
    return tap(context, context.words("campaign.back"), Kind.CAMPAIGN_SET, "back", "x")
