"""The digest that is signed: it moves with every word of what a rule decides, and with nothing else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rulebook.digest import digest
from bot.rulebook.model import Basis, Kind, Outcome, RuleBook
from tests.support.knowledge import Base, branch, instrument, provision, rule, version

LETTER = {"pernyataan": "Bawaslu RI", "tahun": "2024", "tentang": "katanya", "tautan": "https://contoh.id/a"}
# Of what a rule refers to: what is printed, and what decides whether it is.
PRINTED = {
    "provisions": ("statuses", "pinpoints"),
    "instruments": ("short", "scope_note"),
    "sanctions": ("general", "pns", "pppk", "ppnpn", "criminal"),
}
# Where somebody wrote it, a grid made from it, and the name of what has a test of its own.
DERIVED = {"line", "table", "sanction"}


def rich() -> Base:
    """A base whose rule `hadir` has everything that a rule may have."""
    base = Base()
    base.instruments = [
        instrument("pp-1", provision("larangan-dukung", "pp-1", untuk=["pns"]), berlaku_untuk="daerah"),
        instrument("se-1", berlaku_untuk="kantor"),
    ]
    base.sanctions["ringan"]["pidana"] = "Dapat dipidana."
    law = [{"ketentuan": "larangan-dukung", "sifat": "tersurat"}, {"sumber": "se-1", "sifat": "tafsir"}]
    readings = {"bacaan": ["Boleh bila sepi.", "Tidak bila ramai."], "penentu": ["ramainya"]}
    now = version(
        branch("boleh_dengan_syarat", {"simbol": ["tidak"], "waktu": ["libur", "jam_kerja"]}, dasar=law),
        branch("dilarang", {"simbol": ["ya"]}, dasar=[LETTER]),
        branch("tergantung", dasar=[{"tidak_ditemukan": "larangan"}], **readings),
        andaian={"waktu": "libur"},
        sanksi="ringan",
    )
    old = version(branch("tergantung"), berlaku={"sejak": "2020-01-01", "sampai": "2021-12-31"})
    base.rules[1] = rule("hadir", now, old)
    return base


@cache
def book() -> RuleBook:
    with TemporaryDirectory() as folder:
        return rich().load(Path(folder))


def words(value: Any) -> Iterator[tuple[Any, ...]]:
    """The way to each thing written in a value, and to each list in it."""
    if is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name in DERIVED or (field.name == "basis" and not inner):
                continue
            if not (isinstance(value, Basis) and _elsewhere(value, field.name)):
                yield from ((field.name, *way) for way in words(inner))
        return
    yield ()
    if isinstance(value, dict | tuple):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from ((key, *way) for way in words(value[key]))


def _elsewhere(basis: Basis, field: str) -> bool:
    """A ground has one kind, and a nature only where it is law; which one it is has its own test."""
    is_law = basis.provision is not None or basis.instrument is not None
    unset = getattr(basis, field) is None
    return unset or field in ("provision", "instrument") or (field == "express" and not is_law)


def changed(value: Any, way: tuple[Any, ...]) -> Any:
    """The same with what stands at the end of the way made different."""
    if not way:
        return _different(value)
    step, rest = way[0], way[1:]
    if isinstance(value, dict):
        return {**value, step: changed(value[step], rest)}
    if isinstance(value, tuple):
        return (*value[:step], changed(value[step], rest), *value[step + 1 :])
    return replace(value, **{step: changed(getattr(value, step), rest)})


def _different(value: Any) -> Any:
    match value:
        case Outcome() | Kind():
            return next(other for other in type(value) if other is not value)
        case bool():
            return not value
        case str():
            return f"{value}x"
        case int():
            return value + 1
        case date():
            return value + timedelta(1)
        case None:
            return date(2030, 1, 1)
        case dict():
            return dict([*value.items()][1:]) if value else {"simbol": ("ya",)}
        case tuple():
            return value[:-1] if value else ("x",)


def test_whatever_is_decided_or_said_moves_it():
    rule = book().rules["hadir"]
    ways = [("id",), ("title",), ("kind",), *(("versions", *way) for way in words(rule.versions))]
    assert ("versions", 0, "branches", 0, "when", "simbol", 0) in ways
    assert [way for way in ways if digest(book(), changed(rule, way)) == digest(book(), rule)] == []


@pytest.mark.parametrize("section", PRINTED)
def test_so_does_whatever_is_printed_of_what_it_refers_to(section):
    rule, entries = book().rules["hadir"], getattr(book(), section)
    for name, entry in entries.items():
        ways = [(field, *way) for field in PRINTED[section] for way in words(getattr(entry, field))]
        for way in [way for way in ways if way[-1] != "instrument"]:
            other = replace(book(), **{section: {**entries, name: changed(entry, way)}})
            assert digest(other, rule) != digest(book(), rule), way


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
