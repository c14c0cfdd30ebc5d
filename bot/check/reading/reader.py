"""Where a question comes down when the bot reads it, for the examiner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.rulebook.decide import Decision
from bot.rulebook.model import RuleBook
from bot.understand.arbitrate import Action, label
from bot.understand.conclude import MessageReader, conclude

Facts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a question came down: the rule whose decision is told (or would be offered first), whether it is
    told at once, all rules offered, and the facts read."""

    rule: str | None
    told: bool
    offered: tuple[str, ...]
    decision: Decision | None
    facts: Facts

    @property
    def where(self) -> str:
        """Where it landed, for an author."""
        if self.rule is None:
            return "tidak dikenali"
        return f"mendarat di '{self.rule}'" if self.told else f"hanya ditawarkan: {', '.join(self.offered)}"

    @property
    def outcome(self) -> str | None:
        """The batch name of what is told."""
        return label(self.decision) if self.told and self.decision else None


def landings(book: RuleBook, reader: MessageReader, text: str, given: Facts, on: date) -> tuple[Landing, ...]:
    """Where each act in the text lands on that day; one that found nothing lands nowhere."""
    found = []
    for conclusion in conclude(book, reader, text, given, on):
        judgement = conclusion.judgement
        facts = judgement.facts or conclusion.part.facts
        if judgement.action is Action.NOT_OURS or judgement.rule is None:
            found.append(Landing(None, False, (), None, facts))
            continue
        offered = tuple(rule.id for rule in judgement.offered)
        told = judgement.action is Action.TELL
        found.append(Landing(judgement.rule.id, told, offered, judgement.decision, facts))
    return tuple(found)


def landing(book: RuleBook, reader: MessageReader, text: str, wanted: str, given: Facts, on: date) -> Landing:
    """Of several questions in the text the one that lands on the wanted rule, else the first."""
    found = landings(book, reader, text, given, on)
    return min(found, key=lambda one: (one.rule != wanted, wanted not in one.offered))
