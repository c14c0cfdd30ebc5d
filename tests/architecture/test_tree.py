"""Habits that a reader relies on: every module says what it is for, and none grows beyond reading."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path.relative_to(ROOT) for folder in ("bot", "tests") for path in (ROOT / folder).rglob("*.py")
)
LONGEST, LONGEST_TEST = 320, 330
"""Lines of a module of the program, and of one of the tests."""
MOST_IN_A_FOLDER = 14
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


def test_every_module_says_what_it_is_for():
    silent = [
        str(module)
        for module in MODULES
        if not ast.get_docstring(ast.parse((ROOT / module).read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_every_module_can_be_read_in_one_sitting():
    lengths = {
        str(module): len((ROOT / module).read_text(encoding="utf-8").splitlines()) for module in MODULES
    }
    long = {
        module: length
        for module, length in lengths.items()
        if length > (LONGEST if module.startswith("bot") else LONGEST_TEST)
    }
    assert long == {}


def test_every_folder_of_the_program_can_be_taken_in_at_a_glance():
    modules = Counter(
        module.parent.as_posix()
        for module in MODULES
        if module.parts[0] == "bot" and module.name != "__init__.py" and "versions" not in module.parts
    )
    assert {folder: count for folder, count in modules.items() if count > MOST_IN_A_FOLDER} == {}


@pytest.mark.parametrize("what", FOREIGN)
def test_nothing_names(what):
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FOREIGN[what].search(line)
    ]
    assert found == []
