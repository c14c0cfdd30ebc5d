"""A pledge while HR puts it together: what is chosen so far, as a stored draft and as a screen."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ask.sections import Section
from bot.people.audience import AudienceError
from bot.people.dialogue import Draft, parsed
from bot.pledge.model import PledgeText
from bot.pledge.service import own_text, text_of
from bot.text.dates import deadline
from bot.text.dates import moment as worded
from bot.text.numbers import number
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.core.phrase import line, paragraph
from bot.tg.pledge.buttons import (
    CAMPAIGN_DROP,
    CAMPAIGN_FIELD,
    CAMPAIGN_PREVIEW,
    CAMPAIGN_SET,
    Field,
    Setting,
)

FLOW = "ikrar_baru"
TYPED = tuple(field.value for field in Field if field is not Field.TEXTS)
STATUSES = ("PNS", "CPNS", "PPPK", "PPNPN")
DAYS = (3, 7, 14)


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """What HR has chosen so far; times in ISO 8601, an empty one for now."""

    texts: tuple[str, ...] = ()
    own: str = ""
    audience: str = "semua"
    deadline: str = ""
    opens: str = ""
    first: str = ""


def usual(context: Context) -> CampaignDraft:
    """The usual text for everybody, to the end of the day in a week."""
    week = context.services.clock.today(context.services.zone) + timedelta(days=8)
    deadline = datetime.combine(week, time(), context.services.zone)
    return CampaignDraft(texts=("ikrar-netralitas",), deadline=deadline.isoformat())


async def find(context: Context) -> tuple[str, CampaignDraft] | None:
    """(id, draft) of this chat; None when nothing is being put together. Raises ShapeError."""
    kept = await context.services.dialogues.draft(context.conversation, FLOW)
    return (kept.id, parsed(FLOW, CampaignDraft, kept.state)) if kept else None


async def keep(context: Context, one: CampaignDraft) -> None:
    """Stores it under a new id, so that the button of an older preview does not open it."""
    kept = Draft(secrets.token_hex(8), asdict(one), context.services.clock.now())
    await context.services.dialogues.keep_draft(context.conversation, FLOW, kept)


async def drop(context: Context) -> None:
    """Deletes the draft."""
    await context.services.dialogues.drop_draft(context.conversation, FLOW)


async def screen(
    context: Context, one: CampaignDraft
) -> tuple[tuple[Section, ...], InlineKeyboardMarkup | None]:
    """The choices so far with their buttons."""
    words = context.words
    try:
        active, joined = await count(context, one)
    except AudienceError:
        # The list has changed since.
        one = replace(one, audience="semua", first="")
        await keep(context, one)
        active, joined = await count(context, one)
    titles = ", ".join(text.title for text in texts(context, one)) or words("campaign.no_text")
    counted = {"active": number(active, words.language), "joined": number(joined, words.language)}
    shown = (
        line(words, "campaign.head"),
        paragraph(words, "campaign.texts", titles=titles),
        line(words, "campaign.to", audience=one.audience, **counted),
        line(words, "campaign.times", opens=_opens(context, one), until=until(context, one)),
        line(words, "campaign.first", first=one.first or words("campaign.nobody")),
    )
    fields = [
        CAMPAIGN_FIELD.tap(context.user.id, words(f"campaign.field.{field}"), field)
        for field in Field
        if field is not Field.OWN
    ]
    preview = CAMPAIGN_PREVIEW.tap(context.user.id, words("campaign.preview"))
    acts = [preview, drop_button(context)] if texts(context, one) else [drop_button(context)]
    return shown, keyboard(fields, acts)


def offered(context: Context, one: CampaignDraft, field: Field) -> list[InlineKeyboardButton]:
    """The usual choices of one field."""

    def choice(label: str, value: str) -> InlineKeyboardButton:
        return CAMPAIGN_SET.tap(context.user.id, label, Setting(field.value), value)

    words = context.words
    match field:
        case Field.TEXTS:
            known = context.services.knowledge.book.pledges
            marks = {name: "☑ " if name in one.texts else "☐ " for name in known}
            choices = [choice(marks[name] + pledge.title, name) for name, pledge in known.items()]
            own = CAMPAIGN_FIELD.tap(context.user.id, words("campaign.field.own"), Field.OWN)
            return [*choices, own]
        case Field.AUDIENCE:
            return [choice("semua", "semua"), *(choice(status, status) for status in STATUSES)]
        case Field.DEADLINE:
            return [choice(words("campaign.days", count=days), str(days)) for days in DAYS]
        case Field.OPENS:
            return [choice(words("broadcast.choice.now"), "now")]
        case Field.FIRST:
            return [choice(words("campaign.nobody"), "nobody"), choice("peran:kepala", "heads")]
        case Field.OWN:
            return []


def texts(context: Context, one: CampaignDraft) -> list[PledgeText]:
    """The texts that are chosen and still there."""
    known = context.services.knowledge.book.pledges
    found = [text_of(known[name]) for name in one.texts if name in known]
    return [*found, own_text(one.own)] if one.own else found


async def count(context: Context, one: CampaignDraft) -> tuple[int, int]:
    """How many are asked, and how many of them have joined; raises AudienceError."""
    terms = await context.services.staff.audience(one.audience)
    return await context.services.members.count(terms, context.services.staff.owners)


def until(context: Context, one: CampaignDraft) -> str:
    """The deadline in words."""
    return deadline(datetime.fromisoformat(one.deadline), context.zone, context.words.language)


def _opens(context: Context, one: CampaignDraft) -> str:
    if not one.opens:
        return context.words("broadcast.now")
    return worded(datetime.fromisoformat(one.opens), context.zone, context.words.language)


def drop_button(context: Context) -> InlineKeyboardButton:
    """Drops the draft."""
    return CAMPAIGN_DROP.tap(context.user.id, context.words("campaign.drop"))
