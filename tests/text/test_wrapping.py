"""Setting text in lines, whatever the font: here every letter is one wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.wrapping import beginning, drawable, shortened, wrapped

WORDS = st.lists(st.text("abc", min_size=1, max_size=15), max_size=8).map(" ".join)


@given(WORDS, st.integers(1, 20))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text, width):
    lines = wrapped(text, width, len, 1)
    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_word_that_does_not_fit_is_broken():
    assert wrapped("Ditjen Kependudukan", 8, len, 1) == ["Ditjen", "Kependud", "ukan"]


@pytest.mark.parametrize(
    ("text", "short"), [("Dinas Sosial", "Dinas Sosial"), ("Dinas Pendidikan", "Dinas Pendi…")]
)
def test_what_is_too_wide_ends_in_an_ellipsis(text, short):
    assert shortened(text, 12, len) == short


def test_at_least_one_letter_is_kept():
    assert beginning("Dinas", 0, len) == "D"


def test_a_box_stands_for_a_letter_that_the_font_lacks():
    assert drawable("Añi\u200d\n 田\u0301", set(map(ord, "Ani "))) == "A□i □"
