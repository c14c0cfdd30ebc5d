"""Habits that a reader relies on: every module says what it is for, and none grows beyond reading."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path.relative_to(ROOT) for folder in ("bot", "tests") for path in (ROOT / folder).rglob("*.py")
)
LONGEST = 400
LEFT_OUT = {
    ".venv-train",
    "pembaca-baru",
    ".env",
    ".git",
    ".venv",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".cache",
}
TEXTS = {
    ".py",
    ".md",
    ".yaml",
    ".toml",
    ".txt",
    ".mako",
    ".sh",
    ".json",
    ".jsonl",
    ".service",
    ".example",
    "",
}
# Spelt in pieces, so that this file does not find itself.
FOREIGN = {
    "the path of somebody's machine": re.compile(
        "(?<![\\w.:/])/(?:" + "|".join(["work", "root", "Users"]) + ")/"
    ),
    "the address of a package index": re.compile(
        "|".join(["py" + r"pi\.org", "python" + "hosted", "--(extra-)?index" + "-url"])
    ),
}


def _texts() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        if path.is_file() and not LEFT_OUT & set(path.relative_to(ROOT).parts) and path.suffix in TEXTS:
            yield path


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_says_what_it_is_for(module):
    assert ast.get_docstring(ast.parse((ROOT / module).read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_can_be_read_in_one_sitting(module):
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("what", FOREIGN)
def test_nothing_names(what):
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FOREIGN[what].search(line)
    ]
    assert found == []
