"""Pause, resume, stop, send again, and the full account of a broadcast as a spreadsheet."""

from __future__ import annotations

import asyncio

from bot.outbox.model import Phase
from bot.tg.broadcast.progress_screen import acts, progress
from bot.tg.core.context import Context

_UNDER_WAY = (Phase.RUNNING, Phase.PAUSED)


async def on_steer(context: Context) -> None:
    """Does what the button says, and shows where the broadcast stands now."""
    number, act = context.number(), context.args[1]
    if number is None:
        await context.is_stale()
        return
    outbox = context.services.outbox
    doing = {
        "pause": outbox.pause,
        "resume": outbox.resume,
        "stop": outbox.cancel,
        "resend": outbox.resend_unknown,
    }.get(act)
    if doing is None or not await doing(number, context.actor):
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


async def on_file(context: Context) -> None:
    """Each recipient with what became of it, as XLSX."""
    number = context.number()
    status = await context.services.outbox.status(number) if number is not None else None
    if status is None:
        await context.is_stale()
        return
    from bot.outbox.report import workbook

    rows = await context.services.outbox.account_of(status.broadcast.id)
    content = await asyncio.to_thread(workbook, rows, context.words, context.zone)
    name = f"siaran-{status.broadcast.id}.xlsx"
    await context.hand_over(content, name, context.words("broadcast.file", number=status.broadcast.id))
