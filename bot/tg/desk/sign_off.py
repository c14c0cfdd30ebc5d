"""/pengesahan: which rules are signed, which were changed since, and what is left to sign, topic by topic.

Shows only. A signature is written into the rule's file at a terminal, where that file lies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardMarkup

from bot.ask.sections import Section
from bot.rulebook.model import Rule
from bot.rulebook.signatures import Standing, standing
from bot.text.dates import written
from bot.text.markup import Span, marked
from bot.text.numbers import number
from bot.tg.ask.topics import title_of
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.desk.buttons import APPROVALS, UNSIGNED

PER_PAGE = 10
MOST_STALE = 10

_Screen = tuple[Sequence[Section], InlineKeyboardMarkup | None]


async def on_approvals(context: Context) -> None:
    """The overview, anew."""
    await context.say(*_overview(context))


async def on_overview(context: Context) -> None:
    """Back to the overview, in place."""
    await context.show(*_overview(context))


async def on_unsigned(context: Context, topic: str, page: int) -> None:
    """The unsigned rules of one topic, a page at a time."""
    found = standing(context.services.knowledge.book)
    rules = _by_topic(found).get(topic, [])
    start = page * PER_PAGE
    if start >= len(rules):
        await context.is_stale()
        return
    here = rules[start : start + PER_PAGE]
    words = context.words
    head = words(
        "approval.topic",
        topic=title_of(topic),
        first=str(start + 1),
        last=str(start + len(here)),
        count=str(len(rules)),
    )
    shown = [Section("head", marked(head)), *_listed(context, here, found.stale)]
    turn = []
    if start:
        turn.append(UNSIGNED.tap(context.user.id, words("topic.before"), topic, page - 1))
    if start + PER_PAGE < len(rules):
        turn.append(UNSIGNED.tap(context.user.id, words("topic.after"), topic, page + 1))
    await context.show(shown, keyboard(turn, [APPROVALS.tap(context.user.id, words("approval.back"))]))


def _overview(context: Context) -> _Screen:
    words, language = context.words, context.words.language
    book = context.services.knowledge.book
    found = standing(book)
    counts = {
        "signed": number(len(found.signed), language),
        "unsigned": number(len(found.unsigned), language),
        "stale": number(len(found.stale), language),
    }
    shown = [Section("head", marked(words("approval.counts", **counts)))]
    if book.release.approval is not None:
        release = book.release.approval
        day = written(release.day, language)
        text = words("approval.release", release=book.release.name, office=release.office, day=day)
        shown.append(Section("release", marked(text), gap=True))
    if found.stale:
        shown.append(Section("stale", marked(words("approval.stale")), gap=True))
        shown += _listed(context, found.stale[:MOST_STALE])
        if (more := len(found.stale) - MOST_STALE) > 0:
            shown.append(Section("more", marked(words("approval.more", count=number(more, language)))))
    topics = _by_topic(found)
    if topics:
        shown.append(Section("how", marked(words("approval.how")), gap=True))
    key = "approval.unsigned" if topics else "approval.all_signed"
    shown.append(Section("note", marked(words(key)), gap=True))
    buttons = [
        UNSIGNED.tap(context.user.id, f"{title_of(topic)} ({len(rules)})", topic, 0)
        for topic, rules in topics.items()
    ]
    return shown, keyboard(buttons)


def _listed(context: Context, rules: Sequence[Rule], stale: Sequence[Rule] = ()) -> list[Section]:
    changed = {rule.id for rule in stale}
    note = context.words("approval.changed")
    return [
        Section(
            "rule",
            (
                Span(f"• {rule.title} · "),
                Span(rule.id, "code"),
                *((Span(f" · {note}"),) if rule.id in changed else ()),
            ),
        )
        for rule in rules
    ]


def _by_topic(found: Standing) -> Mapping[str, list[Rule]]:
    """What nobody has signed, by topic and title."""
    topics: dict[str, list[Rule]] = {}
    for rule in sorted(found.unsigned, key=lambda rule: rule.title.casefold()):
        topics.setdefault(rule.topic, []).append(rule)
    return dict(sorted(topics.items()))


ROUTES = (
    APPROVALS.handled_by(on_overview),
    UNSIGNED.handled_by(on_unsigned),
)
