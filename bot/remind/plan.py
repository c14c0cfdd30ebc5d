"""Which reminders a calendar asks for, and what a moved stage does to those planned before. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.remind.model import Planned, State
from bot.rulebook.model import Contest, Reminder, RuleBook, Stage

AHEAD = timedelta(days=7)
"""How long before its day a reminder is proposed."""
APART = timedelta(days=14)
"""The same words are not sent again sooner than this."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A reminder whose stage begins on another day than it did when it was planned."""

    before: Planned
    after: Planned


def wanted(book: RuleBook) -> Iterator[Planned]:
    """Every reminder of every stage whose first day is known; where stages follow closely, only the first."""
    for contest in book.contests.values():
        for one in book.reminders.values():
            last: date | None = None
            for stage, starts in sorted(_begun(contest, one), key=lambda pair: (pair[1], pair[0].id)):
                send_on = starts + timedelta(days=one.days)
                if last is not None and send_on - last < APART:
                    continue
                last = send_on
                name = f"{stage.name} · {contest.name}"
                yield Planned(stage.id, one.id, name, one.title, starts, send_on, one.lasts, one.text)


def _begun(contest: Contest, one: Reminder) -> Iterator[tuple[Stage, date]]:
    """The stages that this reminder is for, with their first day."""
    for stage in contest.stages:
        if stage.kind in one.stages and stage.start is not None:
            yield stage, stage.start


def due(asked: Iterable[Planned], known: Mapping[tuple[str, str], Planned], today: date) -> list[Planned]:
    """What to propose today: new, not past, and no further ahead than AHEAD; the soonest first."""
    found = [one for one in asked if one.key not in known and today <= one.send_on <= today + AHEAD]
    return sorted(found, key=lambda one: (one.send_on, one.key))


def moved(asked: Iterable[Planned], known: Mapping[tuple[str, str], Planned], today: date) -> list[Moved]:
    """Reminders whose stage has moved to another day; those sent already stay as they are.

    One missed on its old day is proposed for the new day; if the new day is past, it becomes missed.
    """
    found = []
    for one in asked:
        before = known.get(one.key)
        if before is None or before.stage_starts == one.stage_starts:
            continue
        is_late = before.send_on < today
        if is_late and (one.send_on < today or before.state not in (State.MISSED, State.PROPOSED)):
            continue
        state = before.state
        if state is not State.SKIPPED and one.send_on < today:
            state = State.MISSED
        elif state is State.MISSED:
            state = State.PROPOSED
        after = replace(
            before, stage_starts=one.stage_starts, send_on=one.send_on, stage_name=one.stage_name, state=state
        )
        found.append(Moved(before, after))
    return found


def missed(known: Iterable[Planned], today: date) -> list[Planned]:
    """Proposals whose day passed without a decision; they are not sent late on their own."""
    return [one for one in known if one.state is State.PROPOSED and one.send_on < today]


def withdrawn(
    asked: Iterable[Planned], known: Mapping[tuple[str, str], Planned], today: date
) -> list[Planned]:
    """Proposals no longer wanted: the stage has lost its day, or another reminder is too close."""
    wanted_still = {one.key for one in asked}
    open_states = (State.PROPOSED, State.APPROVED)
    return [
        one
        for key, one in known.items()
        if key not in wanted_still and one.send_on >= today and one.state in open_states
    ]
