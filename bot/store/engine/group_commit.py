"""Group commit: items that arrive together are written in one batch. Knows neither database nor items."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

LARGEST_BATCH = 500
REST_SECONDS = 0.03

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


@dataclass(eq=False, slots=True)
class _Place(Generic[Item, Outcome]):
    """A waiting item. `woken` is True if its task becomes the leader, False once `outcome` is set."""

    item: Item
    outcome: asyncio.Future[Outcome] = field(default_factory=asyncio.Future)
    woken: asyncio.Future[bool] = field(default_factory=asyncio.Future)


class GroupCommit(Generic[Item, Outcome]):
    """The first waiter becomes the leader and writes the whole batch.

    Leadership passes to the first item that was queued during that write.
    """

    def __init__(self, write: Callable[[Sequence[Item]], Awaitable[Sequence[Outcome]]]) -> None:
        self._write = write
        self._places: list[_Place[Item, Outcome]] = []
        self._is_led = False
        self._is_crowded = False

    async def add(self, item: Item) -> Outcome:
        """Queues an item and returns its outcome once its batch is written; raises what writing it raised."""
        mine: _Place[Item, Outcome] = _Place(item)
        self._places.append(mine)
        if not self._is_led:
            self._pass_on()
        try:
            leads = await mine.woken
        except asyncio.CancelledError:
            if mine.woken.done() and not mine.woken.cancelled() and mine.woken.result():
                self._pass_on()
            raise
        if leads:
            await self._lead()
        return await mine.outcome

    def _pass_on(self) -> None:
        """Makes the first item that still waits the leader; without one, the next to arrive leads."""
        following = next((place for place in self._places if not place.woken.done()), None)
        self._is_led = following is not None
        if following is not None:
            following.woken.set_result(True)

    async def _lead(self) -> None:
        some: list[_Place[Item, Outcome]] = []
        try:
            # Under load, wait for more items, so that commits are few and large.
            if self._is_crowded:
                await asyncio.sleep(REST_SECONDS)
            some, self._places = self._places[:LARGEST_BATCH], self._places[LARGEST_BATCH:]
            self._is_crowded = len(some) > 1
            outcomes = await self._write([place.item for place in some])
        except Exception as error:  # noqa: BLE001 - handed on, to everybody whom it concerns
            for place in some:
                place.outcome.set_exception(error)
                # Mark it as retrieved: a cancelled waiter never reads it, and asyncio would log that.
                place.outcome.exception()
        else:
            for place, outcome in zip(some, outcomes, strict=True):
                place.outcome.set_result(outcome)
        finally:
            for place in some:
                # Reached if this task is cancelled: the other waiters must not wait for ever.
                if not place.outcome.done():
                    place.outcome.cancel()
                if not place.woken.done():
                    place.woken.set_result(False)
            self._pass_on()
