"""The example of an office's own rules in docs/: it loads, it is sound, and it tightens and never loosens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.check import check
from bot.check.examine import BY_ITSELF
from bot.rulebook.decide import Verdict, decide
from bot.rulebook.model import Outcome, RuleBook
from bot.rulebook.reading.load import load
from bot.understand.open import open_knowledge

ROOT = Path(__file__).parents[2]
BASE, EXAMPLE = ROOT / "knowledge", ROOT / "docs" / "contoh-aturan-kantor"
DAY = date(2024, 10, 15)
FOLLOWING = "medsos-mengikuti-akun"


@pytest.fixture(scope="module")
def office() -> RuleBook:
    return load(BASE, [EXAMPLE])


@pytest.fixture(scope="module")
def base() -> RuleBook:
    return load(BASE)


def verdict(book: RuleBook, target: str) -> Outcome:
    """What the book says of following an account of that kind."""
    decision = decide(book.rules[FOLLOWING], {"perbuatan": ("ikuti_akun",), "objek": (target,)}, DAY)
    assert isinstance(decision, Verdict)
    return decision.outcome


def test_it_replaces_rules_and_adds_a_circular_and_a_pledge(office, base):
    assert office.local == {FOLLOWING, "ikrar-wajib-siapa"}
    assert office.replaced.keys() == office.local
    assert office.rules.keys() == base.rules.keys()
    assert office.instruments.keys() - base.instruments.keys() == {"se-sekjen-kumham-14-2022"}
    assert office.pledges.keys() - base.pledges.keys() == {"ikrar-kumham"}


@pytest.mark.parametrize("module", BY_ITSELF, ids=lambda module: module.__name__.rpartition(".")[2])
def test_it_is_sound(office, module):
    assert list(map(str, module.problems(office))) == []


def test_it_tightens(office, base):
    assert (verdict(base, "calon"), verdict(office, "calon")) == (Outcome.DEPENDS, Outcome.PROHIBITED)
    assert verdict(office, "tim_pemenangan") is verdict(base, "tim_pemenangan") is Outcome.PROHIBITED


def test_what_it_says_is_no_surer_than_what_is_known(office):
    circular = office.instruments["se-sekjen-kumham-14-2022"]
    assert (circular.confidence, circular.read.official) == ("sedang", False)
    resting = [
        basis
        for name in office.local
        for version in office.rules[name].versions
        for basis in (*version.basis, *(basis for branch in version.branches for basis in branch.basis))
        if basis.provision and basis.provision.startswith("kumham-")
    ]
    assert len(resting) == 2
    assert not any(basis.express for basis in resting)


@pytest.mark.proof
def test_it_passes_the_whole_examination():
    found = open_knowledge(BASE, [EXAMPLE])
    assert check(found.book, found.reader).errors == ()
