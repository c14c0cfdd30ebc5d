"""`rulebook export`: what it writes, and what it says when it cannot."""

from __future__ import annotations

import json

import pytest


def test_the_site_and_the_pdf_are_written(netral, folder):
    result = netral("rulebook", "export", "--html", "buku", "--pdf", "buku.pdf")
    assert (result.code, result.err) == (0, "")
    assert "3 aturan" in result.out
    assert "Judul suka" in (folder / "buku" / "aturan" / "suka.html").read_text(encoding="utf-8")
    assert (folder / "buku.pdf").read_bytes().startswith(b"%PDF")


def test_json_is_one_object_and_nothing_else(netral):
    result = netral("rulebook", "export", "--html", "buku", "--json")
    told = {"release": "2026.11", "rules": 3, "instruments": 1, "html": "buku"}
    assert (json.loads(result.out), result.err) == (told, "")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "Sebutkan hasilnya"),
        (("--html", "pengetahuan"), "yang bukan hasil ekspor"),
        (("--pdf", "tidak-ada/buku.pdf"), "belum ada"),
        (("--html", "buku", "--pdf", "pengetahuan"), "ini folder"),
    ],
)
def test_what_cannot_be_written_is_refused_in_one_sentence_before_anything_is_written(
    netral, folder, arguments, complaint
):
    before = sorted(folder.rglob("*"))
    result = netral("rulebook", "export", *arguments)
    assert (result.code, result.out) == (2, "")
    assert complaint in result.err
    assert len(result.err.splitlines()) == 1
    assert sorted(folder.rglob("*")) == before


def test_a_base_that_cannot_be_read_makes_no_book(netral, folder):
    (folder / "pengetahuan" / "kosakata.yaml").write_text("perbuatan: [")
    result = netral("rulebook", "export", "--html", "buku")
    assert (result.code, (folder / "buku").exists()) == (2, False)
    assert "Basis aturan bermasalah" in result.err
