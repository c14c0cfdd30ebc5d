"""The book on paper, read back from the PDF itself."""

from __future__ import annotations

import re

import pytest

from bot.book.pdf import volume
from tests.support.knowledge import liking, rule
from tests.support.pdf import said


@pytest.fixture
def pages(made):
    """The words of every page, from 1, as they were drawn."""
    return lambda: ["", *(" ".join(page) for page in said(volume(made())))]


def test_the_contents_name_the_page_on_which_each_rule_begins(base, pages):
    base.rules += [rule(f"suka-{n}", *liking()["versi"], judul=f"Aturan ke-{n}") for n in range(70)]
    found = pages()
    contents = " ".join(found[2:4])
    listed = re.findall(r"(\d+)\. (Judul \w+|Aturan ke-\d+) · disahkan (\d+)", contents)
    assert len(listed) == 73
    for number, title, page in listed:
        assert f"Aturan {number} · Umum · " in found[int(page)]
        assert title in found[int(page)]


def test_a_rule_shows_all_that_its_page_shows_and_where_to_sign(base, pages):
    base.release["disahkan"] = None
    found = " ".join(pages())
    section = found[found.index("Aturan 1 · Umum · hadir") : found.index("Aturan 2 · Umum · lapor")]
    for part in (
        "Judul hadir",
        "Boleh dengan syarat",
        "Jawaban boleh_dengan_syarat.",
        "di luar jam kerja, tanpa simbol",
        "dalam keadaan lain",
        "(tersurat) perilaku.",
        "Pasal 5 huruf n: isi [naskah resmi, 22 November 2026]",
        "Sanksi menurut status",
        "hadir 11",
        "Pengesahan",
        "Nomor surat",
        "tidak setuju",
    ):
        assert part in section, part


def test_every_page_but_the_cover_has_its_number(pages):
    found = pages()
    assert [page.split()[-1] for page in found[2:]] == [str(n) for n in range(2, len(found))]


def test_neighbours_are_named_with_their_page(pages):
    found = pages()
    (told,) = re.findall(r"“suka calon” → Judul suka \(hal\. (\d+)\)", " ".join(found))
    assert "· suka Judul suka" in found[int(told)]


def test_the_same_base_gives_the_same_bytes(made):
    assert volume(made()) == volume(made())


def test_no_text_runs_over_the_margin(made, base):
    from bot.book.pdf.layout import RIGHT
    from tests.support.pdf import pages

    base.table("suka")[0]["jawaban"] = "panjang **sekali dan tebal** " * 60
    millimetre = 72 / 25.4
    assert all(x <= RIGHT * millimetre for page in pages(volume(made())) for _, x, _ in page)
