"""Training lines: what is wrong with one is told by file and line, all at once."""

from __future__ import annotations

import json

import pytest

from bot.rulebook.lines import load_lines, meant
from bot.rulebook.problem import KnowledgeError
from tests.support.knowledge import Base

GOOD = {"tanya": "suka foto calon", "aturan": "suka", "fakta": {"objek": "calon"}, "tangan": "ani"}


@pytest.fixture
def written(tmp_path):
    """Writes lines to latihan/umum.jsonl and loads them with the tiny base."""
    base = Base()
    book = base.load(tmp_path)
    folder = tmp_path / "pengetahuan"

    def write(*lines: object):
        (folder / "latihan").mkdir(exist_ok=True)
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        (folder / "latihan" / "umum.jsonl").write_text("\n".join(texts), encoding="utf-8")
        return book, load_lines(folder, book)

    return write


def test_a_base_without_training_lines_has_none(tmp_path):
    book = Base().load(tmp_path)
    assert load_lines(tmp_path / "pengetahuan", book) == ()


def test_a_line_means_what_its_rule_decides_on_the_facts_stated(written):
    book, (line,) = written(GOOD)
    assert (line.text, line.rule, line.facts, line.hand) == (
        "suka foto calon",
        "suka",
        {"objek": ("calon",)},
        "ani",
    )
    assert meant(book, line) == "prohibited"


def test_an_outcome_that_a_source_gives_wins_over_the_table(written):
    book, (line,) = written({**GOOD, "hasil": "depends"})
    assert meant(book, line) == "depends"


def test_where_nobody_stated_facts_nothing_is_known_of_the_outcome(written):
    book, (line,) = written({key: GOOD[key] for key in ("tanya", "aturan", "tangan")})
    assert (line.facts, meant(book, line)) == (None, None)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "bukan JSON"),
        ("[]", "bukan objek JSON"),
        ({**GOOD, "aturan": "tiada"}, "aturan 'tiada' tidak ada"),
        ({**GOOD, "fakta": {"warna": "biru"}}, "fakta 'warna' tidak ada di kosakata.yaml"),
        ({**GOOD, "fakta": {"objek": "tetangga"}}, "'tetangga' bukan pilihannya; pilihannya: calon, partai"),
        ({**GOOD, "fakta": []}, "'fakta' harus objek"),
        ({**GOOD, "hasil": "boleh"}, "hasil 'boleh' tidak dikenal"),
        ({**GOOD, "catatan": "x"}, "kunci 'catatan' tidak dikenal"),
        ({"tanya": " ", "aturan": "suka", "tangan": "ani"}, "'tanya' belum ada atau bukan teks"),
        ({"tanya": "suka", "aturan": "suka"}, "'tangan' belum ada atau bukan teks"),
    ],
)
def test_a_bad_line_is_named_by_file_and_line(written, line, complaint):
    with pytest.raises(KnowledgeError, match=r"pengetahuan/latihan/umum\.jsonl:2: ") as error:
        written(GOOD, line)
    assert complaint in str(error.value)


def test_all_bad_lines_are_named_at_once(written):
    with pytest.raises(KnowledgeError) as error:
        written("{", GOOD, {**GOOD, "aturan": "tiada"})
    assert [problem.line for problem in error.value.problems] == [1, 3]
