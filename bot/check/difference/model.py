"""What two rule bases differ in, as plain data that also reads as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from bot.rulebook.model import Period

# Part of an answer (`outcome`, `conditions`, `basis`, `answer`, …) → what it says.
Parts = tuple[tuple[str, str | tuple[str, ...]], ...]
# Fact → the options that the case covers, None for a fact not mentioned. A fact left out may be anything.
Case = tuple[tuple[str, tuple[str | None, ...]], ...]


class Category(StrEnum):
    """What a change is about; a cell of a rule may change in several ways."""

    LOOSER = "looser"
    STRICTER = "stricter"
    BASIS = "basis"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Shift:
    """What changed in one case: `was` and `now` hold only the parts that differ (of an outcome always both).

    `by` says how many degrees of strictness the outcome moved.
    """

    category: Category
    was: Parts
    now: Parts
    by: float = 0.0


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A shift of one rule with all the cases, and the days, in which it happens.

    `facts` are the cases in words; `question` is one way to ask, `lands` whether it comes down in a case.
    """

    rule: str
    title: str
    shift: Shift
    cases: tuple[Case, ...]
    facts: tuple[str, ...]
    period: Period
    question: str
    lands: bool

    def record(self) -> dict[str, object]:
        """The change for JSON."""
        return {
            "rule": self.rule,
            "title": self.title,
            "cases": [dict(case) for case in self.cases],
            "facts": "; atau ".join(self.facts),
            **_days(self.period),
            **_parts(self.shift),
            "question": self.question,
            "lands": self.lands,
        }


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A shift in what rules refer to by name (`kind`: sanction, fact, provision, instrument); `rules` do."""

    kind: str
    id: str
    shift: Shift
    rules: tuple[str, ...]

    def record(self) -> dict[str, object]:
        """The change for JSON."""
        return {self.kind: self.id, **_parts(self.shift), "rules": list(self.rules)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule that began or ceased to be answered from; a status is None where there is no such rule."""

    rule: str
    title: str
    was: str | None
    now: str | None
    outcomes: tuple[str, ...]
    period: Period
    question: str

    def record(self) -> dict[str, object]:
        """The entry for JSON."""
        return {
            "rule": self.rule,
            "title": self.title,
            "from": self.was,
            "to": self.now,
            "outcomes": list(self.outcomes),
            **_days(self.period),
            "question": self.question,
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs, the gravest first in each list."""

    looser: tuple[RuleChange, ...]
    stricter: tuple[RuleChange, ...]
    basis: tuple[RuleChange | SourceChange, ...]
    words: tuple[RuleChange | SourceChange, ...]
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]

    def json(self) -> str:
        """One JSON object with a list for each field."""
        names = [field.name for field in fields(self)]
        found = {name: [one.record() for one in getattr(self, name)] for name in names}
        return json.dumps(found, ensure_ascii=False)


def _parts(shift: Shift) -> Mapping[str, object]:
    return {"from": dict(shift.was), "to": dict(shift.now)}


def _days(period: Period) -> Mapping[str, object]:
    return {
        name: day.isoformat() if day else None
        for name, day in (("since", period.since), ("until", period.until))
    }
