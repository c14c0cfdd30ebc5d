"""A pledge while HR puts it together: what is chosen so far, as a stored draft and as a screen."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ask.sections import Section
from bot.people.audience import AudienceError
from bot.people.dialogue import Draft, parsed
from bot.pledge.invitation import end_of
from bot.pledge.model import PledgeText
from bot.pledge.service import own_text, text_of
from bot.text.dates import moment as worded
from bot.text.dates import number
from bot.tg.ask.answers import tap
from bot.tg.core.callbacks import Kind
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.core.phrase import line, paragraph

FLOW = "ikrar_baru"
TYPED = ("own", "audience", "deadline", "first", "opens")
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
    """Remembers it, beyond a restart, under a new id: no preview of what it was before opens it."""
    kept = Draft(secrets.token_hex(8), asdict(one), context.services.clock.now())
    await context.services.dialogues.keep_draft(context.conversation, FLOW, kept)


async def drop(context: Context) -> None:
    """Forgets it."""
    await context.services.dialogues.drop_draft(context.conversation, FLOW)


async def screen(
    context: Context, one: CampaignDraft
) -> tuple[tuple[Section, ...], InlineKeyboardMarkup | None]:
    """The choices so far, and what can be done with them."""
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
        tap(context, words(f"campaign.field.{field}"), Kind.CAMPAIGN_FIELD, field)
        for field in ("texts", "audience", "deadline", "opens", "first")
    ]
    preview = [tap(context, words("campaign.preview"), Kind.CAMPAIGN_PREVIEW)] if texts(context, one) else []
    return shown, keyboard(fields, [*preview, drop_button(context)])


def offered(context: Context, one: CampaignDraft, field: str) -> list[InlineKeyboardButton]:
    """The usual choices of one field."""

    def choice(label: str, value: str) -> InlineKeyboardButton:
        return tap(context, label, Kind.CAMPAIGN_SET, field, value)

    words = context.words
    match field:
        case "texts":
            known = context.services.knowledge.book.pledges
            marks = {name: "☑ " if name in one.texts else "☐ " for name in known}
            choices = [choice(marks[name] + pledge.title, name) for name, pledge in known.items()]
            own = tap(context, words("campaign.field.own"), Kind.CAMPAIGN_FIELD, "own")
            return [*choices, own]
        case "audience":
            return [choice("semua", "semua"), *(choice(status, status) for status in STATUSES)]
        case "deadline":
            return [choice(words("campaign.days", count=days), str(days)) for days in DAYS]
        case "opens":
            return [choice(words("broadcast.choice.now"), "now")]
        case "first":
            return [choice(words("campaign.nobody"), "nobody"), choice("peran:kepala", "heads")]
        case _:
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
    return end_of(datetime.fromisoformat(one.deadline), context.zone, context.words.language)


def _opens(context: Context, one: CampaignDraft) -> str:
    if not one.opens:
        return context.words("broadcast.now")
    return worded(datetime.fromisoformat(one.opens), context.zone, context.words.language)


def drop_button(context: Context) -> InlineKeyboardButton:
    """Leaves it."""
    return tap(context, context.words("campaign.drop"), Kind.CAMPAIGN_DROP)
