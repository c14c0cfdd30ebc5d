"""The reminder plan as HR steers it: proposed in time, edited, approved or skipped, moved with its stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.outbox.model import Broadcast, Content, Order, Sort, When
from bot.outbox.service import Outbox
from bot.people.audit import Act, Line
from bot.remind.model import Planned, State
from bot.remind.plan import Moved, due, missed, moved, wanted
from bot.remind.ports import Plans
from bot.rulebook.model import RuleBook

MORNING = time(8)
Render = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class News:
    """What HR must hear of today."""

    proposed: tuple[Planned, ...] = ()
    moved: tuple[Moved, ...] = ()
    missed: tuple[Planned, ...] = ()


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
        late = missed(known.values(), today)
        for one in late:
            await self._plans.change(replace(one, state=State.MISSED))
        changes = moved(asked, known, today)
        for change in changes:
            await self._move(change)
        fresh = [one for one in due(asked, known, today) if await self._plans.add(one)]
        again = [one.after for one in changes if one.before.state is State.MISSED]
        return News((*fresh, *again), tuple(changes), tuple(late))

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

    async def edit(self, one: Planned, text: str) -> Planned:
        """Another text, as long as nobody has decided."""
        changed = replace(one, text=text)
        await self._plans.change(changed)
        return changed

    async def approve(self, one: Planned, by: str, *, agreed: bool) -> Broadcast | None:
        """Orders it for 08.00 of everybody's zone; None when it was decided already.

        Not `agreed` leaves it waiting for a second person.
        """
        if one.state is not State.PROPOSED:
            return None
        placed = await self._outbox.place(self._order(one, by), agreed=agreed)
        line = self._line(by, Act.REMINDER_APPROVED, one)
        if not await self._plans.decide(one, State.APPROVED, placed.id, by, line.at, line):
            await self._outbox.cancel(placed.id, by)
            return None
        return placed

    async def skip(self, one: Planned, by: str) -> bool:
        """Leaves it out; False when it was decided already."""
        line = self._line(by, Act.REMINDER_SKIPPED, one)
        return await self._plans.decide(one, State.SKIPPED, None, by, line.at, line)

    def content(self, one: Planned) -> Content:
        """What is sent."""
        return Content(self._render(one.text))

    async def _known(self) -> Mapping[tuple[str, str], Planned]:
        names = {one.key: one for one in wanted(self._book)}
        found: dict[tuple[str, str], Planned] = {}
        for row in await self._plans.all():
            now = names.get((row.stage, row.reminder))
            if now is not None:
                found[row.stage, row.reminder] = replace(
                    now,
                    stage_starts=row.stage_starts,
                    send_on=row.send_on,
                    state=row.state,
                    text=row.text,
                    audience=row.audience,
                    broadcast=row.broadcast,
                )
        return found

    async def _move(self, change: Moved) -> None:
        """A planned broadcast goes with its stage: the old one ends, a new one takes its place."""
        after = change.after
        if change.before.state is State.APPROVED and change.before.broadcast is not None:
            status = await self._outbox.status(change.before.broadcast)
            if (
                status is not None
                and status.finished == 0
                and await self._outbox.cancel(change.before.broadcast, "bot")
            ):
                placed = await self._outbox.place(self._order(after, "bot"))
                after = replace(after, broadcast=placed.id)
        await self._plans.change(after)

    def _order(self, one: Planned, by: str) -> Order:
        start = datetime.combine(one.send_on, MORNING, self._zone)
        expires = start + timedelta(days=one.lasts)
        when = When(start, is_local=True, expires=expires)
        return Order(Sort.REMINDER, self.content(one), one.audience, when, by, title=one.title)

    def _line(self, by: str, act: Act, one: Planned) -> Line:
        return Line(by, act, f"{one.stage}/{one.reminder}", self._clock.now())
