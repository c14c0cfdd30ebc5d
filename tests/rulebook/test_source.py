"""YAML is read as written: text stays text, and every fault has a line."""

from __future__ import annotations

import pytest

from bot.rulebook.problem import Problem
from bot.rulebook.reading.source import parse


def read(text: str):
    problems: list[Problem] = []
    return parse(text, "kb/x.yaml", problems), [str(problem) for problem in problems]


@pytest.mark.parametrize("word", ["no", "on", "1:30", "2024-10-15", "007", "~", "true"])
def test_nothing_is_taken_for_another_type(word):
    source, _ = read(f"a: {word}")
    assert source.data == {"a": word}


def test_the_plain_word_null_is_nothing():
    source, _ = read("a: null\nb: 'null'")
    assert source.data == {"a": None, "b": "null"}


def test_a_value_is_found_by_its_place():
    source, _ = read("a: 1\nb:\n  - x: 1\n  - x: 2\n    y: 3")
    assert source.line("b", 1, "y") == 5


def test_a_missing_key_is_told_at_what_should_hold_it():
    source, _ = read("a: 1\nb:\n  c: 1")
    assert source.line("b", "d") == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\na: 2", "kb/x.yaml:2: kunci 'a' ditulis dua kali"),
        ("", "kb/x.yaml:1: berkas kosong"),
        ("a: b: c", "kb/x.yaml:1: titik dua tidak pada tempatnya"),
        ("a: 1\nb: [1, 2\nc: 3", "kb/x.yaml:3: daftar [ … ] tidak ditutup atau kurang koma"),
        ("a: 'x", "kb/x.yaml:1: tanda kutip tidak ditutup"),
        ("a: 1\n---\nb: 2", "kb/x.yaml:2: satu berkas hanya boleh memuat satu dokumen"),
        ("a: !!python/object:os.system x", "kb/x.yaml:1: penanda jenis"),
        ("a: *b", "kb/x.yaml:1: rujukan '*' tidak dikenal"),
        ("? [a]\n: 1", "kb/x.yaml:1: nama kunci harus berupa satu kata"),
        ("a:\n\t- 1", "kb/x.yaml:2: ada tab"),
    ],
)
def test_a_fault_is_told_in_indonesian_with_its_line(text, told):
    source, problems = read(text)
    assert source is None
    assert problems[0].startswith(told)
