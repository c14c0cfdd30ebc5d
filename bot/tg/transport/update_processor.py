"""Keeps each person's updates in order while different people are served at the same time.

Also the place where an update counts as dealt with. Knows no handler.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.tg.transport.inbox import Inbox

AT_ONCE = 256


class Processor(BaseUpdateProcessor):
    """One queue for each person, as long as he has something in it."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__(AT_ONCE)
        self._inbox = inbox
        self._turns: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        """Handles the update after this person's earlier ones, then marks it as done."""
        key = _key(update)
        turn = self._turns.setdefault(key, asyncio.Lock())
        self._waiting[key] = self._waiting.get(key, 0) + 1
        try:
            # asyncio.Lock is fair: whoever waits first goes first.
            async with turn:
                await coroutine
                if isinstance(update, Update):
                    await self._inbox.finish(update)
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key], self._turns[key]

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def _key(update: object) -> int:
    """Whose update it is; those of nobody in particular share a queue."""
    if not isinstance(update, Update):
        return 0
    behind = update.effective_user or update.effective_chat
    return behind.id if behind else 0
