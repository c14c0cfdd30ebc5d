"""After "Kirim": approval by a second person where the office asks for it, progress, "Sudah saya baca"."""

from __future__ import annotations

from telegram.error import TelegramError

from bot.outbox.model import Broadcast
from bot.outbox.service import Status
from bot.tg.broadcast.buttons import ORDER_AGREE, READ
from bot.tg.broadcast.progress_screen import acts, progress
from bot.tg.core.buttons import ANYBODY
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.core.notifications import tell, tell_account
from bot.tg.core.phrase import line


async def on_agree(context: Context, number: int, agreed: bool) -> None:
    """A second person approves or declines."""
    status = await context.services.outbox.status(number)
    if status is None:
        await context.is_stale()
        return
    broadcast = status.broadcast
    if not context.services.staff.approval.may_decide(broadcast.order.by, context.actor):
        await context.acknowledge(context.words("role.own"), alert=True)
        return
    if agreed:
        placed = await context.services.outbox.agree(broadcast.id, context.actor)
        if placed is not None:
            await follow(context, placed)
            await _tell_maker(context, broadcast, "broadcast.agreed")
            return
    elif await context.services.outbox.decline(broadcast.id, context.actor):
        await context.show((line(context.words, "broadcast.declined", number=broadcast.id),))
        await _tell_maker(context, broadcast, "broadcast.declined")
        return
    await context.acknowledge(context.words("role.stale"), alert=True)


async def on_read(context: Context, number: int) -> None:
    """ "Sudah saya baca"."""
    at = await context.services.outbox.note_read(number, context.user.id)
    await context.acknowledge(context.words("broadcast.noted" if at else "broadcast.not_yours"))
    if at is not None:
        await context.change_buttons(None)


async def follow(context: Context, placed: Broadcast) -> None:
    """Shows the progress in this message, which is updated from then on."""
    status = await context.services.outbox.status(placed.id) or Status(placed, {})
    await context.show(
        tuple(progress(context.words, context.zone, status, None)), acts(context.words, status)
    )
    place = context.query.message if context.query else None
    if place is not None:
        await context.services.outbox.show_progress(placed.id, chat=place.chat.id, message=place.message_id)


async def propose(context: Context, placed: Broadcast) -> None:
    """Shows it to the other members of HR, one of whom must approve before anything is sent."""
    words = context.services.words[context.services.language]
    answers = [
        ORDER_AGREE.tap(ANYBODY, words("role.agree"), placed.id, True),
        ORDER_AGREE.tap(ANYBODY, words("role.disagree"), placed.id, False),
    ]
    asked = line(words, "broadcast.asks", audience=placed.order.audience, number=placed.id)
    reached = False
    # Ask only people to whom the message itself could be shown.
    for circle in await context.services.hr_contacts.circles(context.user.id):
        for account in circle:
            if await _shown(context, placed, account):
                reached |= await tell(context, account, (asked,), keyboard(answers))
        if reached:
            break
    await context.show((line(context.words, "role.proposed" if reached else "role.nobody"),))


async def _shown(context: Context, placed: Broadcast, account: int) -> bool:
    try:
        await context.services.sender.message(placed.order.content, account, placed.id)
    except TelegramError:
        return False
    return True


async def _tell_maker(context: Context, broadcast: Broadcast, key: str) -> None:
    kind, _, account = broadcast.order.by.partition(":")
    if kind == "tg":
        await tell_account(context, int(account), key, number=broadcast.id)


ROUTES = (
    ORDER_AGREE.handled_by(on_agree),
    READ.handled_by(on_read),
)
