"""How much of an employee is shown, and in whose time he lives."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.member import Zone, masked
from tests.people.made import member


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("198503152010011011", "1985…11"),
        ("123456789012", "1234…12"),
        ("12345678901", "…01"),
        ("HN-042", "…42"),
        ("12345", "…45"),
        ("1234", "…"),
        ("4", "…"),
        ("", ""),
    ],
)
def test_a_number_is_shown_in_part(number, shown):
    assert masked(number) == shown


@given(st.text("0123456789", min_size=1, max_size=18))
def test_at_least_half_of_a_number_is_not_shown(number):
    shown = masked(number).replace("…", "")
    assert len(shown) <= len(number) / 2


@given(st.text("0123456789", min_size=12, max_size=18))
def test_what_is_shown_of_a_long_number_is_its_beginning_and_its_end(number):
    first, last = masked(number).split("…")
    assert (first, last) == (number[:4], number[-2:])


def test_who_has_no_number_shows_none():
    assert member(None).masked_number == ""


@pytest.mark.parametrize(
    ("unit", "place"),
    [("Dinas A", "Dinas A"), ("Dinas A/Bidang 2/Seksi 3", "Seksi 3, Bidang 2, Dinas A")],
)
def test_a_place_is_said_from_the_smallest_part(unit, place):
    assert member(unit=unit).place == place


@pytest.mark.parametrize(
    ("zone", "key"),
    [(Zone.WIB, "Asia/Jakarta"), (Zone.WITA, "Asia/Makassar"), (Zone.WIT, "Asia/Jayapura")],
)
def test_his_own_zone_counts_before_the_offices(zone, key):
    assert member(zone=zone).zone_or(ZoneInfo("UTC")) == ZoneInfo(key)


def test_without_a_zone_of_his_own_the_offices_counts():
    assert member().zone_or(ZoneInfo("Asia/Makassar")) == ZoneInfo("Asia/Makassar")
