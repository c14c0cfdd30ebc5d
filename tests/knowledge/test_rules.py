"""The real rule base: every file of it is sound, and every inline test comes out as its author wrote.

A failure prints the file and line to mend, so that a legal officer need not read this page.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.check import Report, check
from bot.check.reading.trials import outcome
from bot.rulebook.reading.source import read
from bot.understand.open import Knowledge, open_knowledge

# The examination takes half a minute: one process makes it for all.
pytestmark = pytest.mark.xdist_group("rules")

FOLDER = Path(__file__).parents[2] / "knowledge"
RULES = sorted(path.relative_to(FOLDER).as_posix() for path in (FOLDER / "aturan").rglob("*.yaml"))


def trials() -> list[tuple[str, int]]:
    """Each rule with the number of each of its tests; a file that cannot be read fails in its own test."""
    found = []
    for name in RULES:
        source = read(FOLDER / name, name, [])
        tests = source.data.get("uji") if source and isinstance(source.data, dict) else None
        found += [(name, n) for n in range(len(tests) if isinstance(tests, list) else 0)]
    return found


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return open_knowledge(FOLDER)


@pytest.fixture(scope="module")
def report(knowledge: Knowledge) -> Report:
    return check(knowledge.book, knowledge.reader)


@pytest.mark.parametrize("name", RULES)
def test_rule(name: str, report: Report) -> None:
    errors = [line for line in report.errors if line.startswith(f"{FOLDER.name}/{name}:")]
    assert errors == []


@pytest.mark.parametrize(("name", "number"), trials(), ids=lambda part: str(part))
def test_uji(name: str, number: int, knowledge: Knowledge) -> None:
    rule = knowledge.book.rules[Path(name).stem]
    trial = rule.tests[number]
    came = outcome(knowledge.book, knowledge.reader, rule, trial)
    assert came == trial.expect, f"{rule.path}:{trial.line}: {trial.question}"


def test_everything_beside_the_rules(report: Report) -> None:
    errors = [line for line in report.errors if not line.startswith(f"{FOLDER.name}/aturan/")]
    assert errors == []
