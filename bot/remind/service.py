"""The use case of reminders: propose in time, edit, approve or skip, move with the stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.outbox.model import Broadcast, BroadcastKind, BroadcastRequest, Content, Phase, When
from bot.outbox.model import State as Sending
from bot.outbox.service import Outbox, Placing, Status
from bot.people.audience import AudienceError
from bot.people.audit import Act, AuditEntry
from bot.remind.model import Planned, State
from bot.remind.plan import Moved, due, missed, moved, wanted, withdrawn
from bot.remind.ports import Plans
from bot.rulebook.model import RuleBook

MORNING = time(8)
Render = Callable[[str], str]
# States of a delivery that has not been sent.
_NOT_SENT = (Sending.PLANNED, Sending.EXPIRED, Sending.CANCELLED)


class TextError(Exception):
    """The text cannot be sent as it is; the text is one Indonesian sentence."""


@dataclass(frozen=True, slots=True)
class News:
    """What HR is told after a look at the calendar."""

    proposed: tuple[Planned, ...] = ()
    moved: tuple[Moved, ...] = ()
    missed: tuple[Planned, ...] = ()
    withdrawn: tuple[Planned, ...] = ()


class Remind:
    """The use case; `by` is an actor of the audit log, `render` makes Telegram's HTML of a text's markup."""

    def __init__(
        self, book: RuleBook, plans: Plans, outbox: Outbox, clock: Clock, zone: ZoneInfo, render: Render
    ) -> None:
        self._book = book
        self._plans = plans
        self._outbox = outbox
        self._clock = clock
        self._zone = zone
        self._render = render

    async def look(self) -> News:
        """Compares the calendar with what is planned, and writes down what is new; harmless to repeat."""
        today = self._clock.today(self._zone)
        known = await self._known()
        asked = list(wanted(self._book))
        changes = [
            change for found in moved(asked, known, today) if (change := await self._move(found)) is not None
        ]
        going = {change.before.key for change in changes}
        late = [
            one for one in missed(known.values(), today) if one.key not in going and await self._miss(one)
        ]
        gone = [one for one in withdrawn(asked, known, today) if await self._withdraw(one)]
        fresh = [one for one in due(asked, known, today) if await self._plans.add(one)]
        again = [one.after for one in changes if one.after.state is State.PROPOSED]
        late += [one.after for one in changes if one.after.state is State.MISSED]
        told = [one for one in changes if one.after.state is not State.SKIPPED]
        return News((*fresh, *again), tuple(told), tuple(late), tuple(gone))

    async def upcoming(self) -> list[Planned]:
        """What is planned from today on, the soonest first."""
        today = self._clock.today(self._zone)
        return sorted(
            (one for one in (await self._known()).values() if one.send_on >= today),
            key=lambda one: (one.send_on, one.key),
        )

    async def find(self, stage: str, reminder: str) -> Planned | None:
        """One reminder that was proposed."""
        return (await self._known()).get((stage, reminder))

    async def edit(self, one: Planned, text: str) -> Planned | None:
        """Replaces the text; None if it was decided meanwhile. Raises TextError if it is too long."""
        changed = replace(one, text=text)
        try:
            self.content(changed)
        except ValueError:
            raise TextError(
                "Teks itu terlalu panjang untuk satu pesan. Ketik lagi dengan lebih singkat."
            ) from None
        return None if await self._plans.change(before=one, after=changed) is None else changed

    async def approve(self, one: Planned, by: str, *, agreed: bool) -> Broadcast | None:
        """Orders it for 08.00 of everybody's zone; None when it was decided already.

        Unless `agreed`, it waits for a second person.
        """
        if one.state is not State.PROPOSED:
            return None
        new = await self._outbox.placing(self._order(one, by), agreed=agreed)
        entry = self._entry(by, Act.REMINDER_APPROVED, one)
        # In one transaction: after a kill in between it could be approved, and sent, a second time.
        number = await self._plans.decide(one, State.APPROVED, new, by, entry.at, entry)
        return await self._outbox.placed(number) if number else None

    async def skip(self, one: Planned, by: str) -> bool:
        """Skips it; False if it was decided already."""
        entry = self._entry(by, Act.REMINDER_SKIPPED, one)
        return await self._plans.decide(one, State.SKIPPED, None, by, entry.at, entry) is not None

    def content(self, one: Planned) -> Content:
        """What is sent."""
        return Content(self._render(one.text))

    async def _known(self) -> Mapping[tuple[str, str], Planned]:
        """Stored proposals by key, with the titles that the rule base has for them now."""
        stages = {
            stage.id: f"{stage.name} · {contest.name}"
            for contest in self._book.contests.values()
            for stage in contest.stages
        }
        found: dict[tuple[str, str], Planned] = {}
        for row in await self._plans.all():
            text = self._book.reminders.get(row.reminder)
            found[row.stage, row.reminder] = Planned(
                stage=row.stage,
                reminder=row.reminder,
                stage_name=stages.get(row.stage, row.stage),
                title=text.title if text else row.reminder,
                stage_starts=row.stage_starts,
                send_on=row.send_on,
                lasts=text.lasts if text else 1,
                text=row.text,
                audience=row.audience,
                state=row.state,
                broadcast=row.broadcast,
            )
        return found

    async def _miss(self, one: Planned) -> bool:
        return await self._plans.change(before=one, after=replace(one, state=State.MISSED)) is not None

    async def _move(self, change: Moved) -> Moved | None:
        """Moves a reminder with its stage; None if nothing changes or somebody else was faster.

        The old broadcast is cancelled first; after a kill before the new one, the next look asks HR again.
        """
        before, after = change.before, change.after
        new = None
        if before.state is State.APPROVED and before.broadcast is not None:
            status = await self._outbox.status(before.broadcast)
            if status is not None and _has_begun(status):
                return None
            stands = status is not None and status.broadcast.phase in (Phase.FREEZING, Phase.RUNNING)
            ended = await self._outbox.cancel(before.broadcast, "bot")
            if stands and not ended:
                # Another process has cancelled it just now and is about to place the new one.
                return None
            if after.state is not State.APPROVED:
                after = replace(after, broadcast=None)
            elif stands:
                new = await self._new(after)
            if after.state is State.APPROVED and new is None:
                # Paused, cancelled or waiting for approval: that decision was about the old day, so ask HR
                # again.
                after = replace(after, state=State.PROPOSED, broadcast=None)
        number = await self._plans.change(before=before, after=after, new=new)
        if number is None:
            return None
        if new is not None:
            await self._outbox.placed(number)
        return Moved(before, replace(after, broadcast=number or None))

    async def _withdraw(self, one: Planned) -> bool:
        """Cancels a reminder whose stage has no day any more; if it gets one again, it is proposed anew."""
        if one.broadcast is not None:
            status = await self._outbox.status(one.broadcast)
            if status is not None and _has_begun(status):
                return False
            await self._outbox.cancel(one.broadcast, "bot")
        after = replace(one, state=State.MISSED, broadcast=None)
        return await self._plans.change(before=one, after=after) is not None

    async def _new(self, one: Planned) -> Placing | None:
        """The order for another day; None if its audience no longer matches anybody."""
        try:
            return await self._outbox.placing(self._order(one, "bot"))
        except AudienceError:
            return None

    def _order(self, one: Planned, by: str) -> BroadcastRequest:
        start = datetime.combine(one.send_on, MORNING, self._zone)
        # A reminder that says "tomorrow" is not to arrive on the day itself.
        expires = datetime.combine(one.send_on + timedelta(days=one.lasts), time(), start.tzinfo)
        when = When(start, is_local=True, expires=expires)
        return BroadcastRequest(
            BroadcastKind.REMINDER, self.content(one), one.audience, when, by, title=one.title
        )

    def _entry(self, by: str, act: Act, one: Planned) -> AuditEntry:
        return AuditEntry(by, act, f"{one.stage}/{one.reminder}", self._clock.now())


def _has_begun(status: Status) -> bool:
    """Whether anybody has received it, or may have."""
    return any(count for state, count in status.counts.items() if state not in _NOT_SENT)
