"""The loop that sends: claims a few, waits for a slot, sends, writes down what came of it.

Deliveries claimed at the moment of a kill become unknown: at most `depth`, and those whose outcome is being
written. It knows broadcasts and outcomes; what a message says and how it is sent is handed in.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.outbox.alarm import Alarm, Trouble
from bot.outbox.model import Broadcast, Claim, Phase
from bot.outbox.outcome import Barred, Later, Outcome, Unknown, Unsent
from bot.outbox.owner import is_dead, new_owner
from bot.outbox.plan import DeliveryPolicy
from bot.outbox.ports import Broadcasts, Claims, Send
from bot.outbox.quiet import quiet_zones
from bot.outbox.rate_limit import PerChatLimiter, RateLimiter

_LOGGER = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
LOOK_EVERY_SECONDS = 0.5
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 30.0
_MOST_WRITTEN = 100


@dataclass(frozen=True, slots=True)
class SendLimits:
    """Limits of sending: messages a second, and how many may be under way at once."""

    rate: float
    depth: int

    @property
    def chunk(self) -> int:
        """Deliveries claimed at once: enough to send during a commit, few enough to lose little at a kill."""
        return max(1, min(100, int(self.rate / 10), self.depth // 4))


class Dispatcher:
    """One object in each process; `storage_error` is what the store raises while it cannot be used."""

    def __init__(
        self,
        broadcasts: Broadcasts,
        claims: Claims,
        send: Send,
        clock: Clock,
        policy: DeliveryPolicy,
        limits: SendLimits,
        storage_error: type[Exception],
    ) -> None:
        self.rate_limiter = RateLimiter(limits.rate)
        self.troubles: asyncio.Queue[tuple[int, Trouble]] = asyncio.Queue()
        self._broadcasts = broadcasts
        self._claims = claims
        self._send = send
        self._clock = clock
        self._policy = policy
        self._limits = limits
        self._storage_error = storage_error
        self._owner = new_owner()
        self._per_chat = PerChatLimiter()
        self._alarm = Alarm()
        self._room = asyncio.Semaphore(limits.depth)
        self._outcomes: deque[tuple[Claim, Outcome]] = deque()
        self._waiting: set[asyncio.Task[None]] = set()
        self._stop = asyncio.Event()
        self._woken = asyncio.Event()
        self._is_offline = False
        self._wait = _FIRST_WAIT
        self._turn = 0

    def wake(self) -> None:
        """Looks for work now rather than at the next tick."""
        self._woken.set()

    def stop(self) -> None:
        """Claims nothing more; what waits for a slot goes back, what is under way is finished."""
        self._stop.set()
        self._woken.set()
        self._give_back_waiting()

    async def recover(self) -> int:
        """Declares unknown what dead processes had in their hands; returns how many deliveries that were."""
        dead = [owner for owner in await self._claims.owners() if is_dead(owner, self._owner)]
        return await self._claims.give_up(dead, self._clock.now())

    async def run(self) -> None:
        """Sends until `stop` is called."""
        sent = asyncio.Event()
        async with asyncio.TaskGroup() as writing:
            writing.create_task(self._write(sent))
            async with asyncio.TaskGroup() as sending:
                while not self._stop.is_set():
                    try:
                        if await self._round(sending):
                            continue
                        await self._tidy()
                    except self._storage_error as error:
                        _LOGGER.error("the outbox waits for its database: %s", error)
                    await self._rest()
            sent.set()

    async def _round(self, sending: asyncio.TaskGroup) -> bool:
        """Claims a few of every running broadcast, each in its turn; False when nothing was due."""
        if self.rate_limiter.halted_for or self._is_offline:
            return False
        running = await self._broadcasts.in_phase([Phase.RUNNING])
        if not running:
            return False
        self._turn = (self._turn + 1) % len(running)
        wanted = max(1, self._limits.chunk // len(running))
        found = [
            await self._take(one, wanted, sending) for one in running[self._turn :] + running[: self._turn]
        ]
        return any(found)

    async def _take(self, one: Broadcast, wanted: int, sending: asyncio.TaskGroup) -> bool:
        # Wait until all of a chunk has room: each claim costs a commit, however few deliveries it takes.
        for _ in range(wanted):
            await self._room.acquire()
        taken: list[Claim] = []
        try:
            now = self._clock.now()
            considerate, policy = one.order.sort.is_considerate, self._policy
            quiet = quiet_zones(policy.hours, policy.days, now, policy.zones) if considerate else ()
            taken = await self._claims.claim(
                one.id, owner=self._owner, wanted=wanted, at=now, lease=now + LEASE, quiet=quiet
            )
        finally:
            for _ in range(wanted - len(taken)):
                self._room.release()
        for claim in taken:
            sending.create_task(self._deliver(one, claim))
        return bool(taken)

    async def _deliver(self, one: Broadcast, claim: Claim) -> None:
        """Sends one claimed delivery and records its outcome."""
        try:
            if not await self._turn_comes(claim):
                await self._insist(lambda: self._claims.give_back(self._owner, [claim.id]))
                return
            if claim.expires is not None and claim.expires <= self._clock.now():
                await self._insist(
                    lambda: self._claims.mark_expired(self._owner, [claim.id], self._clock.now())
                )
                return
            await self._decide(claim, await self._send(one, claim.chat))
        finally:
            self._room.release()

    async def _turn_comes(self, claim: Claim) -> bool:
        """Waits for a send slot. False if the claim must be returned (stopping, or halted by a 429)."""
        if self._stop.is_set() or self.rate_limiter.halted_for:
            return False
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("waiting for a turn outside of a task")
        self._waiting.add(task)
        try:
            await self._per_chat.ready(claim.chat)
            await self.rate_limiter.slot()
        except asyncio.CancelledError:
            return False
        finally:
            self._waiting.discard(task)
        return True

    def _give_back_waiting(self) -> None:
        for task in self._waiting:
            task.cancel()

    async def _decide(self, claim: Claim, outcome: Outcome) -> None:
        if isinstance(outcome, Later | Unsent | Barred):
            if isinstance(outcome, Later):
                self.rate_limiter.halt(outcome.seconds)
                # A halt may last longer than their lease.
                self._give_back_waiting()
            elif isinstance(outcome, Unsent):
                self._is_offline = True
            else:
                await self._pause(claim.broadcast, Trouble("barred", outcome.reason))
            await self._insist(lambda: self._claims.give_back(self._owner, [claim.id]))
            return
        self._wait = _FIRST_WAIT
        self._outcomes.append((claim, outcome))
        trouble = self._alarm.hear(claim.broadcast, outcome)
        if trouble is not None:
            await self._pause(claim.broadcast, trouble)
        elif isinstance(outcome, Unknown) and (missing := self._alarm.unanswered(claim.broadcast)) > 1:
            # One lost answer is chance. Several in a row mean a server in trouble, which must not get more
            # requests.
            self.rate_limiter.halt(2.0 ** (missing - 2))

    async def _pause(self, number: int, trouble: Trouble) -> None:
        reason = f"{trouble.kind}: {trouble.reason}"

        async def pause() -> None:
            now = self._clock.now()
            if await self._broadcasts.move(number, [Phase.RUNNING], Phase.PAUSED, at=now, reason=reason):
                _LOGGER.warning("broadcast %d paused: %s", number, trouble.kind)
                await self.troubles.put((number, trouble))

        await self._insist(pause)

    async def _write(self, sent: asyncio.Event) -> None:
        """Commits outcomes as they come, those waiting together as one batch, until everything is written."""
        while not (sent.is_set() and not self._outcomes):
            if not self._outcomes:
                with suppress(TimeoutError):
                    await asyncio.wait_for(sent.wait(), 0.05)
                continue
            some = [self._outcomes[n] for n in range(min(_MOST_WRITTEN, len(self._outcomes)))]
            await self._insist(lambda: self._claims.settle(self._owner, some, self._clock.now()))  # noqa: B023
            for _ in some:
                self._outcomes.popleft()

    async def _insist(self, work: Callable[[], Awaitable[None]]) -> None:
        """Retries until the database accepts it.

        While stopping it tries once; the next start recovers the rest.
        """
        while True:
            try:
                await work()
            except self._storage_error as error:
                _LOGGER.error("the outbox waits for its database: %s", error)
                if self._stop.is_set():
                    return
                await asyncio.sleep(_FIRST_WAIT)
            else:
                return

    async def _tidy(self) -> None:
        """Housekeeping when nothing is due: expires deliveries, ends old leases, finishes broadcasts."""
        now = self._clock.now()
        await self._claims.expire(now)
        await self._claims.give_up([], now)
        await self._broadcasts.finish(now)

    async def _rest(self) -> None:
        """Waits for the next tick or `wake`, or until a lost network is to be tried again."""
        wait = LOOK_EVERY_SECONDS
        if self._is_offline:
            wait, self._wait = self._wait, min(self._wait * 2, _LONGEST_WAIT)
        self._woken.clear()
        if not self._stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), wait)
        self._is_offline = False
