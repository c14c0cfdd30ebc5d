"""What follows "Kirim": a second person's word where the office asks for it, progress, "Sudah saya baca"."""

from __future__ import annotations

from telegram.error import TelegramError

from bot.outbox.model import Broadcast
from bot.outbox.service import Status
from bot.people.authority import Role
from bot.tg.broadcast.progress_screen import acts, progress
from bot.tg.core.callbacks import ANYBODY, Kind, Press
from bot.tg.core.context import Visit
from bot.tg.core.keyboard import button, keyboard
from bot.tg.core.notifications import tell, tell_account
from bot.tg.core.phrase import line


async def on_agree(visit: Visit) -> None:
    """A second person's word."""
    number_, agreed = visit.number(), visit.decision()
    status = await visit.kit.outbox.status(number_) if number_ is not None else None
    if status is None or agreed is None:
        await visit.is_stale()
        return
    broadcast = status.broadcast
    if broadcast.order.by == visit.actor:
        await visit.acknowledge(visit.words("role.own"), alert=True)
        return
    if agreed:
        placed = await visit.kit.outbox.agree(broadcast.id, visit.actor)
        if placed is not None:
            await follow(visit, placed)
            await _tell_maker(visit, broadcast, "broadcast.agreed")
            return
    elif await visit.kit.outbox.decline(broadcast.id, visit.actor):
        await visit.show((line(visit.words, "broadcast.declined", number=broadcast.id),))
        await _tell_maker(visit, broadcast, "broadcast.declined")
        return
    await visit.acknowledge(visit.words("role.stale"), alert=True)


async def on_read(visit: Visit) -> None:
    """ "Sudah saya baca"."""
    number_ = visit.number()
    at = await visit.kit.outbox.note_read(number_, visit.user.id) if number_ is not None else None
    await visit.acknowledge(visit.words("broadcast.noted" if at else "broadcast.not_yours"))
    if at is not None:
        await visit.change_buttons(None)


async def follow(visit: Visit, placed: Broadcast) -> None:
    """Shows how far it is, in a message that goes on telling."""
    status = await visit.kit.outbox.status(placed.id) or Status(placed, {})
    await visit.show(tuple(progress(visit.words, visit.zone, status, None)), acts(visit.words, status))
    place = visit.query.message if visit.query else None
    if place is not None:
        await visit.kit.outbox.show_progress(placed.id, place.chat.id, place.message_id)


async def propose(visit: Visit, placed: Broadcast) -> None:
    """Shows it to the others of HR, one of whom must agree before anything leaves."""
    words = visit.kit.words[visit.kit.language]
    answers = [
        button(words("role.agree"), Press(Kind.ORDER_AGREE, ANYBODY, (str(placed.id), "1"))),
        button(words("role.disagree"), Press(Kind.ORDER_AGREE, ANYBODY, (str(placed.id), "0"))),
    ]
    asked = line(words, "broadcast.asks", audience=placed.order.audience, number=placed.id)
    staff = visit.kit.staff
    others = await staff.others(Role.HR, visit.user.id)
    reached = False
    # The owners where nobody in HR can be reached; nobody is asked about what he does not see.
    for circle in (others, sorted(staff.owners - {visit.user.id, *others})):
        for account in circle:
            if await _shown(visit, placed, account):
                reached |= await tell(visit, account, (asked,), keyboard(answers))
        if reached:
            break
    await visit.show((line(visit.words, "role.proposed" if reached else "role.nobody"),))


async def _shown(visit: Visit, placed: Broadcast, account: int) -> bool:
    try:
        await visit.kit.postman.message(placed.order.content, account, placed.id)
    except TelegramError:
        return False
    return True


async def _tell_maker(visit: Visit, broadcast: Broadcast, key: str) -> None:
    kind, _, account = broadcast.order.by.partition(":")
    if kind == "tg":
        await tell_account(visit, int(account), key, number=broadcast.id)
