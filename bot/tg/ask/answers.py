"""An answer on the screen: its sections and the buttons that belong to its state."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ask.clerk import Reply
from bot.ask.model import Answer
from bot.ask.sections import Section, leaves, sections
from bot.ask.service import FLOW
from bot.tg.core.callbacks import Kind, Press
from bot.tg.core.context import Visit
from bot.tg.core.dialogue import say_left
from bot.tg.core.keyboard import button, keyboard


async def say_reply(visit: Visit, reply: Reply, before: Sequence[Section] = ()) -> None:
    """Sends the reply as a new message, then notes where the dialogue stands."""
    await visit.say(_screen(visit, reply, before), buttons(visit, reply))
    await _note_shown(visit, reply)


async def show_reply(visit: Visit, reply: Reply) -> None:
    """Turns the tapped message into the reply, then notes where the dialogue stands."""
    await visit.show(_screen(visit, reply), buttons(visit, reply))
    await _note_shown(visit, reply)


async def _note_shown(visit: Visit, reply: Reply) -> None:
    replaced = await visit.kit.ask.shown(visit.conversation, reply)
    if replaced is not None and replaced.flow != FLOW:
        await say_left(visit, replaced.flow)


def buttons(visit: Visit, reply: Reply) -> InlineKeyboardMarkup | None:
    """Options while a question is open, what can be done with an answer afterwards."""
    if reply.turn is not None:
        return _open(visit, reply, reply.turn)
    if reply.number is not None:
        return answered(visit, reply.answer, reply.number)
    kinds = {leaf.kind for leaf in leaves(reply.answer)}
    if kinds & {"handover", "declined", "choose"}:
        return keyboard(
            [
                tap(visit, visit.words("ask.topics"), Kind.TOPICS),
                tap(visit, visit.words("ask.report"), Kind.REPORT),
            ]
        )
    return None


def answered(
    visit: Visit, answer: Answer, number: str, *, rated: bool = False
) -> InlineKeyboardMarkup | None:
    """Full basis, correcting a fact, and whether it helped, unless that was said."""
    words = visit.words
    first = [tap(visit, words("ask.basis"), Kind.BASIS, number)]
    if any(leaf.correctable for leaf in leaves(answer)):
        first.append(tap(visit, words("ask.correct"), Kind.FACTS, number))
    opinion = [
        tap(visit, words("ask.helpful"), Kind.RATE, number, "1"),
        tap(visit, words("ask.unhelpful"), Kind.RATE, number, "0"),
    ]
    return keyboard(first, [] if rated else opinion)


def tap(visit: Visit, label: str, kind: Kind, *args: str) -> InlineKeyboardButton:
    """A button for whom this visit is."""
    return button(label, Press(kind, visit.user.id, args))


def capital(label: str) -> str:
    """A label of the vocabulary as it looks on a button."""
    return label[:1].upper() + label[1:]


def _open(visit: Visit, reply: Reply, turn: str) -> InlineKeyboardMarkup | None:
    leaf = leaves(reply.answer)[reply.open]
    if leaf.ask is not None:
        options = [tap(visit, capital(label), Kind.OPTION, turn, value) for value, label in leaf.ask.options]
        return keyboard(options, [tap(visit, visit.words("ask.unknown"), Kind.UNKNOWN, turn)])
    offered = [tap(visit, title, Kind.CANDIDATE, turn, rule) for rule, title in leaf.choices]
    return keyboard(offered, [tap(visit, visit.words("ask.neither"), Kind.NEITHER, turn)])


def _screen(visit: Visit, reply: Reply, before: Sequence[Section] = ()) -> tuple[Section, ...]:
    return (*before, *sections(reply.answer, reply.number, visit.words))
