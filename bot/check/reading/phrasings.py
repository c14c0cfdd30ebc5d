"""The ways people ask lead to the rule they were written under, and the confusable ones to their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.check.reading.reader import landing
from bot.rulebook.calendar import situated
from bot.rulebook.decide import decide
from bot.rulebook.model import Rule, RuleBook
from bot.rulebook.problem import Problem
from bot.understand.arbitrate import label
from bot.understand.conclude import MessageReader

FEWEST, MOST = 8, 12


@dataclass(frozen=True, slots=True)
class Stray:
    """A question that does not come down on its own rule. It misleads where something else is told; one that
    is not recognised, or that a rule which says the same answers, is worth a warning."""

    problem: Problem
    misleads: bool


def count(book: RuleBook) -> int:
    """How many phrasings and confusable questions are read."""
    active = [rule for rule in book.rules.values() if rule.active]
    return sum(len(rule.phrasings) + len(rule.not_this) for rule in active)


def problems(book: RuleBook, reader: MessageReader) -> Iterator[Problem]:
    """Too few phrasings, the same one twice, and confusable questions that land here."""
    written: dict[str, str] = {}
    for rule in book.rules.values():
        if len(rule.phrasings) < FEWEST:
            message = (
                f"baru {len(rule.phrasings)} pertanyaan; sekurangnya {FEWEST}, dari orang yang berbeda-beda"
            )
            yield Problem(rule.path, rule.line, message)
        if len(rule.phrasings) > MOST:
            message = (
                f"{len(rule.phrasings)} pertanyaan; paling banyak {MOST}, selebihnya ke "
                f"latihan/{rule.topic}.jsonl"
            )
            yield Problem(rule.path, rule.line, message)
        for text, line in zip(rule.phrasings, rule.phrasing_lines, strict=True):
            twin = written.setdefault(" ".join(text.casefold().split()), f"{rule.path}:{line}")
            if twin != f"{rule.path}:{line}":
                yield Problem(rule.path, line, f"pertanyaan yang sama sudah ada di {twin}")
        if rule.active:
            yield from _neighbours(book, rule, reader)


def strays(book: RuleBook, reader: MessageReader) -> Iterator[Stray]:
    """Every question that does not land on its own rule, and rules that too few of theirs lead to."""
    for rule in book.rules.values():
        if rule.active:
            yield from _elsewhere(book, rule, reader)
    for old in book.replaced.values():
        if old.active and book.rules[old.id].active:
            yield from _elsewhere(book, old, reader)


def warnings(book: RuleBook) -> Iterator[Problem]:
    """Rules with few phrasings, and rules that name no confusable neighbour."""
    for rule in book.rules.values():
        if FEWEST <= len(rule.phrasings) < MOST:
            message = f"pertanyaannya tipis: {len(rule.phrasings)}, lebih baik {MOST}"
            yield Problem(rule.path, rule.line, message)
        if not rule.not_this:
            yield Problem(
                rule.path, rule.line, "belum ada bukan_ini: sebut pertanyaan tetangga yang mudah tertukar"
            )


def _elsewhere(book: RuleBook, rule: Rule, reader: MessageReader) -> Iterator[Stray]:
    day = book.release.day
    recognised = len(rule.phrasings)
    for text, line in zip(rule.phrasings, rule.phrasing_lines, strict=True):
        found = landing(book, reader, text, rule.id, {}, day)
        if found.rule == rule.id or (not found.told and rule.id in found.offered):
            continue
        own = label(decide(rule, situated(book, found.facts, day), day))
        agrees = found.outcome == own
        recognised -= not agrees
        problem = Problem(rule.path, line, f"pertanyaan '{text}' {found.where}")
        yield Stray(problem, misleads=found.told and not agrees)
    if recognised < min(FEWEST, len(rule.phrasings)):
        message = f"hanya {recognised} pertanyaannya yang dikenali; sekurangnya {FEWEST}"
        yield Stray(Problem(rule.path, rule.line, message), misleads=True)


def _neighbours(book: RuleBook, rule: Rule, reader: MessageReader) -> Iterator[Problem]:
    """Confusable questions must not be answered from this rule."""
    for neighbour in rule.not_this:
        found = landing(book, reader, neighbour.question, neighbour.rule, {}, book.release.day)
        if found.told and found.rule == rule.id:
            message = f"bukan_ini '{neighbour.question}' {found.where}, seharusnya '{neighbour.rule}'"
            yield Problem(rule.path, neighbour.line, message)
