"""The dispatcher in this process, on a real database, with a way out that does as a test says."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import Clock, system
from bot.outbox.dispatch import Dispatcher, SendLimits
from bot.outbox.model import BroadcastKind, BroadcastRequest, Claim, Content, State, When
from bot.outbox.outcome import Outcome, Sent, Unknown
from bot.outbox.plan import DeliveryPolicy
from bot.outbox.service import Status
from bot.store.engine.db import Database
from bot.store.engine.failure import StoreError
from bot.store.outbox.broadcast import BroadcastStore
from bot.store.outbox.delivery import DeliveryStore
from tests.faults.bot_process import until, until_told
from tests.support.use_cases import use_cases

Way = Callable[[int], Awaitable[Outcome]]
_POLICY = DeliveryPolicy(None, 3, ZoneInfo("Asia/Jakarta"))


class AdjustableClock:
    """A clock that somebody may set."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self.clock = Clock(lambda: system().now() + self.ahead)


class _Watched(DeliveryStore):
    """Knows what is claimed and not written down yet. Takes its time over giving back, as on a slow disk, so
    that things happen meanwhile.
    """

    def __init__(self, db: Database) -> None:
        super().__init__(db)
        self.given_back = 0
        self.in_hand: set[int] = set()

    async def claim(self, *given: Any, **named: Any) -> list[Claim]:
        claims = await super().claim(*given, **named)
        self.in_hand |= {claim.id for claim in claims}
        return claims

    async def settle(self, owner: str, done: Sequence[tuple[Claim, Outcome]], at: datetime) -> None:
        await super().settle(owner, done, at)
        self.in_hand -= {claim.id for claim, _ in done}

    async def mark_expired(self, owner: str, ids: Collection[int], at: datetime) -> None:
        await super().mark_expired(owner, ids, at)
        self.in_hand -= set(ids)

    async def give_back(self, owner: str, ids: Collection[int]) -> None:
        self.given_back += 1
        await asyncio.sleep(0.05)
        await super().give_back(owner, ids)
        self.in_hand -= set(ids)


class DispatcherFixture:
    """Sends by `way`, which is given the chat; `sent` counts what it let through."""

    def __init__(self, url: str, db: Database, clock: Clock, limits: SendLimits) -> None:
        self.url = url
        self.way: Way = self.accepts
        self.sent: Counter[int] = Counter()
        self.depth = limits.depth
        self.clock = clock
        self.deliveries = _Watched(db)
        self.broadcasts = BroadcastStore(db)
        self.dispatcher = Dispatcher(
            self.broadcasts, self.deliveries, self._send, clock, _POLICY, limits, StoreError
        )
        self.outbox = use_cases(db, clock, wake=self.dispatcher.wake).outbox

    @property
    def given_back(self) -> int:
        """How often it has given claims back."""
        return self.deliveries.given_back

    @property
    def is_full(self) -> bool:
        """Whether it has claimed all that it may."""
        return len(self.deliveries.in_hand) >= self.depth

    @property
    def has_some_in_hand(self) -> bool:
        """Whether anything is claimed or under way."""
        return bool(self.deliveries.in_hand)

    async def accepts(self, chat: int) -> Outcome:
        """Lets it through."""
        self.sent[chat] += 1
        return Sent(sum(self.sent.values()))

    async def _send(self, _broadcast: object, chat: int) -> Outcome:
        return await self.way(chat)

    async def orders(self, audience: str, expires: datetime | None = None) -> int:
        """Orders a broadcast; its number."""
        order = BroadcastRequest(
            BroadcastKind.MANUAL, Content("Pengumuman"), audience, When(expires=expires), "test"
        )
        return (await self.outbox.place(order)).id

    def loses_one_in(self, many: int) -> None:
        """From now on Telegram takes all, and one answer in so many stays away."""

        async def way(chat: int) -> Outcome:
            outcome = await self.accepts(chat)
            return Unknown("timeout") if len(self.sent) % many == 0 else outcome

        self.way = way

    async def has_written_down(self, number: int) -> bool:
        """Whether nothing of it is in hand on record either."""
        return State.SENDING not in await self.counts(number)

    async def is_paused_with_unknowns(self, audience: str) -> int:
        """Orders a broadcast of which every answer stays away, until it has paused itself; its number."""

        async def swallows(chat: int) -> Outcome:
            await self.accepts(chat)
            return Unknown("timeout")

        self.way = swallows
        number = await self.orders(audience)
        broken, trouble = await self.dispatcher.troubles.get()
        assert (broken, trouble.kind) == (number, "unanswered")
        await until(lambda: not self.dispatcher.rate_limiter.halted_for and not self.has_some_in_hand)
        self.way = self.accepts
        return number

    async def counts(self, number: int) -> dict[State, int]:
        """How many deliveries stand in each state, states without any left out."""
        counted = await self.deliveries.counts(number)
        return {state: count for state, count in counted.items() if count}

    async def status(self, number: int) -> Status:
        """How it stands."""
        status = await self.outbox.status(number)
        assert status is not None
        return status

    async def is_done(self, number: int) -> None:
        """Waits until nothing of it is planned or in hand."""

        async def done() -> bool:
            return (await self.status(number)).broadcast.is_over

        await until_told(done)


@asynccontextmanager
async def dispatching(
    url: str, clock: Clock | None = None, limits: SendLimits | None = None, *, at_work: bool = True
) -> AsyncIterator[DispatcherFixture]:
    """The office's database at this address, and the dispatcher `at_work` on it."""
    db = await Database.open(url)
    fixture = DispatcherFixture(url, db, clock or system(), limits or SendLimits(200, 8))
    if not at_work:
        fixture.dispatcher.stop()
    working = asyncio.get_running_loop().create_task(fixture.dispatcher.run())
    try:
        yield fixture
    finally:
        fixture.dispatcher.stop()
        await working
        await db.close()
