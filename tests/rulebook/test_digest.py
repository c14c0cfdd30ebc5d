"""The digest that is signed: it moves with every word of what a rule decides, and with nothing else."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rulebook.digest import digest
from tests.support.every_word import LETTER, PRINTED, book, changed, of_rule, of_section, rich


def test_whatever_is_decided_or_said_moves_it():
    rule = book().rules["hadir"]
    assert ("versions", 0, "branches", 0, "when", "simbol", 0) in of_rule()
    assert [way for way in of_rule() if digest(book(), changed(rule, way)) == digest(book(), rule)] == []


@pytest.mark.parametrize("section", PRINTED)
def test_so_does_whatever_is_printed_of_what_it_refers_to(section):
    rule = book().rules["hadir"]
    others = [digest(other, rule) for other in of_section(section)]
    assert others
    assert digest(book(), rule) not in others


@pytest.mark.parametrize(
    "instead",
    [
        [{"sumber": "se-1", "sifat": "tafsir"}],
        [{"ketentuan": "larangan-dukung", "sifat": "tafsir"}],
        [{"tidak_ditemukan": "larangan"}],
        [LETTER],
        [],
    ],
)
def test_so_does_another_ground(tmp_path, instead):
    base = rich()
    base.table("hadir")[0]["dasar"] = instead
    other = base.load(tmp_path)
    assert digest(other, other.rules["hadir"]) != digest(book(), book().rules["hadir"])


def test_so_does_another_sanction_and_none(tmp_path):
    found = set()
    for sanction in ("ringan", "berat", None):
        base = rich()
        base.sanctions["berat"] = {"umum": "Berat."}
        base.rule("hadir")["versi"][0]["sanksi"] = sanction
        other = base.load(tmp_path)
        found.add(digest(other, other.rules["hadir"]))
    assert len(found) == 3


def test_law_that_may_no_longer_be_printed_moves_it(tmp_path):
    base = rich()
    base.instruments[0]["ketentuan"][0]["keyakinan"] = "rendah"
    other = base.load(tmp_path)
    assert digest(other, other.rules["hadir"]) != digest(book(), book().rules["hadir"])


@pytest.mark.parametrize(
    "change",
    [
        {"pertanyaan": [f"hadir {n}" for n in reversed(range(12))]},
        {"pertanyaan": ["hadir dengan kata lain"]},
        {"bukan_ini": [], "mencakup": {}},
        {"tentang": {"perlu": {"perbuatan": ["hadir", "suka"]}}},
        {"uji": [{"tanya": "hadir", "fakta": {}, "pada": "2024-10-15", "harap": "tanya"}]},
        {"praktik": [{"apa": "Dua orang diperiksa", "tahun": "2018", "sumber": "https://contoh.id/a"}]},
    ],
    ids=lambda change: ",".join(change),
)
def test_how_people_ask_does_not_move_it(tmp_path, change):
    base = rich()
    base.rule("hadir").update(change)
    other = base.load(tmp_path)
    assert digest(other, other.rules["hadir"]) == digest(book(), book().rules["hadir"])


@given(st.data())
def test_the_order_of_the_options_of_a_condition_and_of_facts_does_not_move_it(data):
    rule = book().rules["hadir"]
    now, *others = rule.versions
    when = data.draw(st.permutations([*now.branches[0].when.items()]))
    shuffled = {fact: tuple(data.draw(st.permutations(values))) for fact, values in when}
    branches = (replace(now.branches[0], when=shuffled), *now.branches[1:])
    other = replace(rule, versions=(replace(now, branches=branches), *others))
    assert digest(book(), other) == digest(book(), rule)


def test_the_order_of_branches_moves_it():
    rule = book().rules["hadir"]
    now, *others = rule.versions
    first, second, last = now.branches
    other = replace(rule, versions=(replace(now, branches=(second, first, last)), *others))
    assert digest(book(), other) != digest(book(), rule)


def test_neither_layout_nor_the_order_of_keys_moves_it(tmp_path):
    base = rich()
    table = base.table("hadir")
    table[0] = {key: table[0][key] for key in reversed(table[0])}
    table[0]["jawaban"] = table[0]["jawaban"].replace(" ", "\n  ")
    base.rules[1] = {key: base.rules[1][key] for key in reversed(base.rules[1])}
    base.rules.reverse()
    other = base.load(tmp_path)
    assert digest(other, other.rules["hadir"]) == digest(book(), book().rules["hadir"])


def test_it_is_the_same_for_good():
    """A signature given today must still fit after an upgrade: whoever changes this also changes FORMAT."""
    assert digest(book(), book().rules["hadir"]) == (
        "963ee82ca1930a6030ef3c4cb3581cc786aa56fa440f595c413e7fc831b3750e"
    )


def test_another_process_finds_the_same():
    code = "from tests.rulebook.test_digest import book, digest; print(digest(book(), book().rules['hadir']))"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": ".", "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {digest(book(), book().rules["hadir"])}
