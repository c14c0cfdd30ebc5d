"""The whole rule base, with its vocabulary, elections, pledges and reminders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.rulebook.model.law import Instrument, Provision, Sanction
from bot.rulebook.model.rule import Approval, Rule


@dataclass(frozen=True, slots=True)
class Fact:
    """One closed question; `order` lists options from lightest to worst (not always all of them)."""

    id: str
    question: str
    options: dict[str, str]
    multiple: bool
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of an election; a date that is not known is None and explained in `note`."""

    id: str
    name: str
    kind: str
    start: date | None
    end: date | None
    source: str | None
    confidence: str
    reminder: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Contest:
    """An election of a kind (pemilu, pilkada) with its stages in the order of the file."""

    id: str
    name: str
    kind: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """The name under which this rule base answers, and its approval if it has one."""

    name: str
    day: date
    approval: Approval | None
    note: str | None
    path: str

    @property
    def approved_by(self) -> str | None:
        return self.approval.by if self.approval else None


@dataclass(frozen=True, slots=True)
class Pledge:
    """A pledge text in one version."""

    id: str
    version: str
    title: str
    opening: str
    points: tuple[str, ...]
    closing: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """A text proposed for stages of these kinds; it leaves `days` after the stage begins (before it: < 0).

    `lasts` is for how many days after that it may still arrive; `rules` are those that it rests on.
    """

    id: str
    title: str
    stages: tuple[str, ...]
    days: int
    lasts: int
    rules: tuple[str, ...]
    text: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Everything the bot knows. `lexicon` is passed through as parsed, by file name (`ganti.yaml`).

    `local` holds the ids of rules that an office's overlay brought, `replaced` the rules they displaced.
    """

    facts: dict[str, Fact]
    instruments: dict[str, Instrument]
    provisions: dict[str, Provision]
    sanctions: dict[str, Sanction]
    rules: dict[str, Rule]
    contests: dict[str, Contest]
    release: Release
    lexicon: Mapping[str, Mapping[str, object]]
    pledges: dict[str, Pledge]
    reminders: dict[str, Reminder]
    local: frozenset[str]
    replaced: dict[str, Rule]
