"""Runs a python-telegram-bot Application on a box without a network loop, one update after the other.

The updates take the Application's own way (queue, processor, handlers), so that its inbox and its ordering of
updates are part of what is run.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

from telegram import Update
from telegram.ext import Application

from bot.simulator.state import Box

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


@asynccontextmanager
async def running(application: App) -> AsyncIterator[None]:
    """Starts and stops as `run_polling` does, hooks included, only without fetching updates."""
    try:
        await application.initialize()
        if application.post_init:
            await application.post_init(application)
        await application.start()
        yield
    finally:
        if application.running:
            await application.stop()
            if application.post_stop:
                await application.post_stop(application)
        await application.shutdown()
        if application.post_shutdown:
            await application.post_shutdown(application)


async def settle(application: App, box: Box) -> None:
    """Waits for what the bot has queued itself, then hands over every waiting update in order, each only when
    the bot has finished with the one before."""
    await application.update_queue.join()
    while pending := box.updates.take():
        for raw in pending:
            await application.update_queue.put(Update.de_json(raw, application.bot))
            await application.update_queue.join()
