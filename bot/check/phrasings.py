"""The ways people ask lead to the rule they were written under, and the confusable ones to their own."""

from __future__ import annotations

from collections.abc import Iterator

from bot.check.reader import Reader, landing
from bot.rulebook.model import Rule, RuleBook
from bot.rulebook.problem import Problem

FEWEST, ENOUGH = 8, 12


def count(book: RuleBook) -> int:
    """How many phrasings and confusable questions are read."""
    active = [rule for rule in book.rules.values() if rule.active]
    return sum(len(rule.phrasings) + len(rule.not_this) for rule in active)


def problems(book: RuleBook, reader: Reader) -> Iterator[Problem]:
    """Too few phrasings, the same one twice, and every question that lands on another rule."""
    written: dict[str, str] = {}
    for rule in book.rules.values():
        if len(rule.phrasings) < FEWEST:
            message = (
                f"baru {len(rule.phrasings)} pertanyaan; sekurangnya {FEWEST}, dari orang yang berbeda-beda"
            )
            yield Problem(rule.path, rule.line, message)
        for text, line in zip(rule.phrasings, rule.phrasing_lines, strict=True):
            twin = written.setdefault(" ".join(text.casefold().split()), f"{rule.path}:{line}")
            if twin != f"{rule.path}:{line}":
                yield Problem(rule.path, line, f"pertanyaan yang sama sudah ada di {twin}")
        if rule.active:
            yield from _elsewhere(rule, reader)
            yield from _neighbours(rule, reader)
    for old in book.replaced.values():
        if old.active and book.rules[old.id].active:
            yield from _elsewhere(old, reader)


def warnings(book: RuleBook) -> Iterator[Problem]:
    """Rules with few phrasings, and rules that name no confusable neighbour."""
    for rule in book.rules.values():
        if FEWEST <= len(rule.phrasings) < ENOUGH:
            message = f"pertanyaannya tipis: {len(rule.phrasings)}, lebih baik {ENOUGH} atau lebih"
            yield Problem(rule.path, rule.line, message)
        if not rule.not_this:
            yield Problem(
                rule.path, rule.line, "belum ada bukan_ini: sebut pertanyaan tetangga yang mudah tertukar"
            )


def _elsewhere(rule: Rule, reader: Reader) -> Iterator[Problem]:
    for text, line in zip(rule.phrasings, rule.phrasing_lines, strict=True):
        found = landing(reader, text, rule.id, {})
        if found.rule != rule.id and (found.sure or rule.id not in found.offered):
            yield Problem(rule.path, line, f"pertanyaan '{text}' {found.told}")


def _neighbours(rule: Rule, reader: Reader) -> Iterator[Problem]:
    for neighbour in rule.not_this:
        found = landing(reader, neighbour.question, neighbour.rule, {})
        if found.rule != neighbour.rule and (found.sure or neighbour.rule not in found.offered):
            message = f"bukan_ini '{neighbour.question}' {found.told}, seharusnya '{neighbour.rule}'"
            yield Problem(rule.path, neighbour.line, message)
