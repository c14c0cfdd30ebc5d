"""One rule, what is known of the facts, and a day → what the rule says.

Pure and deterministic. Unknown facts are never taken for the pleasant case: either every way of completing
them leads to the same verdict, or the version names what may be assumed, or the fact is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from bot.rulebook.model import Branch, Kind, Outcome, Rule, Table, Version

Values = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The branch reached; `assumed` are the facts taken from the version's `andaian`, not from the person."""

    rule: Rule
    version: Version
    branch: Branch
    outcome: Outcome
    facts_used: dict[str, tuple[str, ...]]
    assumed: dict[str, str]

    @property
    def sanction(self) -> str | None:
        """The sanction told beside the verdict; none beside one that permits."""
        return self.version.sanction if self.outcome.strictness <= Outcome.DEPENDS.strictness else None


@dataclass(frozen=True, slots=True)
class NeedsFact:
    """The fact that best divides the verdicts still possible, and the branches left under each option."""

    rule: Rule
    version: Version
    fact: str
    possible: frozenset[Outcome]
    branches: dict[str, tuple[Branch, ...]]
    assumed: dict[str, str]


@dataclass(frozen=True, slots=True)
class NotInForce:
    """The rule says nothing on that day: the last day it did before, and the first day it will again."""

    rule: Rule
    ended: date | None
    begins: date | None


@dataclass(frozen=True, slots=True)
class Information:
    """The text of a rule that gives information instead of a verdict."""

    rule: Rule
    version: Version
    kind: Kind


Decision = Verdict | NeedsFact | NotInForce | Information


def decide(rule: Rule, facts: Mapping[str, Values], on: date) -> Decision:
    """What the rule says on the day. Several values of a fact: the strictest verdict among them counts.

    Raises ValueError for an option that the vocabulary does not have.
    """
    version = version_on(rule, on)
    if version is None:
        return _outside(rule, on)
    if rule.kind is not Kind.VERDICT:
        return Information(rule, version, rule.kind)
    table = version.table
    assumed = {
        fact: version.assume[fact] for fact in table.facts if fact in version.assume and not facts.get(fact)
    }
    known = {**facts, **assumed}
    choices = _choices(table, known)
    unknown = [n for n, fact in enumerate(table.facts) if not known.get(fact)]
    if not unknown:
        return _verdict(rule, version, _strictest(version, choices), facts, assumed)
    reached = _reached(version, choices, unknown)
    outcomes = _outcomes(version, reached)
    if len(outcomes) == 1:
        # The same verdict either way: the row written first speaks, as its author put the usual case there.
        return _verdict(rule, version, min(reached.values()), facts, assumed)
    asked = min(unknown, key=lambda n: _doubt(n, reached, version))
    return NeedsFact(rule, version, table.facts[asked], outcomes, _options(asked, reached, version), assumed)


def possible(rule: Rule, facts: Mapping[str, Values], on: date) -> frozenset[Outcome]:
    """The verdicts that some completion of the facts reaches, nothing assumed; empty where there is none."""
    version = version_on(rule, on)
    if version is None or rule.kind is not Kind.VERDICT:
        return frozenset()
    choices = _choices(version.table, facts)
    unknown = [n for n, fact in enumerate(version.table.facts) if not facts.get(fact)]
    return _outcomes(version, _reached(version, choices, unknown))


def version_on(rule: Rule, on: date) -> Version | None:
    """The version in force on the day."""
    return next((version for version in rule.versions if version.period.contains(on)), None)


def facts_used(rule: Rule, on: date) -> tuple[str, ...]:
    """The facts that the version in force on the day looks at."""
    version = version_on(rule, on)
    return version.table.facts if version else ()


def outcome(decision: Decision) -> str | None:
    """The batch name of what was decided; a question back counts as `depends`, NotInForce as nothing."""
    if isinstance(decision, Verdict):
        return decision.outcome.batch
    if isinstance(decision, Information):
        return decision.kind.batch
    return Outcome.DEPENDS.batch if isinstance(decision, NeedsFact) else None


# Ways to complete the unknown facts: the class chosen for each fact of the table → the branch reached.
_Reached = dict[tuple[int, ...], int]


def _choices(table: Table, facts: Mapping[str, Values]) -> list[tuple[int, ...]]:
    """For each fact of the table the classes it may be in: those of its values, or all if it is unknown."""
    choices = []
    for fact, groups, index in zip(table.facts, table.classes, table.index, strict=True):
        values = facts.get(fact)
        if not values:
            choices.append(tuple(range(len(groups))))
            continue
        several = (values,) if isinstance(values, str) else values
        try:
            choices.append(tuple({index[value] for value in several}))
        except KeyError as error:
            raise ValueError(f"pilihan {error} tidak ada pada fakta '{fact}'") from None
    return choices


def _strictest(version: Version, choices: Iterable[tuple[int, ...]]) -> int:
    """Of all the values given at once, the branch that forbids most; of equals the one written first."""
    reached = {version.table.cells[cell] for cell in product(*choices)}
    if len(reached) == 1:
        return reached.pop()
    return min(reached, key=lambda n: (*_rank(version.branches[n].outcome), n))


def _outcomes(version: Version, reached: _Reached) -> frozenset[Outcome]:
    return frozenset(version.branches[n].outcome for n in set(reached.values()))


def _rank(outcome: Outcome) -> tuple[int, bool]:
    return outcome.strictness, outcome is not Outcome.PROHIBITED


def _reached(version: Version, choices: Sequence[tuple[int, ...]], unknown: Sequence[int]) -> _Reached:
    """Every completion of the unknown facts with the branch it leads to."""
    narrowed = list(choices)
    found = {}
    for completion in product(*(choices[n] for n in unknown)):
        for n, chosen in zip(unknown, completion, strict=True):
            narrowed[n] = (chosen,)
        found[tuple(choice[0] for choice in narrowed)] = _strictest(version, narrowed)
    return found


def _doubt(asked: int, reached: _Reached, version: Version) -> float:
    """How many verdicts are left on average once this fact is known: the smaller, the better the question."""
    outcomes: dict[int, set[Outcome]] = {}
    for cell, branch in reached.items():
        outcomes.setdefault(cell[asked], set()).add(version.branches[branch].outcome)
    return sum(map(len, outcomes.values())) / len(outcomes)


def _options(asked: int, reached: _Reached, version: Version) -> dict[str, tuple[Branch, ...]]:
    found: dict[int, set[int]] = {}
    for cell, branch in reached.items():
        found.setdefault(cell[asked], set()).add(branch)
    index = version.table.index[asked]
    return {
        option: tuple(version.branches[n] for n in sorted(found[group])) for option, group in index.items()
    }


def _verdict(
    rule: Rule, version: Version, number: int, facts: Mapping[str, Values], assumed: dict[str, str]
) -> Verdict:
    branch = version.branches[number]
    used = {fact: facts[fact] for fact in version.table.facts if facts.get(fact)}
    several = {fact: (values,) if isinstance(values, str) else tuple(values) for fact, values in used.items()}
    return Verdict(rule, version, branch, branch.outcome, several, assumed)


def _outside(rule: Rule, on: date) -> NotInForce:
    ends = [version.period.until for version in rule.versions if version.period.until]
    starts = [version.period.since for version in rule.versions if version.period.since]
    return NotInForce(
        rule,
        max((end for end in ends if end < on), default=None),
        min((start for start in starts if start > on), default=None),
    )
