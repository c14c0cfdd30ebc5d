"""/jawaban NOMOR: an earlier answer once more, and what has changed since."""

from __future__ import annotations

from bot.ask.earlier import Recall
from bot.ask.sections import Section, headline, leaves, sections
from bot.text.dates import moment
from bot.text.markup import marked
from bot.tg.ask.answers import answered, show_reply, tap
from bot.tg.core.callbacks import Kind
from bot.tg.core.context import Visit
from bot.tg.core.keyboard import keyboard

_CHANGED = ("wording", "verdict")


async def on_recall(visit: Visit) -> None:
    """Shows the answer under the number that follows the command."""
    if not visit.args:
        await visit.tell(visit.words("recall.usage"))
        return
    recall = await visit.kit.earlier.recall(" ".join(visit.args))
    if recall is None:
        await visit.tell(visit.words("recall.unknown"))
        return
    at = moment(recall.entry.asked_at, visit.zone, visit.words.language)
    shown = (
        Section("head", marked(visit.words("recall.given", number=recall.number, moment=at))),
        Section("change", marked(_change(visit, recall))),
        *_spaced(sections(recall.answer, recall.number, visit.words)),
    )
    again = keyboard([tap(visit, visit.words("recall.now"), Kind.AGAIN, recall.number)])
    buttons = answered(visit, recall.answer, recall.number, rated=True)
    await visit.say(shown, again if recall.change in _CHANGED else buttons)


async def on_again(visit: Visit) -> None:
    """Turns it into what is answered today."""
    reply = await visit.kit.earlier.again(visit.args[0])
    if reply is None:
        await visit.acknowledge(visit.words("ask.stale"), alert=True)
    else:
        await show_reply(visit, reply)


def _change(visit: Visit, recall: Recall) -> str:
    if recall.change == "verdict" and recall.now is not None:
        now = " ".join(headline(leaf) for leaf in leaves(recall.now)).strip()
        return visit.words("recall.verdict", now=now or visit.words("recall.open"))
    return visit.words(f"recall.{recall.change}")


def _spaced(shown: tuple[Section, ...]) -> tuple[Section, ...]:
    first, *rest = shown
    return (Section(first.name, first.spans, gap=True), *rest)
