"""What the examiner needs of the reader of questions: its shape only, nothing of how it works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Facts = Mapping[str, tuple[str, ...]]


class Candidate(Protocol):
    """A rule that the question may be about."""

    @property
    def rule(self) -> str: ...


class Part(Protocol):
    """One question of a message: candidates best first, and whether the best would be answered from."""

    @property
    def candidates(self) -> Sequence[Candidate]: ...

    @property
    def sure(self) -> bool: ...

    @property
    def facts(self) -> Facts: ...


class Reading(Protocol):
    """A message read: the questions in it."""

    @property
    def parts(self) -> Sequence[Part]: ...


class Reader(Protocol):
    """Reads a question as the bot does."""

    def read(self, text: str, given: Facts = ...) -> Reading: ...


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a question came down: the best rule, whether it would be answered from, and all rules offered."""

    rule: str | None
    sure: bool
    offered: tuple[str, ...]
    facts: Facts

    @property
    def told(self) -> str:
        """Where it landed, for an author."""
        if self.rule is None:
            return "tidak dikenali"
        return f"mendarat di '{self.rule}'" if self.sure else f"hanya ditawarkan: {', '.join(self.offered)}"


def landings(reader: Reader, text: str, given: Facts) -> tuple[Landing, ...]:
    """Where each question in the text lands; one that found nothing lands nowhere."""
    found = tuple(
        Landing(
            part.candidates[0].rule if part.candidates else None,
            part.sure,
            tuple(candidate.rule for candidate in part.candidates),
            part.facts,
        )
        for part in reader.read(text, given).parts
    )
    return found or (Landing(None, False, (), {}),)


def landing(reader: Reader, text: str, wanted: str, given: Facts) -> Landing:
    """Of several questions in the text the one that lands on the wanted rule, else the first."""
    found = landings(reader, text, given)
    return min(found, key=lambda one: (one.rule != wanted, wanted not in one.offered))
