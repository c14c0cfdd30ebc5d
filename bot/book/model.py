"""What the pages of the rule book show: the rule base in words, with every reference resolved.

Texts may hold the markup of `bot.text.markup`; both renderers read it and escape the rest. It knows neither
HTML nor PDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.rulebook.model import Approval

GroundSort = Literal["provision", "instrument", "statement", "not_found"]


@dataclass(frozen=True, slots=True)
class Label:
    """A word in a coloured box; `key` chooses the colour and never carries meaning alone."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A page to go to: a rule or an instrument, by id, with the name to print."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address in the network, printed as the name of its host."""

    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One fact of a condition: what it asks, and the options of which any will do."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a norm is written: `words` is its content as far as known, `read` form and day of reading."""

    instrument: Ref
    where: str
    words: str
    read: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that a verdict stands on. `nature` is tersurat, tafsir, or empty where neither applies.

    `statuses` are those that a provision is written for (empty: all); `provision` is its id, to be found on
    the page of the instrument `home`.
    """

    sort: GroundSort
    nature: str
    title: str
    text: str = ""
    link: Link | None = None
    places: tuple[Place, ...] = ()
    statuses: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    provision: str | None = None
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A row of the decision table. `when` is empty for the row that takes the rest."""

    number: int
    when: tuple[Condition, ...]
    verdict: Label
    answer: str
    safe: str
    conditions: tuple[str, ...]
    readings: tuple[str, ...]
    deciding: tuple[str, ...]
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """What a rule says during a period: cases, or for information `text` with its grounds."""

    period: str
    assumed: tuple[Condition, ...]
    cases: tuple[Case, ...]
    text: str
    safe: str
    grounds: tuple[Ground, ...]
    sanctions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """What happened in practice, without names."""

    what: str
    year: int | None
    link: Link


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A question that looks like this rule's and belongs to another."""

    question: str
    rule: Ref


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule. `now` is what it says on the day of the release, `others` what it said or will say."""

    id: str
    number: int
    title: str
    topic: str
    kind: Label
    status: Label
    verdicts: tuple[Label, ...]
    origin: str
    phrasings: tuple[str, ...]
    needs: tuple[Condition, ...]
    excludes: tuple[Condition, ...]
    now: Edition | None
    others: tuple[Edition, ...]
    disputes: tuple[str, ...]
    practice: tuple[Example, ...]
    neighbours: tuple[Neighbour, ...]
    approval: Approval | None

    @property
    def disputed(self) -> bool:
        """Whether sources or readings differ, in what it says today."""
        return bool(self.disputes or (self.now and any(case.readings for case in self.now.cases)))


@dataclass(frozen=True, slots=True)
class Topic:
    """The rules of one topic; `id` is its anchor."""

    id: str
    name: str
    rules: tuple[RulePage, ...]


@dataclass(frozen=True, slots=True)
class Norm:
    """A provision on the page of the instrument in whose file it stands."""

    id: str
    conduct: str
    verdict: Label
    stages: tuple[str, ...]
    statuses: tuple[str, ...]
    confidence: str
    places: tuple[Place, ...]
    note: str
    rules: tuple[RulePage, ...]


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """One instrument. `norms` stand in its file, `elsewhere` are norms of others written here too."""

    id: str
    title: str
    short: str
    kind: str
    period: str
    in_force: bool
    validity: str
    scope: str
    binds: tuple[str, ...]
    confidence: str
    read: str
    evidence: tuple[Link | str, ...]
    successor: Ref | None
    replaces: tuple[Ref, ...]
    norms: tuple[Norm, ...]
    elsewhere: tuple[tuple[Norm, Ref], ...]
    rules: tuple[RulePage, ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """An instrument that should be read again, why, and the rules that rest on it."""

    instrument: InstrumentPage
    reasons: tuple[str, ...]
    rules: tuple[RulePage, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A point on which sources differ: its number, what provisions note about it, the rules it touches."""

    id: str
    notes: tuple[tuple[Ref, str], ...]
    rules: tuple[RulePage, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage of an election as a line of its calendar."""

    name: str
    kind: str
    start: str
    end: str
    source: Ref | None
    note: str


@dataclass(frozen=True, slots=True)
class Contest:
    """An election with its stages."""

    id: str
    name: str
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The whole rule book of one release; `day` is its day in words."""

    release: str
    released: date
    day: str
    approval: Approval | None
    note: str
    topics: tuple[Topic, ...]
    instruments: tuple[tuple[str, tuple[InstrumentPage, ...]], ...]
    unsigned: tuple[Topic, ...]
    reread: tuple[Reread, ...]
    disputes: tuple[Dispute, ...]
    readings: tuple[RulePage, ...]
    contests: tuple[Contest, ...]

    @property
    def rules(self) -> tuple[RulePage, ...]:
        """Every rule, in the order of the book."""
        return tuple(rule for topic in self.topics for rule in topic.rules)

    @property
    def laws(self) -> tuple[InstrumentPage, ...]:
        """Every instrument, in the order of the book."""
        return tuple(one for _, group in self.instruments for one in group)

    @property
    def unsigned_count(self) -> int:
        """How many rules nobody has approved."""
        return sum(rule.approval is None for rule in self.rules)
