"""Days and moments as people write them, in the reader's language and time zone.

Telling them is here; understanding what people type is elsewhere.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from babel.dates import format_date


def written(day: date, language: str) -> str:
    """22 November 2026."""
    return format_date(day, "d MMMM y", locale=language)


def short(day: date, language: str) -> str:
    """22 Nov 2026, where room is scarce."""
    return format_date(day, "d MMM y", locale=language)


def written_iso(day: str, language: str) -> str:
    """The same for an ISO date; an empty string stays empty."""
    return written(date.fromisoformat(day), language) if day else ""


def clock(at: time | datetime) -> str:
    """09.14, in whatever zone the time is in."""
    return f"{at:%H.%M}"


def moment(at: datetime, zone: tzinfo, language: str) -> str:
    """22 November 2026, 09.14 WITA, for an aware time."""
    local = at.astimezone(zone)
    return f"{written(local.date(), language)}, {clock(local)} {local:%Z}"


def deadline(at: datetime, zone: tzinfo, language: str) -> str:
    """30 November 2026, 24.00 WITA, for an aware time: midnight is told as the end of the day before it."""
    local = at.astimezone(zone)
    if (local.hour, local.minute) != (0, 0):
        return moment(at, zone, language)
    return f"{written(local.date() - timedelta(days=1), language)}, 24.00 {local:%Z}"


def exact(at: datetime, zone: tzinfo) -> str:
    """2026-11-22 09.14.31 WITA, as files have it, where columns are sorted and seconds matter."""
    return f"{at.astimezone(zone):%Y-%m-%d %H.%M.%S %Z}"
