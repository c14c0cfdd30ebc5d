"""Background tasks that run as long as the bot does.

A task that fails is logged and restarted, so that one error does not end reminders for good. Knows no
feature.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress

_LOGGER = logging.getLogger(__name__)
AGAIN_SECONDS = 5.0


class Background:
    """Runs several tasks, each with a function that stops it."""

    def __init__(self) -> None:
        self._works: list[tuple[asyncio.Task[None], Callable[[], None]]] = []
        self._stopping = asyncio.Event()

    def start(self, work: Callable[[], Awaitable[None]], stop: Callable[[], None]) -> None:
        """Runs `work` until it returns, which `stop` must bring about."""
        task = asyncio.get_running_loop().create_task(self._keep(work))
        self._works.append((task, stop))

    async def end(self) -> None:
        """Asks every task to stop and waits for it."""
        self._stopping.set()
        for _, stop in self._works:
            stop()
        for task, _ in self._works:
            await task
        self._works.clear()

    async def _keep(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except Exception as error:  # noqa: BLE001 - whatever it is, the other works must go on
                for one in _leaves(error):
                    frames = "".join(traceback.format_tb(one.__traceback__))
                    _LOGGER.error("background work failed: %s\n%s", type(one).__name__, frames)
            else:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), AGAIN_SECONDS)
            if self._stopping.is_set():
                return


def _leaves(error: BaseException) -> Iterator[BaseException]:
    """The errors inside nested exception groups."""
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _leaves(one)
    else:
        yield error
