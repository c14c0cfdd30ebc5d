"""/ikrar_baru: HR opens a pledge: texts, audience, deadline, who signs first; a preview, then it goes out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ask.dates import moment as worded
from bot.ask.dates import number
from bot.ask.markup import literal, marked
from bot.ask.sections import Section
from bot.outbox.moment import MomentError, moment
from bot.people.audience import AudienceError
from bot.people.authority import Role
from bot.pledge.invitation import end_of
from bot.pledge.model import PledgeText
from bot.pledge.service import PledgeError, own_text, text_of
from bot.tg.answers import tap
from bot.tg.callbacks import Kind
from bot.tg.keyboard import keyboard
from bot.tg.phrase import line, paragraph
from bot.tg.visit import Visit

FLOW = "ikrar_baru"
_TYPED = ("own", "audience", "deadline", "first", "opens")
_STATUSES = ("PNS", "CPNS", "PPPK", "PPNPN")
_DAYS = (3, 7, 14)
_END_OF_DAY = time(23, 59)


@dataclass(frozen=True, slots=True)
class Composed:
    """What is chosen so far; `step` is the field that is being typed, empty for none; `seen` says that it was
    looked at as it is now, without which nothing is opened.
    """

    step: str = ""
    texts: tuple[str, ...] = ()
    own: str = ""
    audience: str = "semua"
    deadline: str = ""
    opens: str = ""
    first: str = ""
    seen: bool = False


async def on_new(visit: Visit) -> None:
    """Begins; what was being put together before is forgotten."""
    week = visit.kit.clock.today(visit.kit.zone) + timedelta(days=8)
    deadline = datetime.combine(week, time(), visit.kit.zone)
    one = Composed(texts=("ikrar-netralitas",), deadline=deadline.isoformat())
    await _keep(visit, one)
    await visit.say(*await _screen(visit, one))


async def takes(visit: Visit) -> bool:
    """Whether these words fill in the field that was asked for; if so they are taken."""
    message = visit.message
    if message is None or not message.text or not visit.is_private:
        return False
    one = await _composed(visit)
    if one is None or not one.step or not visit.authority.has(frozenset({Role.HR})):
        return False
    try:
        one = await _typed(visit, one, message.text)
    except (AudienceError, MomentError, PledgeError) as error:
        await visit.say((Section("note", literal(str(error))),), keyboard([_back(visit)]))
        return True
    await _keep(visit, one)
    await visit.say(*await _screen(visit, one))
    return True


async def on_field(visit: Visit) -> None:
    """Offers the usual choices of one field, and to type another."""
    one = await _composed(visit)
    field = visit.args[0]
    if one is None or field not in (*_TYPED, "texts"):
        await visit.acknowledge(visit.words("campaign.gone"), alert=True)
        return
    if field != "texts":
        await _keep(visit, replace(one, step=field))
    await visit.show(
        (line(visit.words, f"campaign.ask.{field}"),), keyboard(_offered(visit, one, field), [_back(visit)])
    )


async def on_set(visit: Visit) -> None:
    """Takes one of the usual choices."""
    one = await _composed(visit)
    field, value = visit.args
    changed = _set(visit, one, field, value) if one is not None else None
    if changed is None:
        await visit.acknowledge(visit.words("campaign.gone"), alert=True)
        return
    await _keep(visit, changed)
    await visit.show(*await _screen(visit, changed))


async def on_preview(visit: Visit) -> None:
    """Each text whole, then whom it asks."""
    one = await _composed(visit)
    if one is None:
        await visit.acknowledge(visit.words("campaign.gone"), alert=True)
        return
    for text in _texts(visit, one):
        body = Section("text", marked(text.body), gap=True)
        await visit.say((line(visit.words, "pledge.title", title=text.title), body))
    await _keep(visit, replace(one, seen=True))
    active, joined = await _count(visit, one)
    language = visit.words.language
    counted = {"joined": number(joined, language), "missing": number(active - joined, language)}
    await visit.say(
        (line(visit.words, "campaign.summary", audience=one.audience, until=_until(visit, one), **counted),),
        keyboard(
            [_back(visit), _drop(visit)], [tap(visit, visit.words("campaign.open"), Kind.CAMPAIGN_OPEN)]
        ),
    )


async def on_open(visit: Visit) -> None:
    """Opens them, one campaign for each text."""
    one = await _composed(visit)
    if one is None or not _texts(visit, one):
        await visit.acknowledge(visit.words("campaign.gone"), alert=True)
        return
    if not one.seen:
        # The button of a preview that has been changed since.
        await visit.acknowledge(visit.words("broadcast.changed"), alert=True)
        await on_preview(visit)
        return
    # Forgotten first: a second tap finds nothing to open.
    await visit.kit.memory.end_dialogue(visit.person, FLOW)
    shown = []
    try:
        for text in _texts(visit, one):
            opens = datetime.fromisoformat(one.opens) if one.opens else None
            campaign, placed = await visit.kit.pledging.open(
                text,
                one.audience,
                datetime.fromisoformat(one.deadline),
                visit.actor,
                opens=opens,
                first=one.first,
            )
            shown.append(
                line(
                    visit.words,
                    "campaign.opened",
                    title=text.title,
                    number=campaign.id,
                    count=number(placed.recipients, visit.words.language),
                )
            )
    except (AudienceError, PledgeError) as error:
        shown.append(Section("note", literal(str(error))))
    await visit.show((*shown, paragraph(visit.words, "campaign.next")))


async def on_drop(visit: Visit) -> None:
    """Leaves it."""
    await visit.kit.memory.end_dialogue(visit.person, FLOW)
    await visit.show((line(visit.words, "campaign.dropped"),))


async def _screen(visit: Visit, one: Composed) -> tuple[tuple[Section, ...], InlineKeyboardMarkup | None]:
    words = visit.words
    try:
        active, joined = await _count(visit, one)
    except AudienceError:
        # The list has changed since.
        one = replace(one, audience="semua", first="", seen=False)
        await _keep(visit, one)
        active, joined = await _count(visit, one)
    titles = ", ".join(text.title for text in _texts(visit, one)) or words("campaign.no_text")
    counted = {"active": number(active, words.language), "joined": number(joined, words.language)}
    shown = (
        line(words, "campaign.head"),
        paragraph(words, "campaign.texts", titles=titles),
        line(words, "campaign.to", audience=one.audience, **counted),
        line(words, "campaign.times", opens=_opens(visit, one), until=_until(visit, one)),
        line(words, "campaign.first", first=one.first or words("campaign.nobody")),
    )
    fields = [
        tap(visit, words(f"campaign.field.{field}"), Kind.CAMPAIGN_FIELD, field)
        for field in ("texts", "audience", "deadline", "opens", "first")
    ]
    preview = [tap(visit, words("campaign.preview"), Kind.CAMPAIGN_PREVIEW)] if _texts(visit, one) else []
    return shown, keyboard(fields, [*preview, _drop(visit)])


def _offered(visit: Visit, one: Composed, field: str) -> list[InlineKeyboardButton]:
    def choice(label: str, value: str) -> InlineKeyboardButton:
        return tap(visit, label, Kind.CAMPAIGN_SET, field, value)

    words = visit.words
    match field:
        case "texts":
            known = visit.kit.knowledge.book.pledges
            marks = {name: "☑ " if name in one.texts else "☐ " for name in known}
            texts = [choice(marks[name] + pledge.title, name) for name, pledge in known.items()]
            own = tap(visit, words("campaign.field.own"), Kind.CAMPAIGN_FIELD, "own")
            return [*texts, own]
        case "audience":
            return [choice("semua", "semua"), *(choice(status, status) for status in _STATUSES)]
        case "deadline":
            return [choice(words("campaign.days", count=days), str(days)) for days in _DAYS]
        case "opens":
            return [choice(words("broadcast.choice.now"), "now")]
        case "first":
            return [choice(words("campaign.nobody"), "nobody"), choice("peran:kepala", "heads")]
        case _:
            return []


def _set(visit: Visit, one: Composed, field: str, value: str) -> Composed | None:
    one = replace(one, step="", seen=False)
    match field, value:
        case "back", _:
            return one
        case "texts", name if name in visit.kit.knowledge.book.pledges:
            chosen = [text for text in one.texts if text != name]
            return replace(one, texts=tuple(chosen if name in one.texts else [*chosen, name]))
        case "audience", "semua":
            return replace(one, audience="semua")
        case "audience", status if status in _STATUSES:
            return replace(one, audience=f"status:{status}")
        case "deadline", days if days in map(str, _DAYS):
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


async def _typed(visit: Visit, one: Composed, text: str) -> Composed:
    """The field being asked for; raises AudienceError, MomentError or PledgeError."""
    field, one = one.step, replace(one, step="", seen=False)
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


def _texts(visit: Visit, one: Composed) -> list[PledgeText]:
    known = visit.kit.knowledge.book.pledges
    found = [text_of(known[name]) for name in one.texts if name in known]
    return [*found, own_text(one.own)] if one.own else found


async def _count(visit: Visit, one: Composed) -> tuple[int, int]:
    terms = await visit.kit.staff.audience(one.audience)
    return await visit.kit.members.count(terms, visit.kit.staff.owners)


def _until(visit: Visit, one: Composed) -> str:
    return end_of(datetime.fromisoformat(one.deadline), visit.zone, visit.words.language)


def _opens(visit: Visit, one: Composed) -> str:
    if not one.opens:
        return visit.words("broadcast.now")
    return worded(datetime.fromisoformat(one.opens), visit.zone, visit.words.language)


async def _composed(visit: Visit) -> Composed | None:
    state = await visit.kit.memory.dialogue(visit.person, FLOW)
    return Composed(**{**state, "texts": tuple(state["texts"])}) if state else None


async def _keep(visit: Visit, one: Composed) -> None:
    await visit.kit.memory.keep_dialogue(visit.person, FLOW, asdict(one), visit.kit.clock.now())


def _drop(visit: Visit) -> InlineKeyboardButton:
    return tap(visit, visit.words("campaign.drop"), Kind.CAMPAIGN_DROP)


def _back(visit: Visit) -> InlineKeyboardButton:
    return tap(visit, visit.words("campaign.back"), Kind.CAMPAIGN_SET, "back", "x")
