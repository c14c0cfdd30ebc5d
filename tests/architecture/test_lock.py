"""What gets installed is fixed by hash, from whatever package index the office uses."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")


def _pins(lock: str) -> dict[str, set[str]]:
    """Versions by package; more than one where they differ by Python version."""
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)", (ROOT / lock).read_text(), re.MULTILINE
    ):
        pins.setdefault(_canonical(name), set()).add(version)
    return pins


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _names(requirements: list[str]) -> set[str]:
    return {_canonical(re.split(r"[\[<>=!; ]", requirement)[0]) for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_carries_its_hashes(lock):
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = _names(project["project"]["dependencies"])
    extras = _names([*itertools.chain(*project["project"]["optional-dependencies"].values())])
    development = _names(project["dependency-groups"]["dev"])
    assert asked <= _pins("requirements.txt").keys()
    assert asked | extras | development <= _pins("requirements-dev.txt").keys()


def test_what_is_tested_is_what_runs():
    runs, tested = _pins("requirements.txt"), _pins("requirements-dev.txt")
    assert {name for name in runs if not runs[name] <= tested[name]} == set()
