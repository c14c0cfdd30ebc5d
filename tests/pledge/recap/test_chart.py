"""The chart: its figures and bars, and the picture that a phone shows."""

import subprocess
import sys
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops

from bot.pledge.model import Counts, Standing
from bot.pledge.recap import chart as module
from bot.pledge.recap.chart import MOST, chart
from bot.pledge.recap.figures import by_top, percent, total
from tests.pledge.files import COUNTS, EN, ID, LONG, picture


def bars(counts, words=ID):
    return module._bars(counts, words)


def inked(png):
    """The rectangle that holds everything that is not white."""
    image = picture(png)
    return ImageChops.invert(image.convert("L")).getbbox(), image.size


@given(st.lists(COUNTS, max_size=40))
def test_the_bars_count_everybody_once(counts):
    shown = total([one for _, one in bars(counts)], "")
    assert shown == total(counts, "")


@given(st.lists(COUNTS, max_size=20))
def test_what_belongs_together_is_summed(counts):
    groups = by_top(counts)
    assert [one.unit for one in groups] == list(dict.fromkeys(one.unit.split("/")[0] for one in counts))
    assert sum(one.all for one in groups) == sum(one.all for one in counts)


@pytest.mark.parametrize(("units", "expected"), [(1, 1), (MOST, MOST), (MOST + 1, MOST + 1), (200, MOST + 1)])
def test_the_largest_get_bars_and_the_rest_is_one(units, expected):
    found = bars([Counts(f"Dinas {n}", pending=n + 1) for n in range(units)])
    assert len(found) == expected
    if units == 200:
        assert found[-1][0] == "Lainnya (180 unit)"
        assert {name for name, _ in found[:-1]} == {f"Dinas {n}" for n in range(180, 200)}


def test_whoever_is_furthest_comes_first():
    found = bars([Counts("A", 1, pending=1), Counts("B", 3, pending=1), Counts("C", 0, pending=9)])
    assert [name for name, _ in found] == ["B", "A", "C"]


def test_within_one_office_the_bars_are_of_its_parts():
    found = bars([Counts("Dishub", 1), Counts("Dishub/Lalu Lintas/Seksi 1", 2), Counts("Dishub/Umum", 3)])
    assert [name for name, _ in found] == ["Umum", "Lalu Lintas", "Dishub (di luar subunit)"]


@pytest.mark.parametrize(
    ("done", "all_", "written"),
    [(214, 261, "81 %"), (0, 5, "0 %"), (1, 999, "0 %"), (998, 999, "99 %"), (5, 5, "100 %"), (0, 0, "–")],
)
def test_percent_is_rounded_down_so_that_all_means_all(done, all_, written):
    counts = Counts("A", done, pending=all_ - done)
    assert percent(counts, ID) == written
    assert percent(counts, EN) == written.replace(" %", "%")


@given(st.lists(st.integers(0, 5000), min_size=5, max_size=5))
def test_segments_fill_the_bar_and_none_vanishes(parts):
    widths = module._widths(parts, 920)
    assert sum(widths) == pytest.approx(920 if sum(parts) else 0)
    assert all(wide >= 5 if part else wide == 0 for part, wide in zip(parts, widths, strict=True))


def test_every_standing_has_a_colour_and_words():
    assert set(module._COLOURS) == set(module.STANDINGS) == set(Standing)


def test_colours_differ_in_lightness_from_their_neighbours():
    def light(colour):
        red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    lights = [light(colour) for colour in module._COLOURS.values()]
    assert all(abs(one - other) > 12 for n, one in enumerate(lights) for other in lights[n + 1 :])


@pytest.mark.parametrize(
    "counts",
    [
        [],
        [Counts("Dinas A")],
        [Counts("Dinas A", 1)],
        [Counts(f"{n} {LONG}", 12_345, 1, 1, 1, 98_765) for n in range(25)],
        [Counts("x" * 400, 1, pending=1), Counts("$\\frac$ {b} 👩🏽‍💻 خان 𠮷", 1), Counts("", 1)],
    ],
    ids=["none", "nobody", "one person", "long names", "rough names"],
)
def test_nothing_is_clipped_and_nothing_complained_of(counts):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (left, top, right, bottom), (width, height) = inked(chart(LONG, counts, ID))
    assert width == 1000
    assert left >= 38
    assert right <= 962
    assert top >= 20
    assert bottom <= height - 20
    # Telegram takes no photo that is longer.
    assert width + height <= 10_000


def test_more_units_make_it_higher_and_a_screen_of_twenty_stays_readable():
    heights = [
        picture(chart("Ikrar", [Counts(f"D{n}", 1, pending=1) for n in range(k)], ID)).height
        for k in (1, 5, 21, 99)
    ]
    assert heights[0] < heights[1] < heights[2] == heights[3] < 2000


def test_a_bar_is_as_long_as_its_share():
    image = picture(chart("Ikrar", [Counts("A", 3, pending=1)], ID))
    blue = (0, 0x55, 0x8C)
    row = max(
        range(image.height), key=lambda y: sum(image.getpixel((x, y)) == blue for x in range(0, 1000, 10))
    )
    assert sum(image.getpixel((x, row)) == blue for x in range(1000)) == pytest.approx(690, abs=3)


def test_the_same_counts_are_the_same_bytes():
    counts = [Counts("A", 3, 1, 1, 1, 1), Counts("B", 1)]
    assert chart("Ikrar", counts, ID) == chart("Ikrar", counts, ID)


def test_matplotlib_is_loaded_only_to_draw():
    code = "import sys, bot.pledge.recap.chart; print('matplotlib' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


@settings(max_examples=10)
@given(st.lists(COUNTS, max_size=6), st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_campaign_can_be_drawn(counts, title):
    assert chart(title, counts, EN).startswith(b"\x89PNG")
