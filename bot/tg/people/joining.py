"""Joining: the notice, the own contact or a code, the confirmation, and HR's word on a second account."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.ask.sections import Section
from bot.people.joining import codes
from bot.people.joining.service import Outcome, Step
from bot.people.member import Member
from bot.tg.ask import questions
from bot.tg.ask.answers import tap
from bot.tg.core.callbacks import ANYBODY, Kind, Press
from bot.tg.core.context import Visit
from bot.tg.core.keyboard import button, keyboard
from bot.tg.core.notifications import tell_account, tell_hr
from bot.tg.core.phrase import line
from bot.tg.pledge import pledging

# Steps after which another attempt makes sense.
_AGAIN = frozenset({Step.UNKNOWN, Step.AMBIGUOUS, Step.WRONG, Step.SPENT, Step.EXPIRED, Step.STALE})


async def on_join(visit: Visit) -> None:
    """What will be kept, then the two ways to join."""
    employee = visit.visitor.employee
    if employee is not None:
        await visit.say((line(visit.words, "join.already", name=employee.name, place=employee.place),))
    else:
        await visit.tell(visit.words("join.invite"), _ways(visit))


async def on_contact(visit: Visit) -> None:
    """A shared contact counts only when it is the sender's own."""
    message = visit.message
    if message is None or message.contact is None or not visit.is_private:
        return
    if message.contact.user_id != visit.user.id:
        await visit.tell(visit.words("join.foreign"), _ways(visit))
        return
    await _tell(visit, await visit.kit.joining.by_contact(visit.user.id, message.contact.phone_number))


async def on_text(visit: Visit) -> None:
    """A tap on the keyboard below, or a code; everything else is a question."""
    text = (visit.message.text or "").strip() if visit.message and visit.is_private else ""
    if any(text == words("join.by_code") for words in visit.kit.words.values()):
        await visit.tell(visit.words("join.type_code"), ReplyKeyboardRemove())
    elif any(text == words("join.later") for words in visit.kit.words.values()):
        await visit.tell(visit.words("join.postponed"), ReplyKeyboardRemove())
    elif codes.tidy(text):
        await _tell(visit, await visit.kit.joining.by_code(visit.user.id, text))
    else:
        await questions.on_text(visit)


async def on_link(visit: Visit, payload: str) -> None:
    """The link of a slip."""
    await _tell(
        visit, await visit.kit.joining.by_code(visit.user.id, payload.removeprefix(codes.LINK_PREFIX))
    )


async def on_me(visit: Visit) -> None:
    """ "Benar"."""
    outcome = await visit.kit.joining.confirm(visit.user.id, visit.number() or 0)
    told = _told(visit, outcome)
    asks = outcome.move if outcome.step is Step.ASKED else None
    if asks is not None and not await _tell_hr(visit, asks.id, asks.member):
        told = line(visit.words, "join.asked_nobody")
    await visit.show((told,))
    if outcome.step is Step.JOINED:
        await visit.tell(visit.words("join.welcome"), ReplyKeyboardRemove())
        if outcome.member is not None:
            await pledging.offer(visit, outcome.member)
    if outcome.moved_from is not None and outcome.member is not None:
        await tell_account(visit, outcome.moved_from, "join.moved_away", name=outcome.member.name)


async def on_not_me(visit: Visit) -> None:
    """ "Bukan saya": nothing is kept, and HR can put the list right."""
    await visit.kit.joining.give_up(visit.user.id)
    await visit.show((line(visit.words, "join.not_me"),))


async def on_move(visit: Visit) -> None:
    """HR allows or refuses that a second account takes an employee over."""
    number, allow = visit.number(), visit.decision()
    if number is None or allow is None:
        await visit.is_stale()
        return
    outcome = await visit.kit.joining.decide_move(number, visit.user.id, allow=allow)
    if outcome.move is None or outcome.step in (Step.STALE, Step.SPENT):
        await visit.acknowledge(visit.words("join.decided_before"), alert=True)
        return
    member = outcome.move.member
    if outcome.step is Step.ALREADY:
        await visit.show((line(visit.words, "join.move_done", name=member.name),))
        return
    if outcome.step is not Step.JOINED:
        await visit.show((line(visit.words, "join.move_failed", name=member.name),))
        await tell_account(visit, outcome.move.telegram_id, "join.move_failed_you", name=member.name)
        return
    key = "join.move_allowed" if allow else "join.move_refused"
    await visit.show((line(visit.words, key, name=member.name),))
    await tell_account(visit, outcome.move.telegram_id, f"{key}_you", name=member.name)
    if outcome.moved_from is not None:
        await tell_account(visit, outcome.moved_from, "join.moved_away", name=member.name)


async def _tell(visit: Visit, outcome: Outcome) -> None:
    buttons: InlineKeyboardMarkup | ReplyKeyboardMarkup | None = None
    if outcome.step is Step.CONFIRM and outcome.member is not None:
        buttons = keyboard(
            [
                tap(visit, visit.words("join.yes"), Kind.ME, str(outcome.member.id)),
                tap(visit, visit.words("join.no"), Kind.NOT_ME),
            ]
        )
    elif outcome.step in _AGAIN:
        buttons = _ways(visit)
    await visit.say((_told(visit, outcome),), buttons)


def _told(visit: Visit, outcome: Outcome) -> Section:
    key = f"join.{outcome.step.value}"
    member = outcome.member
    if member is None or not visit.words.placeholders(key):
        return line(visit.words, key)
    return line(visit.words, key, name=member.name, place=member.place)


async def _tell_hr(visit: Visit, number: int, member: Member) -> bool:
    words = visit.kit.words[visit.kit.language]
    return await tell_hr(
        visit,
        (line(words, "join.move_asked", name=member.name, place=member.place),),
        keyboard(
            [
                button(words("join.allow"), Press(Kind.MOVE, ANYBODY, (str(number), "1"))),
                button(words("join.refuse"), Press(Kind.MOVE, ANYBODY, (str(number), "0"))),
            ]
        ),
    )


def _ways(visit: Visit) -> ReplyKeyboardMarkup:
    words = visit.words
    rows = [
        [KeyboardButton(words("join.share"), request_contact=True)],
        [KeyboardButton(words("join.by_code")), KeyboardButton(words("join.later"))],
    ]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)
