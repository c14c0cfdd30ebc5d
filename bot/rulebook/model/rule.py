"""One thing a person asks about: its decision tables by period, what they stand on, who signed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.rulebook.model.law import Period
from bot.rulebook.outcome import Kind, Outcome


@dataclass(frozen=True, slots=True)
class Statement:
    """What an authority said, with its year where known and its source."""

    authority: str
    year: int | None
    about: str
    link: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a verdict stands on: exactly one of provision, instrument, statement, not_found."""

    provision: str | None
    instrument: str | None
    statement: Statement | None
    not_found: str | None
    express: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """One row of a decision table: all of `when` must hold (fact is one of); `otherwise` takes the rest."""

    when: dict[str, tuple[str, ...]]
    outcome: Outcome
    answer: str
    safe: str
    conditions: tuple[str, ...]
    readings: tuple[str, ...]
    deciding: tuple[str, ...]
    basis: tuple[Basis, ...]
    otherwise: bool
    line: int

    def matches(self, facts: Mapping[str, str]) -> bool:
        """Whether this row covers the given complete facts, one value each."""
        return all(facts.get(fact) in values for fact, values in self.when.items())


@dataclass(frozen=True, slots=True)
class Table:
    """A version's branches as a grid: options no branch tells apart share a class, cells name a branch."""

    facts: tuple[str, ...]
    classes: tuple[tuple[tuple[str, ...], ...], ...]
    index: tuple[dict[str, int], ...]
    cells: dict[tuple[int, ...], int]


@dataclass(frozen=True, slots=True)
class Version:
    """What a rule said during a period: a decision table, or for information a text."""

    period: Period
    assume: dict[str, str]
    branches: tuple[Branch, ...]
    table: Table
    sanction: str | None
    text: str
    safe: str
    basis: tuple[Basis, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A question that belongs to another rule although it looks like this one's."""

    question: str
    rule: str
    line: int


@dataclass(frozen=True, slots=True)
class Practice:
    """An example from practice, without names."""

    what: str
    year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Trial:
    """An inline test: question, further facts, day, and what must come out (`tanya`: a question back)."""

    question: str
    facts: dict[str, tuple[str, ...]]
    day: date
    expect: str
    line: int


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a release or a rule, in what office, when, by what letter."""

    by: str
    office: str
    day: date
    letter: str


@dataclass(frozen=True, slots=True)
class Signature(Approval):
    """An approval of one rule as it was then: `digest` is that of `bot.rulebook.digest`, all 64 digits."""

    digest: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a person asks about. Only `status: berlaku` is answered from.

    Whether `approval` still fits what the rule says is for `bot.rulebook.signatures` to tell.
    """

    id: str
    title: str
    kind: Kind
    status: str
    topic: str
    needs: dict[str, tuple[str, ...]]
    excludes: dict[str, tuple[str, ...]]
    phrasings: tuple[str, ...]
    phrasing_lines: tuple[int, ...]
    not_this: tuple[Neighbour, ...]
    covers_provisions: tuple[str, ...]
    disputes: tuple[str, ...]
    versions: tuple[Version, ...]
    practice: tuple[Practice, ...]
    tests: tuple[Trial, ...]
    path: str
    line: int
    approval: Signature | None = None

    @property
    def active(self) -> bool:
        return self.status == "berlaku"
