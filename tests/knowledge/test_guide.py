"""The complete example of PANDUAN.md is a rule as printed: whoever copies it out gets no error."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.check import check
from bot.check.examine import BY_ITSELF
from bot.rulebook.model import RuleBook
from bot.rulebook.reading.load import load
from bot.understand.open import open_knowledge

BASE = Path(__file__).parents[2] / "knowledge"
HEAVY = ("pembaca", "latihan")


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    """The rule base with the example copied to the place that the guide names."""
    _, head, rest = (BASE / "PANDUAN.md").read_text(encoding="utf-8").partition("Berkas `aturan/")
    assert head
    name, _, rest = rest.partition("`")
    printed = rest.partition("```yaml\n")[2].partition("```")[0]
    folder = tmp_path_factory.mktemp("kantor") / "knowledge"
    shutil.copytree(BASE, folder, ignore=shutil.ignore_patterns(*HEAVY))
    for heavy in HEAVY:
        (folder / heavy).symlink_to(BASE / heavy)
    (folder / "aturan" / name).write_text(printed, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def book(copied) -> RuleBook:
    return load(copied)


@pytest.mark.parametrize("module", BY_ITSELF, ids=lambda module: module.__name__.rpartition(".")[2])
def test_the_example_is_sound(book, module):
    assert list(map(str, module.problems(book))) == []


@pytest.mark.proof
def test_the_example_passes_the_whole_examination(copied):
    found = open_knowledge(copied, [])
    assert check(found.book, found.reader).errors == ()
