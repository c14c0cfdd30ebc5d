"""/jadwal: which stage of which election it is, what comes next, and from where that is known."""

from __future__ import annotations

from collections.abc import Iterator

from bot.ask.sections import Section
from bot.rulebook.calendar import Entry, current, undated, upcoming
from bot.text.dates import written
from bot.text.markup import Span, literal, marked
from bot.tg.core.context import Context

NEXT = 6


async def on_schedule(context: Context) -> None:
    """The calendar as it stands today."""
    await context.say(tuple(_sections(context)))


def _sections(context: Context) -> Iterator[Section]:
    book, words = context.services.knowledge.book, context.words
    today = context.services.clock.today(context.zone)
    yield Section("today", marked(words("schedule.today", day=written(today, words.language))))
    running = current(book, today)
    if not running:
        yield Section("now", marked(words("schedule.outside")))
    for entry in running:
        yield _stage(context, entry)
    coming = upcoming(book, today, NEXT)
    if coming:
        yield Section("next", (Span(words("schedule.next"), "bold"),), gap=True)
        yield from (_stage(context, entry) for entry in coming)
    # A stage whose end is unknown has begun long ago; only what lies ahead is news.
    waiting = [entry for entry in undated(book) if entry.stage.start is None]
    if waiting:
        yield Section("unknown", (Span(words("schedule.unknown"), "bold"),), gap=True)
        yield from (_stage(context, entry) for entry in waiting)
    yield Section("always", marked(words("schedule.always")), gap=True)


def _stage(context: Context, entry: Entry) -> Section:
    book, words = context.services.knowledge.book, context.words
    stage = entry.stage
    parts = []
    if stage.start and stage.end:
        start, end = written(stage.start, words.language), written(stage.end, words.language)
        parts.append(start if stage.start == stage.end else words("schedule.period", start=start, end=end))
    elif stage.note:
        parts.append(stage.note)
    if stage.source:
        parts.append(words("schedule.source", source=book.instruments[stage.source].short))
    name = Span(f"{stage.name} · {entry.contest.name}", "bold")
    return Section("stage", (Span("• "), name, *literal(f": {' '.join(parts)}" if parts else "")))
