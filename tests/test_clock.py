"""The clock: the only reader of time."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bot import clock

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")


def test_a_fixed_clock_stands_still_and_speaks_utc():
    noon = clock.fixed(datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=7))))
    assert noon.now() == noon.now() == datetime(2026, 11, 22, 5, tzinfo=UTC)
    assert noon.now().utcoffset() == timedelta(0)


def test_jayapura_has_the_next_date_two_hours_before_jakarta():
    late = clock.fixed(datetime(2026, 11, 22, 15, 30, tzinfo=UTC))
    assert late.today(WIB) == date(2026, 11, 22)
    assert late.today(WIT) == date(2026, 11, 23)


def test_a_rehearsal_starts_where_it_is_told_and_runs_on():
    start = datetime(2024, 10, 15, 9, tzinfo=WIB)
    rehearsal = clock.rehearsal(start)
    first, second = rehearsal.now(), rehearsal.now()
    assert start <= first <= second < start + timedelta(minutes=1)


def test_the_system_clock_moves_forward():
    system = clock.system()
    assert system.now() <= system.now()


@pytest.mark.parametrize("made", [clock.fixed, clock.rehearsal])
def test_a_time_without_its_zone_is_refused(made):
    with pytest.raises(ValueError, match="zone"):
        made(datetime(2026, 11, 22))  # noqa: DTZ001
