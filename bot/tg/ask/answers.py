"""An answer on the screen: its sections and the buttons that belong to its state."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ask.clerk import Reply
from bot.ask.model import Answer
from bot.ask.sections import Section, leaves, sections
from bot.ask.service import FLOW
from bot.tg.core.callbacks import Kind, Press
from bot.tg.core.context import Context
from bot.tg.core.dialogue import say_left
from bot.tg.core.keyboard import button, keyboard


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
                tap(context, context.words("ask.topics"), Kind.TOPICS),
                tap(context, context.words("ask.report"), Kind.REPORT),
            ]
        )
    return None


def answered(
    context: Context, answer: Answer, number: str, *, rated: bool = False
) -> InlineKeyboardMarkup | None:
    """Full basis, correcting a fact, and whether it helped, unless that was said."""
    words = context.words
    first = [tap(context, words("ask.basis"), Kind.BASIS, number)]
    if any(leaf.correctable for leaf in leaves(answer)):
        first.append(tap(context, words("ask.correct"), Kind.FACTS, number))
    opinion = [
        tap(context, words("ask.helpful"), Kind.RATE, number, "1"),
        tap(context, words("ask.unhelpful"), Kind.RATE, number, "0"),
    ]
    return keyboard(first, [] if rated else opinion)


def tap(context: Context, label: str, kind: Kind, *args: str) -> InlineKeyboardButton:
    """A button for the sender of this update."""
    return button(label, Press(kind, context.user.id, args))


def capital(label: str) -> str:
    """A label of the vocabulary as it looks on a button."""
    return label[:1].upper() + label[1:]


def _open(context: Context, reply: Reply, turn: str) -> InlineKeyboardMarkup | None:
    leaf = leaves(reply.answer)[reply.open]
    if leaf.ask is not None:
        options = [
            tap(context, capital(label), Kind.OPTION, turn, value) for value, label in leaf.ask.options
        ]
        return keyboard(options, [tap(context, context.words("ask.unknown"), Kind.UNKNOWN, turn)])
    offered = [tap(context, title, Kind.CANDIDATE, turn, rule) for rule, title in leaf.choices]
    return keyboard(offered, [tap(context, context.words("ask.neither"), Kind.NEITHER, turn)])


def _screen(context: Context, reply: Reply, before: Sequence[Section] = ()) -> tuple[Section, ...]:
    return (*before, *sections(reply.answer, reply.number, context.words))
