"""Joining: the notice, the own contact or a code, the confirmation, and HR's word on a second account."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.ask.sections import Section
from bot.people.joining import codes
from bot.people.joining.service import Outcome, Step
from bot.people.member import Member
from bot.tg.ask import questions
from bot.tg.core.buttons import ANYBODY
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.core.notifications import tell_account, tell_hr
from bot.tg.core.phrase import line
from bot.tg.people.buttons import JOIN, ME, MOVE, NOT_ME
from bot.tg.pledge import pledging

# Steps after which another attempt makes sense.
_AGAIN = frozenset({Step.UNKNOWN, Step.AMBIGUOUS, Step.WRONG, Step.SPENT, Step.EXPIRED, Step.STALE})


async def on_join(context: Context) -> None:
    """What will be kept, then the two ways to join."""
    employee = context.visitor.employee
    if employee is not None:
        await context.say((line(context.words, "join.already", name=employee.name, place=employee.place),))
    else:
        await context.tell(context.words("join.invite"), _ways(context))


async def on_contact(context: Context) -> None:
    """A shared contact counts only when it is the sender's own."""
    message = context.message
    if message is None or message.contact is None or not context.is_private:
        return
    if message.contact.user_id != context.user.id:
        await context.tell(context.words("join.foreign"), _ways(context))
        return
    await _tell(
        context, await context.services.joining.by_contact(context.user.id, message.contact.phone_number)
    )


async def on_text(context: Context) -> None:
    """A tap on the keyboard below, or a code; everything else is a question."""
    text = (context.message.text or "").strip() if context.message and context.is_private else ""
    if any(text == words("join.by_code") for words in context.services.words.values()):
        await context.tell(context.words("join.type_code"), ReplyKeyboardRemove())
    elif any(text == words("join.later") for words in context.services.words.values()):
        await context.tell(context.words("join.postponed"), ReplyKeyboardRemove())
    elif codes.tidy(text):
        await _tell(context, await context.services.joining.by_code(context.user.id, text))
    else:
        await questions.on_text(context)


async def on_link(context: Context, code: str) -> None:
    """The link of a slip, which carries its code."""
    await _tell(context, await context.services.joining.by_code(context.user.id, code))


async def on_me(context: Context, person: int) -> None:
    """ "Benar"."""
    outcome = await context.services.joining.confirm(context.user.id, person)
    told = _told(context, outcome)
    asks = outcome.move if outcome.step is Step.ASKED else None
    if asks is not None and not await _tell_hr(context, asks.id, asks.member):
        told = line(context.words, "join.asked_nobody")
    await context.show((told,))
    if outcome.step is Step.JOINED:
        await context.tell(context.words("join.welcome"), ReplyKeyboardRemove())
        if outcome.member is not None:
            await pledging.offer(context, outcome.member)
    if outcome.moved_from is not None and outcome.member is not None:
        await tell_account(context, outcome.moved_from, "join.moved_away", name=outcome.member.name)


async def on_not_me(context: Context) -> None:
    """ "Bukan saya": nothing is kept, and HR can put the list right."""
    await context.services.joining.give_up(context.user.id)
    await context.show((line(context.words, "join.not_me"),))


async def on_move(context: Context, request: int, allow: bool) -> None:
    """HR allows or refuses that a second account takes an employee over."""
    outcome = await context.services.joining.decide_move(request, context.user.id, allow=allow)
    if outcome.move is None or outcome.step in (Step.STALE, Step.SPENT):
        await context.acknowledge(context.words("join.decided_before"), alert=True)
        return
    member = outcome.move.member
    if outcome.step is Step.ALREADY:
        await context.show((line(context.words, "join.move_done", name=member.name),))
        return
    if outcome.step is not Step.JOINED:
        await context.show((line(context.words, "join.move_failed", name=member.name),))
        await tell_account(context, outcome.move.telegram_id, "join.move_failed_you", name=member.name)
        return
    key = "join.move_allowed" if allow else "join.move_refused"
    await context.show((line(context.words, key, name=member.name),))
    await tell_account(context, outcome.move.telegram_id, f"{key}_you", name=member.name)
    if outcome.moved_from is not None:
        await tell_account(context, outcome.moved_from, "join.moved_away", name=member.name)


async def _tell(context: Context, outcome: Outcome) -> None:
    buttons: InlineKeyboardMarkup | ReplyKeyboardMarkup | None = None
    if outcome.step is Step.CONFIRM and outcome.member is not None:
        buttons = keyboard(
            [
                ME.tap(context.user.id, context.words("join.yes"), outcome.member.id),
                NOT_ME.tap(context.user.id, context.words("join.no")),
            ]
        )
    elif outcome.step in _AGAIN:
        buttons = _ways(context)
    await context.say((_told(context, outcome),), buttons)


def _told(context: Context, outcome: Outcome) -> Section:
    key = f"join.{outcome.step.value}"
    member = outcome.member
    if member is None or not context.words.placeholders(key):
        return line(context.words, key)
    return line(context.words, key, name=member.name, place=member.place)


async def _tell_hr(context: Context, number: int, member: Member) -> bool:
    words = context.services.words[context.services.language]
    return await tell_hr(
        context,
        (line(words, "join.move_asked", name=member.name, place=member.place),),
        keyboard(
            [
                MOVE.tap(ANYBODY, words("join.allow"), number, True),
                MOVE.tap(ANYBODY, words("join.refuse"), number, False),
            ]
        ),
    )


def _ways(context: Context) -> ReplyKeyboardMarkup:
    words = context.words
    rows = [
        [KeyboardButton(words("join.share"), request_contact=True)],
        [KeyboardButton(words("join.by_code")), KeyboardButton(words("join.later"))],
    ]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)


ROUTES = (
    JOIN.handled_by(on_join),
    ME.handled_by(on_me),
    NOT_ME.handled_by(on_not_me),
    MOVE.handled_by(on_move),
)
