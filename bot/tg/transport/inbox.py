"""Every update is committed before Telegram is told that we have it, and marked once it is dealt with.

The seam is `put` of the update queue: polling moves its offset and the webhook answers only after it returns.
What a kill left unfinished is replayed at the next start. Knows no handler.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from telegram import Bot, Update
from telegram.error import NetworkError

from bot.clock import Clock
from bot.tg.transport.readable import Readable, readable

_LOGGER = logging.getLogger(__name__)
# Telegram repeats an update for a day at most; after that its row is not needed.
KEPT = timedelta(days=2)


class UpdateLog(Protocol):
    """The store as the inbox sees it; times are aware, `payload` is JSON text.

    Each method is one short transaction, and raises the store's StoreError when it cannot be had.
    """

    async def add(
        self, update_id: int, payload: str, received: datetime, *, fault: str | None = None
    ) -> bool:
        """Commits one update; False when it is there already, so that replays are harmless. `fault` says what
        could not be read in it."""

    async def unprocessed(self) -> list[tuple[int, str]]:
        """(update id, payload) of what nobody has finished, in the order of arrival."""

    async def mark_processed(self, update_id: int, at: datetime) -> None:
        """Notes that this update needs no further work, and forgets its content."""

    async def prune(self, before: datetime) -> int:
        """Forgets processed updates received before this time; returns how many."""


class Inbox(asyncio.Queue[object]):
    """The Application's update queue, with the database behind it from `open` on."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._log: UpdateLog | None = None
        # By update id, whether it was new; for updates that `put` has yet to receive.
        self._kept: dict[int, bool] = {}

    async def open(self, log: UpdateLog, bot: Bot) -> int:
        """Connects the store and queues what an earlier life left unfinished; returns how many those were."""
        self._log = log
        waiting = await log.unprocessed()
        for _, payload in waiting:
            # Perhaps kept by a release whose library read more.
            read = readable(json.loads(payload))
            self._report(read)
            await super().put(Update.de_json(read.raw, bot))
        return len(waiting)

    async def put(self, item: object) -> None:
        """Commits an update, then queues it; one that is there already is dropped.

        Raises NetworkError when it cannot be committed: polling then asks for the same update again, where
        any other error would end it.
        """
        if isinstance(item, Update) and not await self._is_new(item):
            return
        await super().put(item)

    async def keep(self, updates: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Commits all updates of one answer of Telegram's together, so that `put` finds them done.

        Returns them as the library can read them: of one that it cannot, what is left without its content.
        Raises NetworkError likewise; then none of them counts as received.
        """
        read = [readable(raw) for raw in updates]
        adding = [self._add(one.raw["update_id"], json.dumps(one.raw), one.fault) for one in read]
        kept = await asyncio.gather(*adding)
        self._kept = {one.raw["update_id"]: is_new for one, is_new in zip(read, kept, strict=True)}
        for one, is_new in zip(read, kept, strict=True):
            if is_new:
                self._report(one)
        return [one.raw for one in read]

    async def _is_new(self, update: Update) -> bool:
        kept = self._kept.pop(update.update_id, None)
        return await self._add(update.update_id, update.to_json()) if kept is None else kept

    async def _add(self, update_id: int, payload: str, fault: str | None = None) -> bool:
        log = self._opened()
        try:
            return await log.add(update_id, payload, self._clock.now(), fault=fault)
        except Exception as error:
            # With a webhook nobody else would log it.
            _LOGGER.error("an update could not be stored: %s", type(error).__name__)
            raise NetworkError(f"the update could not be stored: {error}") from error

    async def finish(self, update: Update) -> None:
        """Notes that this update needs no further work."""
        await self._opened().mark_processed(update.update_id, self._clock.now())

    async def prune(self) -> None:
        """Forgets finished updates, with the words in them, as soon as Telegram cannot send them again."""
        gone = await self._opened().prune(self._clock.now() - KEPT)
        if gone:
            _LOGGER.info("inbox: %d finished updates forgotten", gone)

    @staticmethod
    def _report(read: Readable) -> None:
        if read.fault is not None:
            _LOGGER.error(
                "update %d could not be read and was set aside: %s", read.raw["update_id"], read.fault
            )

    def _opened(self) -> UpdateLog:
        if self._log is None:
            raise RuntimeError("an update arrived before the inbox was opened")
        return self._log
