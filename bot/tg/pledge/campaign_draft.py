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
from bot.tg.core.context import Visit
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


def usual(visit: Visit) -> CampaignDraft:
    """The usual text for everybody, to the end of the day in a week."""
    week = visit.kit.clock.today(visit.kit.zone) + timedelta(days=8)
    deadline = datetime.combine(week, time(), visit.kit.zone)
    return CampaignDraft(texts=("ikrar-netralitas",), deadline=deadline.isoformat())


async def find(visit: Visit) -> tuple[str, CampaignDraft] | None:
    """(id, draft) of this chat; None when nothing is being put together. Raises ShapeError."""
    kept = await visit.kit.dialogues.draft(visit.conversation, FLOW)
    return (kept.id, parsed(FLOW, CampaignDraft, kept.state)) if kept else None


async def keep(visit: Visit, one: CampaignDraft) -> None:
    """Remembers it, beyond a restart, under a new id: no preview of what it was before opens it."""
    kept = Draft(secrets.token_hex(8), asdict(one), visit.kit.clock.now())
    await visit.kit.dialogues.keep_draft(visit.conversation, FLOW, kept)


async def drop(visit: Visit) -> None:
    """Forgets it."""
    await visit.kit.dialogues.drop_draft(visit.conversation, FLOW)


async def screen(visit: Visit, one: CampaignDraft) -> tuple[tuple[Section, ...], InlineKeyboardMarkup | None]:
    """The choices so far, and what can be done with them."""
    words = visit.words
    try:
        active, joined = await count(visit, one)
    except AudienceError:
        # The list has changed since.
        one = replace(one, audience="semua", first="")
        await keep(visit, one)
        active, joined = await count(visit, one)
    titles = ", ".join(text.title for text in texts(visit, one)) or words("campaign.no_text")
    counted = {"active": number(active, words.language), "joined": number(joined, words.language)}
    shown = (
        line(words, "campaign.head"),
        paragraph(words, "campaign.texts", titles=titles),
        line(words, "campaign.to", audience=one.audience, **counted),
        line(words, "campaign.times", opens=_opens(visit, one), until=until(visit, one)),
        line(words, "campaign.first", first=one.first or words("campaign.nobody")),
    )
    fields = [
        tap(visit, words(f"campaign.field.{field}"), Kind.CAMPAIGN_FIELD, field)
        for field in ("texts", "audience", "deadline", "opens", "first")
    ]
    preview = [tap(visit, words("campaign.preview"), Kind.CAMPAIGN_PREVIEW)] if texts(visit, one) else []
    return shown, keyboard(fields, [*preview, drop_button(visit)])


def offered(visit: Visit, one: CampaignDraft, field: str) -> list[InlineKeyboardButton]:
    """The usual choices of one field."""

    def choice(label: str, value: str) -> InlineKeyboardButton:
        return tap(visit, label, Kind.CAMPAIGN_SET, field, value)

    words = visit.words
    match field:
        case "texts":
            known = visit.kit.knowledge.book.pledges
            marks = {name: "☑ " if name in one.texts else "☐ " for name in known}
            choices = [choice(marks[name] + pledge.title, name) for name, pledge in known.items()]
            own = tap(visit, words("campaign.field.own"), Kind.CAMPAIGN_FIELD, "own")
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


def texts(visit: Visit, one: CampaignDraft) -> list[PledgeText]:
    """The texts that are chosen and still there."""
    known = visit.kit.knowledge.book.pledges
    found = [text_of(known[name]) for name in one.texts if name in known]
    return [*found, own_text(one.own)] if one.own else found


async def count(visit: Visit, one: CampaignDraft) -> tuple[int, int]:
    """How many are asked, and how many of them have joined; raises AudienceError."""
    terms = await visit.kit.staff.audience(one.audience)
    return await visit.kit.members.count(terms, visit.kit.staff.owners)


def until(visit: Visit, one: CampaignDraft) -> str:
    """The deadline in words."""
    return end_of(datetime.fromisoformat(one.deadline), visit.zone, visit.words.language)


def _opens(visit: Visit, one: CampaignDraft) -> str:
    if not one.opens:
        return visit.words("broadcast.now")
    return worded(datetime.fromisoformat(one.opens), visit.zone, visit.words.language)


def drop_button(visit: Visit) -> InlineKeyboardButton:
    """Leaves it."""
    return tap(visit, visit.words("campaign.drop"), Kind.CAMPAIGN_DROP)
