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
from bot.tg.core.context import Visit
from bot.tg.core.dialogue import Flow
from bot.tg.core.keyboard import keyboard
from bot.tg.core.phrase import line, paragraph
from bot.tg.pledge import campaign_draft
from bot.tg.pledge.campaign_draft import DAYS, STATUSES, CampaignDraft

_END_OF_DAY = time(23, 59)


async def on_new(visit: Visit) -> None:
    """Takes up what was being put together, or begins."""
    await dialogue.end(visit, campaign_draft.FLOW)
    found = await campaign_draft.find(visit)
    one = found[1] if found else campaign_draft.usual(visit)
    if found is None:
        await campaign_draft.keep(visit, one)
    await visit.say(*await campaign_draft.screen(visit, one))


async def takes(visit: Visit, expected: Expected) -> None:
    """The field that was asked for."""
    found = await campaign_draft.find(visit)
    if found is None:
        await dialogue.end(visit, campaign_draft.FLOW)
        await visit.tell(visit.words("campaign.gone"))
        return
    text = visit.message.text if visit.message else None
    try:
        one = await _typed(visit, found[1], expected.step, text or "")
    except (AudienceError, MomentError, PledgeError) as error:
        await visit.say((Section("note", literal(str(error))),), keyboard([_back(visit)]))
        return
    await campaign_draft.keep(visit, one)
    await dialogue.end(visit, campaign_draft.FLOW)
    await visit.say(*await campaign_draft.screen(visit, one))


FLOW = Flow(campaign_draft.FLOW, "ikrar_baru", frozenset(campaign_draft.TYPED), frozenset({Role.HR}), takes)


async def on_field(visit: Visit) -> None:
    """Offers the usual choices of one field, and to type another."""
    found = await campaign_draft.find(visit)
    field = visit.args[0]
    if found is None or field not in (*campaign_draft.TYPED, "texts"):
        await visit.acknowledge(visit.words("campaign.gone"), alert=True)
        return
    if field == "texts":
        await dialogue.end(visit, campaign_draft.FLOW)
    else:
        await dialogue.expect(visit, campaign_draft.FLOW, field)
    choices = campaign_draft.offered(visit, found[1], field)
    await visit.show((line(visit.words, f"campaign.ask.{field}"),), keyboard(choices, [_back(visit)]))


async def on_set(visit: Visit) -> None:
    """Takes one of the usual choices."""
    found = await campaign_draft.find(visit)
    field, value = visit.args
    changed = _set(visit, found[1], field, value) if found else None
    if found is None or changed is None:
        await visit.acknowledge(visit.words("campaign.gone"), alert=True)
        return
    await dialogue.end(visit, campaign_draft.FLOW)
    if changed != found[1]:
        await campaign_draft.keep(visit, changed)
    await visit.show(*await campaign_draft.screen(visit, changed))


async def on_preview(visit: Visit) -> None:
    """Each text whole, then whom it asks."""
    found = await campaign_draft.find(visit)
    if found is None:
        await visit.acknowledge(visit.words("campaign.gone"), alert=True)
        return
    draft_id, one = found
    if not campaign_draft.texts(visit, one):
        await visit.say(*await campaign_draft.screen(visit, one))
        return
    try:
        active, joined = await campaign_draft.count(visit, one)
    except AudienceError:
        await visit.say(*await campaign_draft.screen(visit, one))
        return
    for text in campaign_draft.texts(visit, one):
        body = Section("text", marked(text.body), gap=True)
        await visit.say((line(visit.words, "pledge.title", title=text.title), body))
    language = visit.words.language
    counted = {"joined": number(joined, language), "missing": number(active - joined, language)}
    until = campaign_draft.until(visit, one)
    await visit.say(
        (line(visit.words, "campaign.summary", audience=one.audience, until=until, **counted),),
        keyboard(
            [_back(visit), campaign_draft.drop_button(visit)],
            [tap(visit, visit.words("campaign.open"), Kind.CAMPAIGN_OPEN, draft_id)],
        ),
    )


