"""/jawaban NOMOR: an earlier answer once more, and what has changed since."""

from __future__ import annotations

from bot.ask.earlier import Recall
from bot.ask.sections import Section, headline, leaves, sections
from bot.text.dates import moment
from bot.text.markup import marked
from bot.tg.ask.answers import answered, show_reply
from bot.tg.ask.buttons import AGAIN
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard

_CHANGED = ("wording", "verdict")


async def on_recall(context: Context) -> None:
    """Shows the answer under the number that follows the command."""
    if not context.args:
        await context.tell(context.words("recall.usage"))
        return
    recall = await context.services.earlier.recall(" ".join(context.args))
    if recall is None:
        await context.tell(context.words("recall.unknown"))
        return
    at = moment(recall.entry.asked_at, context.zone, context.words.language)
    shown = (
        Section("head", marked(context.words("recall.given", number=recall.number, moment=at))),
        Section("change", marked(_change(context, recall))),
        *_spaced(sections(recall.answer, recall.number, context.words)),
    )
    again = keyboard([AGAIN.tap(context.user.id, context.words("recall.now"), recall.number)])
    buttons = answered(context, recall.answer, recall.number, rated=True)
    await context.say(shown, again if recall.change in _CHANGED else buttons)


async def on_again(context: Context, number: str) -> None:
    """Replaces it by today's answer to the same question."""
    reply = await context.services.earlier.again(number)
    if reply is None:
        await context.is_stale()
    else:
        await show_reply(context, reply)


def _change(context: Context, recall: Recall) -> str:
    if recall.change == "verdict" and recall.now is not None:
        now = " ".join(headline(leaf) for leaf in leaves(recall.now)).strip()
        return context.words("recall.verdict", now=now or context.words("recall.open"))
    return context.words(f"recall.{recall.change}")


def _spaced(shown: tuple[Section, ...]) -> tuple[Section, ...]:
    first, *rest = shown
    return (Section(first.name, first.spans, gap=True), *rest)


ROUTES = (AGAIN.handled_by(on_again),)
