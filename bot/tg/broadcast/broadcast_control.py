"""Pause, resume, stop, send again, and the full account of a broadcast as a spreadsheet."""

from __future__ import annotations

import asyncio

from bot.outbox.model import Phase
from bot.tg.broadcast.buttons import REPORT_FILE, STEER, Steer
from bot.tg.broadcast.progress_screen import acts, progress
from bot.tg.core.context import Context

_UNDER_WAY = (Phase.RUNNING, Phase.PAUSED)


async def on_steer(context: Context, number: int, act: Steer) -> None:
    """Does what the button says, and shows where the broadcast stands now."""
    outbox = context.services.outbox
    doing = {
        Steer.PAUSE: outbox.pause,
        Steer.RESUME: outbox.resume,
        Steer.STOP: outbox.cancel,
        Steer.RESEND: outbox.resend_unknown,
    }[act]
    if not await doing(number, context.actor):
        await context.acknowledge(context.words("broadcast.otherwise"), alert=True)
    status = await outbox.status(number)
    if status is None:
        return
    await context.show(
        tuple(progress(context.words, context.zone, status, None)), acts(context.words, status)
    )
    place = context.query.message if context.query else None
    if place is not None and status.broadcast.phase in _UNDER_WAY:
        await outbox.show_progress(number, chat=place.chat.id, message=place.message_id)


async def on_file(context: Context, number: int) -> None:
    """Each recipient with what became of it, as XLSX."""
    status = await context.services.outbox.status(number)
    if status is None:
        await context.is_stale()
        return
    from bot.outbox.report import workbook

    rows = await context.services.outbox.account_of(status.broadcast.id)
    content = await asyncio.to_thread(workbook, rows, context.words, context.zone)
    name = f"siaran-{status.broadcast.id}.xlsx"
    await context.hand_over(content, name, context.words("broadcast.file", number=status.broadcast.id))


ROUTES = (
    STEER.handled_by(on_steer),
    REPORT_FILE.handled_by(on_file),
)
