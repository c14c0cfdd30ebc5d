"""Moments as HR types them: read as meant, or refused in one sentence, never guessed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.moment import MomentError, moment
from bot.outbox.plan import ZONES

WITA = ZONES["WITA"]
# Sunday, 10.00 in Makassar.
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


def read(written: str, now: datetime = NOW) -> datetime:
    return moment(written, now, WITA)


def local(day: str, clock: str = "08:00", zone: str = "WITA") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONES[zone])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("besok 09.00", local("2026-11-23", "09:00")),
        ("Besok pukul 9.30", local("2026-11-23", "09:30")),
        ("besok jam 14:05", local("2026-11-23", "14:05")),
        ("besok", local("2026-11-23")),
        ("  lusa   12.00 ", local("2026-11-24", "12:00")),
        ("hari ini 16.00", local("2026-11-22", "16:00")),
        ("16.00", local("2026-11-22", "16:00")),
        ("28-11-2026 13.30", local("2026-11-28", "13:30")),
        ("28/11/2026 13:30", local("2026-11-28", "13:30")),
        ("28-11 13.30", local("2026-11-28", "13:30")),
        ("28-11", local("2026-11-28")),
        ("3-1 09.00", local("2027-01-03", "09:00")),
        ("2026-11-28T09:00", local("2026-11-28", "09:00")),
        ("2026-11-28 09:00", local("2026-11-28", "09:00")),
        ("2026-11-28", local("2026-11-28")),
        ("23.59", local("2026-11-22", "23:59")),
        ("besok 09.00 WIB", local("2026-11-23", "09:00", "WIB")),
        ("besok 09.00 wit", local("2026-11-23", "09:00", "WIT")),
        ("besok, 09.00", local("2026-11-23", "09:00")),
    ],
)
def test_what_people_write_is_understood(written, meant):
    assert read(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "nanti",
        "besokan",
        "besok pagi",
        "besok 25.00",
        "besok 24.00",
        "besok 08.60",
        "besok 08.000",
        "besok 8.00 malam",
        "besok 108.00",
        "30-2-2027 09.00",
        "29-2 09.00",
        "32-1-2027",
        "28-13-2026",
        "2026-02-30",
        "28-11-2026 09.00 dan 10.00",
        "2026-11-28T09:00+00:00",
        "28 November 2026, 09.00",
        "9 30",
        "٢٨-١١-٢٠٢٦",
    ],
)
def test_what_cannot_be_read_for_certain_is_refused_with_an_example(written):
    with pytest.raises(MomentError, match=r"tidak terbaca; tulis seperti besok 08\.00"):
        read(written)


@pytest.mark.parametrize(
    "written", ["hari ini 09.00", "09.00", "10.00", "hari ini", "1-1-2026 09.00", "2026-11-21"]
)
def test_what_lies_behind_us_or_is_this_very_moment_is_refused(written):
    with pytest.raises(MomentError, match="sudah lewat"):
        read(written)


def test_today_is_the_day_of_the_zone():
    # 23.30 in Jakarta is the next day in Makassar already.
    assert read("besok 09.00", datetime(2026, 11, 22, 16, 30, tzinfo=UTC)) == local("2026-11-24", "09:00")


def test_the_hour_where_none_is_given_is_the_callers():
    assert moment("besok", NOW, WITA, time(17)) == local("2026-11-23", "17:00")


def test_a_long_answer_is_quoted_in_part():
    with pytest.raises(MomentError) as refused:
        read("x" * 5000)
    assert len(str(refused.value)) < 150


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_coming_moment_or_one_sentence(written):
    try:
        found = read(written)
    except MomentError as refused:
        said = str(refused)
    else:
        assert found > NOW
        return
    assert said.endswith(".")


@given(st.integers(14 * 60, 4 * 365 * 24 * 60))
def test_every_written_form_of_one_moment_means_it(minutes):
    at = meant = NOW.astimezone(WITA) + timedelta(minutes=minutes)
    for form in ("%d-%m-%Y %H.%M", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H.%M WITA"):
        assert read(at.strftime(form)) == meant
