"""When people are left alone: quiet hours on their own clocks, days off, and the day that a cap counts in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.plan import ZONES
from bot.outbox.quiet import NO_DAYS, Days, after_quiet, day_of, is_quiet, quiet_zones

WIB, WITA, WIT = ZONES["WIB"], ZONES["WITA"], ZONES["WIT"]
NIGHT = (time(20), time(6))
NOON = (time(12), time(13))
WEEKEND = Days(frozenset({5, 6}))
# Monday 23 November 2026.
MONDAY = date(2026, 11, 23)

moments = st.integers(0, 730 * 24 * 60).map(lambda m: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=m))
zones = st.sampled_from([WIB, WITA, WIT, ZoneInfo("Europe/Berlin")])
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
hours = st.none() | st.tuples(clocks, clocks)
days = st.builds(
    Days, st.frozensets(st.integers(0, 6), max_size=6), st.frozensets(st.dates(date(2026, 1, 1)), max_size=3)
)


def at(clock: str, zone: ZoneInfo = WIB, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), zone)


@pytest.mark.parametrize(
    ("hours", "clock", "quiet"),
    [
        (NIGHT, "19:59", False),
        (NIGHT, "20:00", True),
        (NIGHT, "23:59", True),
        (NIGHT, "00:00", True),
        (NIGHT, "05:59", True),
        (NIGHT, "06:00", False),
        (NOON, "11:59", False),
        (NOON, "12:00", True),
        (NOON, "13:00", False),
        (None, "02:00", False),
        ((time(8), time(8)), "08:00", False),
    ],
)
def test_quiet_hours_begin_on_the_minute_end_before_it_and_may_span_midnight(hours, clock, quiet):
    assert is_quiet(hours, at(clock), WIB) is quiet


def test_the_same_moment_is_quiet_in_the_east_and_not_in_the_west():
    moment = at("18:30")
    assert [is_quiet(NIGHT, moment, zone) for zone in (WIB, WITA, WIT)] == [False, False, True]
    assert quiet_zones(NIGHT, NO_DAYS, moment, ZONES) == ["WIT"]


def test_a_day_off_is_quiet_all_day_on_the_own_calendar():
    # 23.30 on Friday in Jakarta is Saturday in Makassar and Jayapura.
    friday = at("23:30", day=date(2026, 11, 27))
    assert quiet_zones(None, WEEKEND, friday, ZONES) == ["WITA", "WIT"]


@pytest.mark.parametrize(
    ("moment", "then"),
    [
        (at("19:59"), at("19:59")),
        (at("20:00"), at("06:00", day=MONDAY + timedelta(1))),
        (at("23:00"), at("06:00", day=MONDAY + timedelta(1))),
        (at("03:00"), at("06:00")),
        (at("06:00"), at("06:00")),
    ],
)
def test_what_falls_into_the_night_waits_for_its_end(moment, then):
    assert after_quiet(NIGHT, NO_DAYS, moment, WIB) == then


def test_after_a_day_off_it_is_the_same_hour_of_the_next_working_day():
    saturday = at("08:00", day=date(2026, 11, 28))
    assert after_quiet(NIGHT, WEEKEND, saturday, WIB) == at("08:00", day=date(2026, 11, 30))


def test_friday_night_waits_for_monday_morning():
    friday = at("21:00", day=date(2026, 11, 27))
    assert after_quiet(NIGHT, WEEKEND, friday, WIB) == at("06:00", day=date(2026, 11, 30))


def test_single_days_off_count_like_weekdays():
    christmas = Days(dates=frozenset({date(2026, 12, 25)}))
    assert after_quiet(None, christmas, at("08:00", day=date(2026, 12, 25)), WIB) == at(
        "08:00", day=date(2026, 12, 26)
    )


def test_days_off_without_end_do_not_silence_for_ever():
    always = Days(frozenset(range(7)))
    assert after_quiet(NIGHT, always, at("08:00"), WIB) == at("08:00", day=MONDAY + timedelta(60))


@given(hours=hours, days=days, moment=moments, zone=zones)
def test_it_is_never_sooner_and_never_quiet_when_the_waiting_ends(hours, days, moment, zone):
    then = after_quiet(hours, days, moment, zone)
    assert then >= moment
    assert not is_quiet(hours, then, zone)
    assert not days.holds(then.astimezone(zone).date())


@given(hours=hours, days=days, moment=moments, zone=zones)
def test_who_is_not_disturbed_now_does_not_wait(hours, days, moment, zone):
    if not quiet_zones(hours, days, moment, {"here": zone}):
        assert after_quiet(hours, days, moment, zone) == moment


@pytest.mark.parametrize(("zone", "utc_hour"), [(WIB, 17), (WITA, 16), (WIT, 15)])
def test_a_day_begins_at_the_midnight_of_its_own_zone(zone, utc_hour):
    first, after = day_of(at("00:00", zone), zone)
    assert first == datetime(2026, 11, 22, utc_hour, tzinfo=UTC)
    assert after - first == timedelta(days=1)
    assert day_of(at("23:59", zone), zone) == (first, after)
    assert day_of(after, zone)[0] == after


@given(moment=moments, zone=zones)
def test_every_moment_lies_within_its_day(moment, zone):
    first, after = day_of(moment, zone)
    assert first <= moment < after
    assert first.astimezone(zone).time() == after.astimezone(zone).time() == time()
