"""Percent and bars: one rounding for the chat, the picture, the PDF and the spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.progress import bar, parts, percent

COUNTS = st.integers(0, 10_000)


@pytest.mark.parametrize(
    ("done", "whole", "told"), [(0, 0, 0), (0, 5, 0), (2, 3, 66), (1, 999, 0), (998, 999, 99), (5, 5, 100)]
)
def test_percent_is_whole_and_rounded_down(done, whole, told):
    assert percent(done, whole) == told


@given(COUNTS, COUNTS, st.sampled_from([10, 100, 1000]))
def test_everything_is_told_only_where_nothing_is_missing(done, left, of):
    assert (parts(done, done + left, of) == of) == (done > 0 and left == 0)


@pytest.mark.parametrize(
    ("done", "whole", "drawn"), [(0, 0, "░" * 10), (2, 3, "▓" * 6 + "░" * 4), (99, 100, "▓" * 9 + "░")]
)
def test_a_bar_has_ten_cells(done, whole, drawn):
    assert bar(done, whole) == drawn
