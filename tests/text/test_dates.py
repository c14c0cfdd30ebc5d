"""Days and moments as people read them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.text.dates import deadline, exact, moment

PALU = ZoneInfo("Asia/Makassar")
AT = datetime(2026, 11, 30, 1, 14, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "told"), [("id", "30 November 2026, 09.14 WITA"), ("en", "30 November 2026, 09.14 WITA")]
)
def test_a_moment_is_told_in_the_reader_s_zone(language, told):
    assert moment(AT, PALU, language) == told


def test_midnight_is_told_as_the_end_of_the_day_before():
    assert deadline(datetime(2026, 11, 30, 16, tzinfo=UTC), PALU, "id") == "30 November 2026, 24.00 WITA"
    assert deadline(AT, PALU, "id") == moment(AT, PALU, "id")


def test_in_files_seconds_and_zone_are_told():
    assert exact(AT, PALU) == "2026-11-30 09.14.31 WITA"
