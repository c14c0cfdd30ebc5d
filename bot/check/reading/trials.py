"""The inline tests of the rules, each walked the way a question goes: read, situate, decide."""

from __future__ import annotations

from collections.abc import Iterator

from bot.check.reading.reader import landing
from bot.rulebook.calendar import situated
from bot.rulebook.decide import Decision, Information, NeedsFact, Verdict, decide
from bot.rulebook.model import Rule, RuleBook, Trial
from bot.rulebook.problem import Problem
from bot.understand.conclude import MessageReader

FEWEST = 3
ASKED, OFFERED = "tanya", "pilih"


def count(book: RuleBook) -> int:
    """How many tests are run."""
    return sum(len(rule.tests) for rule in book.rules.values() if rule.active)


def problems(book: RuleBook, reader: MessageReader) -> Iterator[Problem]:
    """Tests that come out otherwise, and rules with too few of them."""
    for rule in book.rules.values():
        if len(rule.tests) < FEWEST:
            yield Problem(rule.path, rule.line, f"baru {len(rule.tests)} uji; sekurangnya {FEWEST}")
        if rule.active:
            for trial in rule.tests:
                came = outcome(book, reader, rule, trial)
                if came != trial.expect:
                    message = f"uji '{trial.question}': diharap {trial.expect}, hasilnya {came}"
                    yield Problem(rule.path, trial.line, message)


def outcome(book: RuleBook, reader: MessageReader, rule: Rule, trial: Trial) -> str:
    """What comes out of the test: an outcome, a kind, `tanya`, `pilih`, or words on what happened instead.

    A neighbour may answer if it says the same. Where the rule is only offered, its own decision counts: the
    person chooses it.
    """
    found = landing(book, reader, trial.question, rule.id, trial.facts, trial.day)
    if trial.expect == OFFERED:
        return OFFERED if not found.told and rule.id in found.offered else found.where
    own = _named(decide(rule, situated(book, {**found.facts, **trial.facts}, trial.day), trial.day), trial)
    if found.rule == rule.id or (not found.told and rule.id in found.offered):
        return own
    if found.told and found.decision and _named(found.decision, trial) == own:
        return own
    return found.where


def _named(decision: Decision, trial: Trial) -> str:
    if isinstance(decision, Verdict):
        return decision.outcome
    if isinstance(decision, NeedsFact):
        return ASKED
    return decision.kind if isinstance(decision, Information) else f"tidak berlaku pada {trial.day}"
