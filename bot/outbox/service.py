"""The use case of broadcasts: order, approve by a second person, pause, resume, cancel, resend.

Shared by HR's screens, the command entry, reminder plans and pledges. Sends nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.outbox.model import Broadcast, BroadcastRequest, Phase, Row, State
from bot.outbox.plan import DeliveryPolicy, snapshot_for
from bot.outbox.ports import Broadcasts, Deliveries, Snapshots
from bot.people.audience import AudienceError
from bot.people.audit import Act, AuditEntry
from bot.people.staff import Staff

_ALIVE = (Phase.PROPOSED, Phase.FREEZING, Phase.RUNNING, Phase.PAUSED)


@dataclass(frozen=True, slots=True)
class Status:
    """A broadcast with the number of its deliveries in each state, and of those who said they read it."""

    broadcast: Broadcast
    counts: dict[State, int]
    reads: int = 0

    @property
    def finished(self) -> int:
        """Deliveries that have come to an end."""
        return sum(count for state, count in self.counts.items() if state not in _OPEN)


_OPEN = (State.PLANNED, State.SENDING)


@dataclass(frozen=True, slots=True)
class Placing:
    """A checked order, ready to be stored, alone or in one transaction with the reminder it belongs to."""

    order: BroadcastRequest
    phase: Phase
    at: datetime
    entry: AuditEntry


class Outbox:
    """The use case; `by` is an actor of the audit log, `wake` lets the dispatcher look for work at once."""

    def __init__(
        self,
        broadcasts: Broadcasts,
        snapshots: Snapshots,
        deliveries: Deliveries,
        staff: Staff,
        clock: Clock,
        policy: DeliveryPolicy,
        wake: Callable[[], None],
    ) -> None:
        self._broadcasts = broadcasts
        self._snapshots = snapshots
        self._deliveries = deliveries
        self._staff = staff
        self._clock = clock
        self._policy = policy
        self._wake = wake

    async def place(self, order: BroadcastRequest, *, agreed: bool = True) -> Broadcast:
        """Takes an order and, unless a second person must agree first, freezes its recipients.

        Raises AudienceError, and then nothing is kept.
        """
        new = await self.placing(order, agreed=agreed)
        number = await self._broadcasts.add(new.order, new.phase, new.at, new.entry)
        if number is None:
            raise RuntimeError("an order without a draft was not kept")
        return await self.placed(number)

    async def place_draft(self, draft: str, order: BroadcastRequest, *, agreed: bool) -> Broadcast | None:
        """The same for a stored draft, which is deleted with it; None if it was sent or dropped.

        Raises AudienceError, and then the draft is still there.
        """
        new = await self.placing(order, agreed=agreed)
        number = await self._broadcasts.add(new.order, new.phase, new.at, new.entry, draft)
        return None if number is None else await self.placed(number)

    async def of_draft(self, draft: str) -> Broadcast | None:
        """What has become of a draft that was sent."""
        return await self._broadcasts.of_draft(draft)

    async def placing(self, order: BroadcastRequest, *, agreed: bool = True) -> Placing:
        """Checks an order and prepares it for storing; raises AudienceError."""
        await self._staff.audience(order.audience)
        phase = Phase.FREEZING if agreed else Phase.PROPOSED
        act = Act.BROADCAST_ORDERED if agreed else Act.BROADCAST_PROPOSED
        now = self._clock.now()
        return Placing(order, phase, now, AuditEntry(order.by, act, "", now, {"audience": order.audience}))

    async def placed(self, number: int) -> Broadcast:
        """The broadcast that an order has become, its recipients frozen unless a second person must agree."""
        found = await self._found(number)
        if found.phase is not Phase.FREEZING:
            return found
        await self.freeze(number)
        return await self._found(number)

    async def agree(self, number: int, by: str) -> Broadcast | None:
        """A second person approves; None if it was decided already or needs no approval."""
        entry = AuditEntry(by, Act.BROADCAST_AGREED, f"broadcast:{number}", self._clock.now())
        if not await self._move(number, (Phase.PROPOSED,), Phase.FREEZING, entry):
            return None
        await self.freeze(number)
        return await self._found(number)

    async def decline(self, number: int, by: str) -> bool:
        """A second person declines; False if it was decided already."""
        entry = AuditEntry(by, Act.BROADCAST_CANCELLED, f"broadcast:{number}", self._clock.now())
        return await self._move(number, (Phase.PROPOSED,), Phase.CANCELLED, entry)

    async def freeze(self, number: int) -> None:
        """Writes the recipients down, continuing where an earlier attempt stopped."""
        found = await self._found(number)
        try:
            terms = await self._staff.audience(found.order.audience)
        except AudienceError as error:
            await self._broadcasts.move(
                number, (Phase.FREEZING,), Phase.CANCELLED, at=self._clock.now(), reason=str(error)
            )
            return
        # "Now" in an order means when it was ordered, even if a kill has delayed the freezing.
        wanted = snapshot_for(found.order, terms, self._staff.owners, self._policy, found.created_at)
        await self._snapshots.freeze(number, wanted)
        self._wake()

    async def go_on_freezing(self) -> None:
        """Finishes what a kill interrupted."""
        for one in await self._broadcasts.in_phase([Phase.FREEZING]):
            await self.freeze(one.id)

    async def pause(self, number: int, by: str) -> bool:
        """Pauses sending; messages already under way still arrive."""
        entry = AuditEntry(by, Act.BROADCAST_PAUSED, f"broadcast:{number}", self._clock.now())
        return await self._move(number, (Phase.RUNNING,), Phase.PAUSED, entry)

    async def resume(self, number: int, by: str) -> bool:
        """Resumes sending."""
        entry = AuditEntry(by, Act.BROADCAST_RESUMED, f"broadcast:{number}", self._clock.now())
        return await self._move(number, (Phase.PAUSED,), Phase.RUNNING, entry)

    async def cancel(self, number: int, by: str) -> bool:
        """Cancels what has not been sent yet."""
        entry = AuditEntry(by, Act.BROADCAST_CANCELLED, f"broadcast:{number}", self._clock.now())
        return await self._move(number, _ALIVE, Phase.CANCELLED, entry)

    async def resend_unknown(self, number: int, by: str) -> int:
        """Sends the unknown deliveries once more, so that some people may get it twice; returns how many."""
        now = self._clock.now()
        entry = AuditEntry(by, Act.BROADCAST_RESENT, f"broadcast:{number}", now)
        again = await self._deliveries.resend_unknown(number, now, entry)
        self._wake()
        return again

    async def status(self, number: int) -> Status | None:
        """Its state with the counts of its deliveries; None if there is no such broadcast."""
        found = await self._broadcasts.find(number)
        if found is None:
            return None
        return Status(found, await self._deliveries.counts(number), await self._deliveries.reads(number))

    async def account_of(self, number: int) -> list[Row]:
        """Every recipient with what became of it."""
        return await self._deliveries.rows(number)

    async def running(self) -> list[Broadcast]:
        """Broadcasts being frozen, sent or paused."""
        return await self._broadcasts.in_phase([Phase.FREEZING, Phase.RUNNING, Phase.PAUSED])

    async def recent(self, limit: int) -> list[Broadcast]:
        """The latest, newest first."""
        return await self._broadcasts.recent(limit)

    async def note_read(self, number: int, account: int) -> datetime | None:
        """When this account first said that it has read it; None when it was not sent to it."""
        return await self._deliveries.note_read(number, telegram_id=account, at=self._clock.now())

    async def shown(self) -> list[Broadcast]:
        """Broadcasts with a progress message in some chat."""
        return await self._broadcasts.shown()

    async def show_progress(self, number: int, *, chat: int | None, message: int | None) -> None:
        """Stores which chat message shows its progress; None once that message shows the end."""
        await self._broadcasts.show_progress(number, chat=chat, message=message)

    async def _move(self, number: int, sources: tuple[Phase, ...], target: Phase, entry: AuditEntry) -> bool:
        moved = await self._broadcasts.move(number, sources, target, at=entry.at, entry=entry)
        self._wake()
        return moved

    async def _found(self, number: int) -> Broadcast:
        found = await self._broadcasts.find(number)
        if found is None:
            raise LookupError(f"no broadcast {number}")
        return found
