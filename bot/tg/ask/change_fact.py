""" "Ubah fakta": choose a fact, choose its value, and the same message shows the new verdict."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ask.model import Answer
from bot.ask.sections import Section, leaves, sections
from bot.text.markup import marked
from bot.tg.ask.answers import answered, capital, show_reply, tap
from bot.tg.core.callbacks import Kind
from bot.tg.core.context import Visit
from bot.tg.core.keyboard import keyboard


async def on_facts(visit: Visit) -> None:
    """Lists the facts that may be corrected, each with what was understood of it."""
    (number,) = visit.args
    answer = await _answer(visit, number)
    if answer is None:
        return
    facts = [
        tap(visit, _named(visit, leaf, fact), Kind.FACT, number, str(part), fact)
        for part, leaf in enumerate(leaves(answer))
        for fact in leaf.correctable
    ]
    await _show(visit, answer, number, visit.words("correct.which"), keyboard(facts, _back(visit, number)))


async def on_fact(visit: Visit) -> None:
    """Lists the values of one fact."""
    number, part, fact = visit.args
    answer = await _answer(visit, number)
    if answer is None:
        return
    known = visit.kit.knowledge.book.facts.get(fact)
    if known is None or visit.number(1) not in range(len(leaves(answer))):
        await visit.acknowledge(visit.words("ask.stale"), alert=True)
        return
    values = [
        tap(visit, capital(label), Kind.VALUE, number, part, fact, value)
        for value, label in known.options.items()
    ]
    await _show(visit, answer, number, known.question, keyboard(values, _back(visit, number)))


async def on_value(visit: Visit) -> None:
    """Decides anew."""
    number, part, fact, value = visit.args
    reply = await visit.kit.earlier.correct(number, int(part), fact, value) if part.isdecimal() else None
    if reply is None:
        await visit.acknowledge(visit.words("ask.stale"), alert=True)
    else:
        await show_reply(visit, reply)


async def on_back(visit: Visit) -> None:
    """Leaves the answer as it was."""
    (number,) = visit.args
    answer = await _answer(visit, number)
    if answer is not None:
        shown = sections(answer, number, visit.words)
        await visit.show(shown, answered(visit, answer, number))


async def _answer(visit: Visit, number: str) -> Answer | None:
    answer = await visit.kit.earlier.answer(number)
    if answer is None:
        await visit.acknowledge(visit.words("ask.gone"), alert=True)
    return answer


async def _show(
    visit: Visit, answer: Answer, number: str, question: str, buttons: InlineKeyboardMarkup | None
) -> None:
    shown = sections(answer, number, visit.words)
    await visit.show((*shown, Section("question", marked(f"**{question}**"), gap=True)), buttons)


def _back(visit: Visit, number: str) -> list[InlineKeyboardButton]:
    return [tap(visit, visit.words("correct.back"), Kind.BACK, number)]


def _named(visit: Visit, leaf: Answer, fact: str) -> str:
    """The fact with its present value, short enough for a button."""
    # A name without vowels is an abbreviation.
    name = fact.replace("_", " ").capitalize() if set(fact) & set("aeiou") else fact.upper()
    known = visit.kit.knowledge.book.facts.get(fact)
    values = leaf.facts.get(fact, "").split(",")
    labels = [known.options[value] for value in values if known and value in known.options]
    return f"{name}: {', '.join(labels)}" if labels else name
