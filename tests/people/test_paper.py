"""The common ground of printed papers: letters of any alphabet, lines that fit, and QR codes."""

import logging
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from bot.printing.fonts import REGULAR, font
from bot.printing.paper import MONO, Paper

AT = datetime(2026, 11, 1, tzinfo=UTC)
LINK = "https://t.me/netral_palu_bot?start=g6MXVT4A5"


def opened():
    paper = Paper("Uji", at=AT)
    paper.add_page()
    paper.face(10)
    return paper


@pytest.fixture
def paper():
    with opened() as paper:
        yield paper


@pytest.fixture(scope="module")
def shared():
    """For measuring only: to load the fonts takes longer than to measure a word."""
    with opened() as paper:
        yield paper


def drawn(paper):
    """Row, column and length of every rectangle on the first page."""
    found = re.findall(rb"^(\d+) (\d+) (\d+) 1 re$", paper.pages[1].contents, re.MULTILINE)
    return [(int(row), int(column), int(length)) for column, row, length in found]


def test_the_fonts_are_found_without_loading_matplotlib():
    code = "import sys; from bot.printing.fonts import *; font(REGULAR); print('matplotlib' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
    assert font(REGULAR).is_file()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Siti Aminah", "Siti Aminah"),
        ("  Siti\tAminah\n", "Siti Aminah"),
        ("Đặng Łukasz Çelik", "Đặng Łukasz Çelik"),
        ("An\u0303ez", "Añez"),
        ("محمد", "محمد"),
        ("𠮷田", "□□"),
        ("Ani 👍🏽", "Ani □"),
        ("a\x00b\ud800c", "ab□c"),
        ("", ""),
    ],
)
def test_what_the_font_lacks_becomes_a_box_and_the_rest_stays(shared, text, expected):
    assert shared.drawable(text) == expected


@pytest.mark.parametrize("look", [{}, {"bold": True}, {"family": MONO, "bold": True}])
def test_no_alphabet_makes_the_writer_complain(paper, look, caplog):
    paper.face(10, **look)
    with caplog.at_level(logging.WARNING):
        paper.text(10, 10, paper.drawable("محمد שלום Ωμέγα 你好 हिन्दी 😀👩🏽‍💻 \u202e\ufeff\U0010ffff\ud83d"))
        paper.output()
    assert not caplog.records


def test_a_short_text_is_left_whole_and_a_long_one_ends_in_an_ellipsis(shared):
    assert shared.shortened("Budi", 40) == "Budi"
    found = shared.shortened("Muhammad Rizky Ramadhani Siregar", 40)
    assert found.endswith("…")
    assert "Muhammad Rizky Ramadhani Siregar".startswith(found[:-1])
    assert len(found) > 15


def test_before_the_ellipsis_stands_no_space_and_no_comma(shared):
    text = "Budi, Budi, Budi, Budi, Budi"
    assert all(shared.shortened(text, width)[-2] not in " ,." for width in range(8, 40))


@given(st.text(max_size=80), st.floats(10, 80))
def test_a_shortened_text_is_never_too_wide(shared, text, width):
    assert shared.get_string_width(shared.shortened(text, width)) <= width + 1e-6


@given(st.text(max_size=200), st.floats(10, 80))
def test_wrapped_lines_fit_and_lose_no_letter(shared, text, width):
    lines = shared.wrapped(text, width)
    assert all(shared.get_string_width(line) <= width + 1e-6 for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(shared.drawable(text).split())


def test_a_word_without_spaces_is_broken(shared):
    assert len(shared.wrapped("x" * 100, 30)) > 3


def test_lines_break_at_spaces(shared):
    assert shared.wrapped("Dinas Kesehatan Kota", 30) == ["Dinas Kesehatan", "Kota"]


def test_the_largest_size_that_fits_is_taken(shared):
    shared.fit("Budi", 50, (10, 8))
    assert shared.font_size_pt == 10
    shared.fit("Budi " * 20, 50, (10, 8))
    assert shared.font_size_pt == 8
    shared.face(10)


def test_the_drawn_modules_are_those_of_the_code(paper):
    paper.qr(LINK, 10, 20, 40)
    matrix = segno.make_qr(LINK, error="m").matrix
    again = [bytearray(len(row)) for row in matrix]
    for row, column, length in drawn(paper):
        again[row][column : column + length] = b"\x01" * length
    assert again == list(matrix)


def test_neighbouring_modules_are_one_rectangle(paper):
    paper.qr(LINK, 10, 20, 40)
    found = drawn(paper)
    ends = {(row, column + length) for row, column, length in found}
    assert not ends & {(row, column) for row, column, _ in found}


@pytest.mark.parametrize("content", ["x", LINK, LINK * 5])
def test_four_modules_around_the_code_stay_white(paper, content):
    paper.qr(content, 10, 20, 40)
    (placed,) = re.findall(rb"q 0 g (\S+) 0 0 -(\S+) (\S+) (\S+) cm", paper.pages[1].contents)
    wide, high, left, top = (float(number) / paper.k for number in placed)
    modules = len(segno.make_qr(content, error="m").matrix)
    assert wide == high == pytest.approx(40 / (modules + 8), rel=1e-4)
    assert left == pytest.approx(10 + 4 * wide, abs=1e-3)
    assert paper.h - top == pytest.approx(20 + 4 * wide, abs=1e-3)


@pytest.mark.parametrize("content", ["x", LINK, LINK * 5])
def test_a_code_survives_damage_of_level_m_at_least(content):
    assert segno.make_qr(content, error="m").error in "MQH"


def test_the_file_knows_no_time_but_the_given():
    with opened() as first, opened() as second:
        assert first.output() == second.output()
        assert b"20261101000000" in first.output()
