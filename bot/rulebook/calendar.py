"""Which stage of which election a day falls in, and what is coming: for /jadwal and for the fact `tahap`.

It knows the stages of the rule base and no clock: the day is always given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.rulebook.model import CONTEST, OUTSIDE_STAGES, STAGE, Contest, RuleBook, Stage


@dataclass(frozen=True, slots=True)
class StageNow:
    """Where a day stands. `kind` is the value of the fact `tahap`; on days between two stages of a contest
    `stage` is None and the kind of the stage before still holds."""

    contest: Contest | None
    stage: Stage | None
    kind: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A stage with the contest it belongs to, as a line of the calendar."""

    contest: Contest
    stage: Stage


def stage_on(book: RuleBook, day: date, contest: str | None) -> StageNow:
    """The stage on that day of the contest asked about: its kind (pemilu, pilkada) or its id.

    Without a contest, and outside every contest of that name, the day is outside all stages. Where several
    stages run at once, the one that began last counts.
    """
    for one in book.contests.values():
        if contest in (one.id, one.kind):
            now = _within(one, day)
            if now is not None:
                return now
    return StageNow(None, None, OUTSIDE_STAGES)


def situated(book: RuleBook, facts: Mapping[str, tuple[str, ...]], on: date) -> dict[str, tuple[str, ...]]:
    """The facts with `tahap` filled in from the calendar, unless the wording already gave it."""
    if facts.get(STAGE):
        return dict(facts)
    contest = next(iter(facts.get(CONTEST, ())), None)
    return {**facts, STAGE: (stage_on(book, on, contest).kind,)}


def current(book: RuleBook, day: date) -> tuple[Entry, ...]:
    """The stages running on that day, in the order they began. Those without both dates are left out."""
    return _sorted(book, lambda start, end: start <= day <= end)


def upcoming(book: RuleBook, day: date, limit: int | None = None) -> tuple[Entry, ...]:
    """The stages that begin after that day, the next one first."""
    return _sorted(book, lambda start, _: start > day)[:limit]


def undated(book: RuleBook) -> tuple[Entry, ...]:
    """The stages of which a date is not known; their `note` says why."""
    return tuple(
        Entry(contest, stage)
        for contest in book.contests.values()
        for stage in contest.stages
        if stage.start is None or stage.end is None
    )


def _within(contest: Contest, day: date) -> StageNow | None:
    dated = [
        (stage.start, stage.end, stage)
        for stage in contest.stages
        if stage.start and stage.end and stage.kind != OUTSIDE_STAGES
    ]
    if not dated or day < min(start for start, _, _ in dated) or day > max(end for _, end, _ in dated):
        return None
    running = [(start, n) for n, (start, end, _) in enumerate(dated) if start <= day <= end]
    if running:
        stage = dated[max(running)[1]][2]
        return StageNow(contest, stage, stage.kind)
    before = max((end, start, n) for n, (start, end, _) in enumerate(dated) if end < day)
    return StageNow(contest, None, dated[before[2]][2].kind)


def _sorted(book: RuleBook, wanted: Callable[[date, date], bool]) -> tuple[Entry, ...]:
    found = [
        (stage.start, stage.end, Entry(contest, stage))
        for contest in book.contests.values()
        for stage in contest.stages
        if stage.start and stage.end and wanted(stage.start, stage.end)
    ]
    return tuple(entry for _, _, entry in sorted(found, key=lambda line: line[:2]))
