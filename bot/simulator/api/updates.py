"""Updates on their way to the bot: numbered, kept until confirmed, polled by it or pushed to a webhook."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from bot.simulator.api.failure import conflict
from bot.simulator.api.objects import ApiObject

# What Telegram leaves out unless it is asked for by name.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
# Ids start anywhere, as on the real server: a database outlives the box and takes a known id for a repeat.
_FIRST = range(100_000_000, 2_000_000_000)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are pushed, and the secret that comes along."""

    url: str
    secret: str


class Updates:
    """The queue of one bot."""

    def __init__(self) -> None:
        self.webhook: Webhook | None = None
        self._allowed: frozenset[str] = frozenset()
        self._waiting: deque[ApiObject] = deque()
        self._next = random.choice(_FIRST)
        self._reader = 0
        self._changed = asyncio.Event()

    def __len__(self) -> int:
        return len(self._waiting)

    def push(self, kind: str, payload: ApiObject) -> None:
        """Queues one update, unless the bot has said that it does not want this kind."""
        if kind not in self._allowed if self._allowed else kind in _ON_REQUEST:
            return
        self._waiting.append({"update_id": self._next, kind: payload})
        self._next += 1
        self._wake()

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Restricts what is queued from now on; an empty list means the default, None no change."""
        if kinds is not None:
            self._allowed = frozenset(kinds)

    def direct(self, webhook: Webhook | None) -> None:
        """Pushes updates there from now on, or (None) waits for polling."""
        self.webhook = webhook
        self._wake()

    def drop(self) -> None:
        """Forgets everything that waits."""
        self._waiting.clear()

    def confirm(self, below: int) -> None:
        """Forgets the updates with a smaller number: the bot has them."""
        while self._waiting and self._waiting[0]["update_id"] < below:
            self._waiting.popleft()

    def take(self) -> list[ApiObject]:
        """All that wait, in order, confirmed at once: for whoever drives a bot by hand."""
        taken = list(self._waiting)
        self._waiting.clear()
        return taken

    async def first(self) -> tuple[Webhook, ApiObject]:
        """The webhook and the oldest update for it, as soon as there are both; it stays in the queue."""
        while self.webhook is None or not self._waiting:
            await self._change()
        return self.webhook, self._waiting[0]

    async def poll(self, offset: int, limit: int, timeout_seconds: float) -> list[ApiObject]:
        """What getUpdates answers; waits up to `timeout_seconds` for a first update. A later poll, or a
        webhook set meanwhile, ends this one with ApiError 409."""
        self._reader += 1
        mine = self._reader
        self._wake()
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        else:
            self.confirm(offset)
        try:
            async with asyncio.timeout(timeout_seconds):
                while not self._waiting and mine == self._reader and self.webhook is None:
                    await self._change()
        except TimeoutError:
            return []
        if self.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        if mine != self._reader:
            raise conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        return list(self._waiting)[:limit]

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def _change(self) -> None:
        await self._changed.wait()
