"""`ask --batch`: the contract that release regression and outside scoring depend on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

LINE = '{"id": "a", "question": "suka foto calon"}'


@pytest.fixture
def batch(netral, folder):
    """Writes the lines, runs the batch, and returns the result with the answers, if any."""

    def run(*lines: str, on: str | None = None):
        (folder / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        result = netral("ask", "--batch", "in.jsonl", "--out", "out.jsonl", *(["--on", on] if on else []))
        out = folder / "out.jsonl"
        found = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
        return result, [json.loads(line) for line in found]

    return run


def test_an_answer_has_exactly_the_keys_of_the_contract(batch):
    result, (answer,) = batch(LINE)
    assert (result.code, result.out, result.err) == (0, "", "")
    assert isinstance(answer.pop("latency_us"), int)
    assert answer == {
        "id": "a",
        "outcome": "prohibited",
        "possible": [],
        "rule": "suka",
        "facts": {"perbuatan": "suka", "objek": "calon"},
        "citations": [{"instrument": "PP-1", "pinpoint": "Pasal 5 huruf n"}],
        "parts": [],
    }


def test_a_question_back_lists_the_verdicts_still_open(batch):
    _, (answer,) = batch('{"id": 1, "question": "hadir di sana"}')
    assert (answer["outcome"], answer["id"]) == ("clarify", 1)
    assert answer["possible"] == ["allowed_with_conditions", "prohibited"]


def test_answers_come_in_the_order_of_the_questions(batch):
    _, answers = batch(*(f'{{"id": {n}, "question": "suka calon"}}' for n in (3, 1, 2)))
    assert [answer["id"] for answer in answers] == [3, 1, 2]


def test_other_keys_empty_lines_and_a_byte_order_mark_do_not_matter(batch):
    _, answers = batch("\ufeff" + LINE[:-1] + ', "expected": "allowed", "given": null}', "", LINE)
    assert [answer["outcome"] for answer in answers] == ["prohibited", "prohibited"]


def test_facts_given_in_a_line_count(batch):
    shapes = ('"tidak"', '["tidak"]')
    lines = [f'{{"id": "a", "question": "hadir", "given": {{"simbol": {shape}}}}}' for shape in shapes]
    assert [answer["outcome"] for answer in batch(*lines)[1]] == ["allowed_with_conditions"] * 2


def test_the_line_knows_its_day_best_then_the_command_then_today(batch, netral, base, folder):
    from tests.cli.conftest import worded
    from tests.support.knowledge import branch, trial, version

    old = version(branch("tergantung"), berlaku={"sejak": "2022-01-01", "sampai": "2024-12-31"})
    new = version(branch("dilarang"), berlaku={"sejak": "2025-01-01", "sampai": None})
    base.rule("suka")["versi"] = [new, old]
    base.rule("suka")["uji"] = [trial(f"suka {n}", "tergantung") for n in range(3)]
    worded(base, folder)
    dated = LINE[:-1] + ', "on": "2023-05-05"}'
    assert [answer["outcome"] for answer in batch(dated, LINE)[1]] == ["depends", "prohibited"]
    assert [answer["outcome"] for answer in batch(dated, LINE, on="2024-10-15")[1]] == ["depends", "depends"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("suka calon", "bukan JSON"),
        ("[" * 100_000, "bukan JSON"),
        ("[1]", "bukan objek JSON"),
        ('{"question": "suka"}', "id belum ada"),
        ('{"id": true, "question": "suka"}', "id belum ada"),
        ('{"id": "b"}', "question belum ada"),
        ('{"id": "b", "question": 7}', "question belum ada"),
        ('{"id": "b", "question": "suka", "on": 2024}', "on harus tanggal"),
        ('{"id": "b", "question": "suka", "on": "besok"}', "Tanggal 'besok' tidak terbaca"),
        ('{"id": "b", "question": "suka", "on": "1990-01-01"}', "Tidak ada aturan yang berlaku"),
        ('{"id": "b", "question": "suka", "given": []}', "given harus objek"),
        ('{"id": "b", "question": "suka", "given": {"warna": "biru"}}', "Fakta 'warna' tidak dikenal"),
        ('{"id": "b", "question": "suka", "given": {"objek": 1}}', "harus teks atau daftar teks"),
        ('{"id": "b", "question": "suka", "given": {"objek": [1]}}', "Nilai '1' tidak ada"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(batch, folder, line, complaint):
    (folder / "out.jsonl").write_text('{"id": "kemarin"}\n')
    result, answers = batch(LINE, line)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("in.jsonl:2: ")
    assert complaint in result.err
    assert answers == [{"id": "kemarin"}]


def test_all_bad_lines_are_named_at_once(batch):
    result, _ = batch("x", LINE, "y")
    assert [line.split(" ")[0] for line in result.err.splitlines()] == ["in.jsonl:1:", "in.jsonl:3:"]


def test_a_missing_file_is_named(netral):
    result = netral("ask", "--batch", "tidak-ada.jsonl", "--out", "out.jsonl")
    assert (result.code, "tidak-ada.jsonl: berkas tidak dapat dibaca" in result.err) == (2, True)


def test_a_file_that_is_not_text_is_named(netral, folder):
    (folder / "in.jsonl").write_bytes(b"\xff\xfe\x00")
    result = netral("ask", "--batch", "in.jsonl", "--out", "out.jsonl")
    assert (result.code, "bukan teks UTF-8" in result.err) == (2, True)


def test_a_place_that_cannot_be_written_is_named(netral, folder):
    (folder / "in.jsonl").write_text(LINE)
    result = netral("ask", "--batch", "in.jsonl", "--out", "tidak/ada/out.jsonl")
    assert (result.code, "jawaban tidak dapat ditulis" in result.err) == (2, True)


def test_nothing_else_is_left_in_the_folder(batch, folder):
    before = {path.name for path in Path(folder).iterdir()}
    batch(LINE)
    assert {path.name for path in Path(folder).iterdir()} - before == {"in.jsonl", "out.jsonl", "cache"}
