"""Slips as HR holds them: read back from the PDF itself, letter by letter."""

import re
import zlib
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.people.joining.slips import PER_PAGE, Slip, slips
from tests.support.pdf import pages, said

AT = datetime(2026, 11, 1, tzinfo=UTC)
UNIT = "Dinas Kesehatan › Puskesmas Tipo"


def slip(number, name="", unit=UNIT):
    code = f"{number:04d}-K7Q2"
    return Slip(name or f"Pegawai {number}", unit, code, f"https://t.me/palu_bot?start=g{code}")


def made(found, **changed):
    told = {"office": "Kota Palu", "bot": "palu_bot", "until": "22 November 2026", "at": AT} | changed
    return slips(found, **told)


def test_without_slips_there_is_nothing_to_print():
    with pytest.raises(ValueError, match="no slip"):
        made([])


@pytest.mark.parametrize(("number", "expected"), [(1, 1), (9, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_ten_slips_fill_a_page_and_the_footer_counts_them(number, expected):
    found = said(made([slip(n) for n in range(number)]))
    assert [page[-1] for page in found] == [f"Halaman {n} dari {expected}" for n in range(1, expected + 1)]


def test_every_code_and_name_is_printed_once_and_in_order():
    wanted = [slip(n) for n in range(37)]
    found = [text for page in said(made(wanted)) for text in page]
    assert [text for text in found if text.endswith("-K7Q2")] == [one.code for one in wanted]
    assert [text for text in found if text.startswith("Pegawai")] == [one.name for one in wanted]


def test_every_slip_has_a_code_to_scan():
    pdf = made([slip(n) for n in range(12)])
    content = b"".join(
        zlib.decompress(raw) for raw in re.findall(rb"(?s)/FlateDecode[^>]*>>\nstream\n(.*?)\nendstream", pdf)
    )
    assert content.count(b"q 0 g ") == 12


def test_a_slip_says_whose_it_is_and_how_to_use_it():
    (page,) = said(made([slip(7, "Siti Aminah")]))
    assert page[1:6] == ["Kota Palu", "Siti Aminah", UNIT, "Kode Anda", "0007-K7Q2"]
    text = " ".join(page)
    assert "Pindai QR, atau buka @palu_bot di Telegram lalu kirim kode ini." in text
    assert "Berlaku sampai 22 November 2026." in text
    assert "Hanya untuk Anda; jangan dipinjamkan atau difoto." in text


def test_a_long_name_is_shortened():
    name = "I Gusti Ayu Putu Wulandari Kusumaningtyas Prabhaswari Dewi Lestari, S.STP., M.AP., Ph.D."
    page = said(made([slip(1, name)]))[0]
    assert page[2].startswith("I Gusti Ayu Putu Wulandari")
    assert page[2].endswith("…")


def test_a_long_unit_keeps_its_end_in_two_lines():
    page = said(
        made([slip(1, unit="Sekretariat Daerah › " + "Bagian Umum › " * 20 + "Subbagian Rumah Tangga")])
    )[0]
    lines = page[3 : page.index("Kode Anda")]
    assert len(lines) == 2
    assert lines[0].startswith("… ")
    assert lines[1].endswith("Subbagian Rumah Tangga")


@pytest.mark.parametrize("unit", ["", "x" * 500, "Bidang " + "y" * 300])
def test_any_unit_takes_two_lines_at_most_and_its_last_word_is_seen(unit):
    page = said(made([slip(1, unit=unit)]))[0]
    lines = page[3 : page.index("Kode Anda")]
    assert len(lines) <= 2
    assert unit[-20:] in "".join(lines)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Ñandú Đặng Łukasz", "Ñandú Đặng Łukasz"),
        ("محمد عبد الله", "محمد عبد الله"),
        ("Yohanes 👩🏽‍💻", "Yohanes □□"),
        ("खान 𠮷田", "□□□ □□"),
        ("{nb} (a) \\ b", "{nb} (a) \\ b"),
    ],
)
def test_names_of_any_alphabet_are_printed(name, printed):
    assert said(made([slip(1, name)]))[0][2] == printed


def test_the_fullest_slip_ends_above_the_one_below():
    full = [slip(n, "W" * 200, "Bagian " * 100) for n in range(PER_PAGE)]
    (page,) = pages(made(full, bot="n" * 29 + "bot", until="22 September 2026", office="Kota " * 40))
    starts = [place for place, (text, _, _) in enumerate(page) if text.startswith("Kota")]
    heights = [[y for _, _, y in page[start:end]] for start, end in pairwise([*starts, len(page) - 2])]
    assert len(heights) == PER_PAGE
    assert all(upper == sorted(upper, reverse=True) for upper in heights)
    assert all(min(upper) > max(lower) + 15 for upper, lower in zip(heights, heights[2:], strict=False))


def test_the_same_slips_are_the_same_bytes():
    found = [slip(n) for n in range(12)]
    assert made(found) == made(found)
    assert made(found) != made(found, at=AT + timedelta(days=1))


def test_a_hundred_slips_stay_small():
    assert len(made([slip(n) for n in range(100)])) < 150_000