async def on_open(visit: Visit) -> None:
    """Opens what this preview showed, once: one campaign for each text, all of them or none."""
    (draft_id,) = visit.args
    found = await campaign_draft.find(visit)
    if found is None or found[0] != draft_id:
        await _tell_otherwise(visit, draft_id, is_changed=found is not None)
        return
    one = found[1]
    opening = Opening(
        one.audience,
        datetime.fromisoformat(one.deadline),
        visit.actor,
        datetime.fromisoformat(one.opens) if one.opens else None,
        one.first,
    )
    try:
        opened = await visit.kit.pledging.open_draft(draft_id, campaign_draft.texts(visit, one), opening)
    except (AudienceError, PledgeError) as error:
        await visit.show((Section("note", literal(str(error))),), keyboard([_back(visit)]))
        return
    await dialogue.end(visit, campaign_draft.FLOW)
    if opened is None:
        await _tell_otherwise(visit, draft_id, is_changed=False)
        return
    shown = [
        line(
            visit.words,
            "campaign.opened",
            title=campaign.text.title,
            number=campaign.id,
            count=number(placed.recipients, visit.words.language),
        )
        for campaign, placed in opened
    ]
    await visit.show((*shown, paragraph(visit.words, "campaign.next")))


async def _tell_otherwise(visit: Visit, draft_id: str, *, is_changed: bool) -> None:
    """Why this preview opens nothing: it was opened before, or is no longer what would be opened."""
    before = await visit.kit.pledging.of_draft(draft_id)
    if before:
        numbers = ", ".join(str(campaign.id) for campaign in before)
        await visit.acknowledge(visit.words("campaign.opened_already", numbers=numbers), alert=True)
    elif is_changed:
        await visit.acknowledge(visit.words("broadcast.changed"), alert=True)
        await on_preview(visit)
    else:
        await visit.acknowledge(visit.words("campaign.gone"), alert=True)


async def on_drop(visit: Visit) -> None:
    """Leaves it."""
    await dialogue.end(visit, campaign_draft.FLOW)
    await campaign_draft.drop(visit)
    await visit.show((line(visit.words, "campaign.dropped"),))


def _set(visit: Visit, one: CampaignDraft, field: str, value: str) -> CampaignDraft | None:
    match field, value:
        case "back", _:
            return one
        case "texts", name if name in visit.kit.knowledge.book.pledges:
            chosen = [text for text in one.texts if text != name]
            return replace(one, texts=tuple(chosen if name in one.texts else [*chosen, name]))
        case "audience", "semua":
            return replace(one, audience="semua")
        case "audience", status if status in STATUSES:
            return replace(one, audience=f"status:{status}")
        case "deadline", days if days in map(str, DAYS):
            end = visit.kit.clock.today(visit.kit.zone) + timedelta(days=int(days) + 1)
            return replace(one, deadline=datetime.combine(end, time(), visit.kit.zone).isoformat())
        case "opens", "now":
            return replace(one, opens="")
        case "first", "nobody":
            return replace(one, first="")
        case "first", "heads":
            return replace(one, first="peran:kepala")
        case _:
            return None


async def _typed(visit: Visit, one: CampaignDraft, field: str, text: str) -> CampaignDraft:
    """The field being asked for; raises AudienceError, MomentError or PledgeError."""
    if field == "own":
        own_text(text)
        return replace(one, own=text)
    if field in ("audience", "first"):
        await visit.kit.staff.audience(text)
        return (
            replace(one, audience=text.strip()) if field == "audience" else replace(one, first=text.strip())
        )
    now = visit.kit.clock.now()
    if field == "opens":
        return replace(one, opens=moment(text, now, visit.zone).isoformat())
    # A bare day is meant to its end.
    end = moment(text, now, visit.zone, _END_OF_DAY)
    whole_day = end.timetz().replace(tzinfo=None) == _END_OF_DAY
    return replace(one, deadline=(end + timedelta(minutes=whole_day)).isoformat())


def _back(visit: Visit) -> InlineKeyboardButton:
    return tap(visit, visit.words("campaign.back"), Kind.CAMPAIGN_SET, "back", "x")
