""" "Ubah fakta": choose a fact, choose its value, and the same message shows the new verdict."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ask.model import Answer
from bot.ask.sections import Section, leaves, sections
from bot.text.markup import marked
from bot.tg.ask.answers import answered, capital, show_reply
from bot.tg.ask.buttons import BACK, FACT, FACTS, VALUE
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard


async def on_facts(context: Context, number: str) -> None:
    """Lists the facts that may be corrected, each with what was understood of it."""
    answer = await _answer(context, number)
    if answer is None:
        return
    facts = [
        FACT.tap(context.user.id, _named(context, leaf, fact), number, part, fact)
        for part, leaf in enumerate(leaves(answer))
        for fact in leaf.correctable
    ]
    await _show(
        context, answer, number, context.words("correct.which"), keyboard(facts, _back(context, number))
    )


async def on_fact(context: Context, number: str, part: int, fact: str) -> None:
    """Lists the values of one fact."""
    answer = await _answer(context, number)
    if answer is None:
        return
    known = context.services.knowledge.book.facts.get(fact)
    if known is None or part not in range(len(leaves(answer))):
        await context.is_stale()
        return
    values = [
        VALUE.tap(context.user.id, capital(label), number, part, fact, value)
        for value, label in known.options.items()
    ]
    await _show(context, answer, number, known.question, keyboard(values, _back(context, number)))


async def on_value(context: Context, number: str, part: int, fact: str, value: str) -> None:
    """Decides again with the changed fact."""
    reply = await context.services.earlier.correct(number, part, fact, value)
    if reply is None:
        await context.is_stale()
    else:
        await show_reply(context, reply)


async def on_back(context: Context, number: str) -> None:
    """Leaves the answer as it was."""
    answer = await _answer(context, number)
    if answer is not None:
        shown = sections(answer, number, context.words)
        await context.show(shown, answered(context, answer, number))


async def _answer(context: Context, number: str) -> Answer | None:
    answer = await context.services.earlier.answer(number)
    if answer is None:
        await context.acknowledge(context.words("ask.gone"), alert=True)
    return answer


async def _show(
    context: Context, answer: Answer, number: str, question: str, buttons: InlineKeyboardMarkup | None
) -> None:
    shown = sections(answer, number, context.words)
    await context.show((*shown, Section("question", marked(f"**{question}**"), gap=True)), buttons)


def _back(context: Context, number: str) -> list[InlineKeyboardButton]:
    return [BACK.tap(context.user.id, context.words("correct.back"), number)]


def _named(context: Context, leaf: Answer, fact: str) -> str:
    """The fact with its present value, short enough for a button."""
    # A name without vowels is an abbreviation.
    name = fact.replace("_", " ").capitalize() if set(fact) & set("aeiou") else fact.upper()
    known = context.services.knowledge.book.facts.get(fact)
    values = leaf.facts.get(fact, "").split(",")
    labels = [known.options[value] for value in values if known and value in known.options]
    return f"{name}: {', '.join(labels)}" if labels else name


ROUTES = (
    FACTS.handled_by(on_facts),
    FACT.handled_by(on_fact),
    VALUE.handled_by(on_value),
    BACK.handled_by(on_back),
)
