"""Days, moments and numbers as people write them, in the reader's language and time zone."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from babel.dates import format_date
from babel.numbers import format_decimal


def written(day: date, language: str) -> str:
    """22 November 2026."""
    return format_date(day, "d MMMM y", locale=language)


def short(day: date, language: str) -> str:
    """22 Nov 2026, where room is scarce."""
    return format_date(day, "d MMM y", locale=language)


def written_iso(day: str, language: str) -> str:
    """The same for an ISO date; an empty string stays empty."""
    return written(date.fromisoformat(day), language) if day else ""


def moment(at: datetime, zone: tzinfo, language: str) -> str:
    """22 November 2026, 09.14 WITA, for an aware time."""
    local = at.astimezone(zone)
    return f"{written(local.date(), language)}, {local:%H.%M} {local:%Z}"


def number(value: int, language: str) -> str:
    """1.284 in Indonesian, 1,284 in English."""
    return format_decimal(value, locale=language)
