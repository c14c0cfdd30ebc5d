"""The compiled rule base: plain frozen data, picklable, with English names for the Indonesian files.

It knows no YAML, no file reading and no way to decide; `path` and `line` are kept only so that an examiner
can point its finger at the place to mend.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.rulebook.outcome import Kind as Kind
from bot.rulebook.outcome import Outcome as Outcome

# The facts of the vocabulary that the engine itself knows by name.
STATUS, STAGE, CONTEST = "status_pegawai", "tahap", "kontes"
OUTSIDE_STAGES = "di_luar_tahapan"


@dataclass(frozen=True, slots=True)
class Fact:
    """One closed question; `order` lists options from lightest to worst (not always all of them)."""

    id: str
    question: str
    options: dict[str, str]
    multiple: bool
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both included; None leaves that side open."""

    since: date | None
    until: date | None

    def contains(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A place in an instrument; `text` is None where the place could not be verified."""

    instrument: str
    text: str | None
    paraphrase: str
    repealed: bool


@dataclass(frozen=True, slots=True)
class Provision:
    """One norm; `stages` and `statuses` empty mean any. The first pinpoint is its home."""

    id: str
    conduct: str
    outcome: Outcome
    stages: tuple[str, ...]
    statuses: tuple[str, ...]
    confidence: str
    pinpoints: tuple[Pinpoint, ...]
    note: str | None
    path: str
    line: int

    @property
    def doubtful(self) -> bool:
        """Low confidence: covered by an honest answer, never printed as law."""
        return self.confidence == LOW


LOW = "rendah"


@dataclass(frozen=True, slots=True)
class LastRead:
    """When a text was last read, and in which form: `naskah resmi`, `pindaian` (a scan that no office
    published), `kutipan instansi` (quoted by an office), `berita` (quoted by the press)."""

    day: date
    form: str

    @property
    def official(self) -> bool:
        """Whether the text itself was read, as its issuer published it."""
        return self.form == "naskah resmi"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation, circular or ruling. An unknown side of `period` is open, and listed in `unknown`."""

    id: str
    title: str
    short: str
    kind: str
    period: Period
    unknown: tuple[str, ...]
    validity_note: str | None
    scope_note: str | None
    successor: str | None
    replaces: tuple[str, ...]
    binds: tuple[str, ...]
    confidence: str
    read: LastRead
    evidence: tuple[str, ...]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Sanction:
    """What a breach may lead to, never mixing the groups of employees."""

    id: str
    general: str
    pns: str | None
    pppk: str | None
    ppnpn: str | None
    criminal: str | None
    path: str
    line: int

    def for_status(self, status: str | None) -> str:
        """The sentence for that status; the general one where it is unknown or has none of its own."""
        own = {"pns": self.pns, "cpns": self.pns, "pppk": self.pppk, "ppnpn": self.ppnpn}
        return own.get(status or "") or self.general


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
class Term:
    """A word of the glossary: its name in the code and its meaning."""

    code: str
    meaning: str


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
    glossary: dict[str, Term]
    local: frozenset[str]
    replaced: dict[str, Rule]
