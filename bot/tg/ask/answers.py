"""An answer on the screen: its sections and the buttons that belong to its state."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot.ask.clerk import Reply
from bot.ask.model import Answer
from bot.ask.sections import Section, leaves, sections
from bot.ask.service import FLOW
from bot.tg.ask.buttons import BASIS, CANDIDATE, FACTS, NEITHER, OPTION, RATE, REPORT, TOPICS, UNKNOWN
from bot.tg.core.context import Context
from bot.tg.core.dialogue import say_left
from bot.tg.core.keyboard import keyboard


async def say_reply(context: Context, reply: Reply, before: Sequence[Section] = ()) -> None:
    """Sends the reply as a new message, then notes where the dialogue stands."""
    await context.say(_screen(context, reply, before), buttons(context, reply))
    await _note_shown(context, reply)


async def show_reply(context: Context, reply: Reply) -> None:
    """Turns the tapped message into the reply, then notes where the dialogue stands."""
    await context.show(_screen(context, reply), buttons(context, reply))
    await _note_shown(context, reply)


async def _note_shown(context: Context, reply: Reply) -> None:
    replaced = await context.services.ask.shown(context.conversation, reply)
    if replaced is not None and replaced.flow != FLOW:
        await say_left(context, replaced.flow)


def buttons(context: Context, reply: Reply) -> InlineKeyboardMarkup | None:
    """Options while a question is open, what can be done with an answer afterwards."""
    if reply.turn is not None:
        return _open(context, reply, reply.turn)
    if reply.number is not None:
        return answered(context, reply.answer, reply.number)
    kinds = {leaf.kind for leaf in leaves(reply.answer)}
    if kinds & {"handover", "declined", "choose"}:
        return keyboard(
            [
                TOPICS.tap(context.user.id, context.words("ask.topics")),
                REPORT.tap(context.user.id, context.words("ask.report")),
            ]
        )
    return None


def answered(
    context: Context, answer: Answer, number: str, *, rated: bool = False
) -> InlineKeyboardMarkup | None:
    """Full basis, correcting a fact, and whether it helped, unless that was said."""
    words = context.words
    first = [BASIS.tap(context.user.id, words("ask.basis"), number)]
    if any(leaf.correctable for leaf in leaves(answer)):
        first.append(FACTS.tap(context.user.id, words("ask.correct"), number))
    opinion = [
        RATE.tap(context.user.id, words("ask.helpful"), number, True),
        RATE.tap(context.user.id, words("ask.unhelpful"), number, False),
    ]
    return keyboard(first, [] if rated else opinion)


def capital(label: str) -> str:
    """A label of the vocabulary as it looks on a button."""
    return label[:1].upper() + label[1:]


def _open(context: Context, reply: Reply, turn: str) -> InlineKeyboardMarkup | None:
    leaf = leaves(reply.answer)[reply.open]
    if leaf.ask is not None:
        options = [
            OPTION.tap(context.user.id, capital(label), turn, value) for value, label in leaf.ask.options
        ]
        return keyboard(options, [UNKNOWN.tap(context.user.id, context.words("ask.unknown"), turn)])
    offered = [CANDIDATE.tap(context.user.id, title, turn, rule) for rule, title in leaf.choices]
    return keyboard(offered, [NEITHER.tap(context.user.id, context.words("ask.neither"), turn)])


def _screen(context: Context, reply: Reply, before: Sequence[Section] = ()) -> tuple[Section, ...]:
    return (*before, *sections(reply.answer, reply.number, context.words))
