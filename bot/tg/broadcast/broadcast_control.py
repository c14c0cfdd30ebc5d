"""Pause, resume, stop, send again, and the full account of a broadcast as a spreadsheet."""

from __future__ import annotations

import asyncio

from bot.outbox.model import Phase
from bot.tg.broadcast.progress_screen import acts, progress
from bot.tg.core.context import Visit

_UNDER_WAY = (Phase.RUNNING, Phase.PAUSED)


async def on_steer(visit: Visit) -> None:
    """Does what the button says, and shows where the broadcast stands now."""
    number, act = visit.number(), visit.args[1]
    if number is None:
        await visit.is_stale()
        return
    outbox = visit.kit.outbox
    doing = {
        "pause": outbox.pause,
        "resume": outbox.resume,
        "stop": outbox.cancel,
        "resend": outbox.resend_unknown,
    }.get(act)
    if doing is None or not await doing(number, visit.actor):
        await visit.acknowledge(visit.words("broadcast.otherwise"), alert=True)
    status = await outbox.status(number)
    if status is None:
        return
    await visit.show(tuple(progress(visit.words, visit.zone, status, None)), acts(visit.words, status))
    place = visit.query.message if visit.query else None
    if place is not None and status.broadcast.phase in _UNDER_WAY:
        await outbox.show_progress(number, place.chat.id, place.message_id)


async def on_file(visit: Visit) -> None:
    """Each recipient with what became of it, as XLSX."""
    number = visit.number()
    status = await visit.kit.outbox.status(number) if number is not None else None
    if status is None:
        await visit.is_stale()
        return
    from bot.outbox.report import workbook

    rows = await visit.kit.outbox.account_of(status.broadcast.id)
    content = await asyncio.to_thread(workbook, rows, visit.words, visit.zone)
    name = f"siaran-{status.broadcast.id}.xlsx"
    await visit.hand_over(content, name, visit.words("broadcast.file", number=status.broadcast.id))
