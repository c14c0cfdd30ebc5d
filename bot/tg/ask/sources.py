"""/sumber: the instruments, which of them are in force, and what took the place of those that are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.ask.sections import Section
from bot.rulebook.model import LOW, Instrument
from bot.text.dates import written
from bot.text.markup import Span, Spans, literal
from bot.tg.core.context import Context

# Statements of authorities are shown with the answers that rest on them.
_STATEMENT = "pernyataan"
EVIDENCE = 5


async def on_sources(context: Context) -> None:
    """All instruments, or the one whose name follows the command."""
    instruments = [
        one for one in context.services.knowledge.book.instruments.values() if one.kind != _STATEMENT
    ]
    wanted = _plain(" ".join(context.args))
    if not wanted:
        await context.say(tuple(_listed(context, instruments)))
        return
    found = [one for one in instruments if wanted in (_plain(one.short), _plain(one.id))] or [
        one for one in instruments if wanted in _plain(one.short) or wanted in _plain(one.title)
    ]
    if found:
        await context.say([section for one in found[:5] for section in _described(context, one)])
    else:
        await context.tell(context.words("source.unknown"))


def _listed(context: Context, instruments: Sequence[Instrument]) -> Iterator[Section]:
    today = context.services.clock.today(context.zone)
    groups: dict[str, list[Spans]] = {"in_force": [], "uncertain": [], "ended": []}
    for one in sorted(instruments, key=lambda one: one.short):
        if not one.period.contains(today):
            groups["ended"].append((Span(one.short, "bold"), *literal(_ended(context, one))))
        elif one.confidence == LOW or one.unknown:
            groups["uncertain"].append((Span(one.short, "bold"), *literal(f": {one.title}")))
        else:
            groups["in_force"].append((Span(one.short, "bold"), *literal(f": {one.title}")))
    yield Section("intro", literal(context.words("source.intro")))
    for name, lines in groups.items():
        if lines:
            yield Section("group", (Span(context.words(f"source.{name}"), "bold"),), gap=True)
            yield from (Section("source", (Span("• "), *line)) for line in lines)
    yield Section("more", literal(context.words("source.more")), gap=True)


def _described(context: Context, one: Instrument) -> Iterator[Section]:
    yield Section("source", (Span(one.short, "bold"), *literal(f": {one.title}")), gap=True)
    language = context.words.language
    if one.period.since:
        yield Section(
            "source", literal(context.words("source.since", day=written(one.period.since, language)))
        )
    if one.period.until:
        yield Section("source", literal(_ended(context, one).lstrip(": ")))
    for note in (one.validity_note, one.scope_note):
        if note:
            yield Section("source", literal(note))
    if one.evidence:
        links = [Span(str(n), link=url) for n, url in enumerate(one.evidence[:EVIDENCE], 1)]
        between = [part for link in links for part in (link, Span(" · "))][:-1]
        yield Section("evidence", (Span(f"{context.words('source.evidence')} "), *between))


def _ended(context: Context, one: Instrument) -> str:
    """How it ended: a successor, a last day, or not yet in force."""
    if one.period.until is None:
        day = written(one.period.since, context.words.language) if one.period.since else ""
        return f": {context.words('source.from', day=day)}"
    day = written(one.period.until, context.words.language)
    if one.successor:
        heir = context.services.knowledge.book.instruments[one.successor].short
        return f": {context.words('source.replaced', day=day, heir=heir)}"
    return f": {context.words('source.until', day=day)}"


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
