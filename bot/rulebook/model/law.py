"""What the law is: instruments, their provisions, and what a breach may lead to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.rulebook.model.facts import CPNS, PNS, PPNPN, PPPK
from bot.rulebook.outcome import Outcome

LOW = "rendah"


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
        own = {PNS: self.pns, CPNS: self.pns, PPPK: self.pppk, PPNPN: self.ppnpn}
        return own.get(status or "") or self.general
