"""Moments as HR types them: "besok 08.00", "28-11-2026 9.00", "2026-11-28T09:00". Pure; the zone is given."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.outbox.plan import ZONES

# Must match all text beside the day, so that a part of "25.00" or "08.00 malam" is never read as a time.
_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?: ?(?P<zone>wib|wita|wit))?", re.ASCII)
_WORDS = {"hari ini": 0, "besok": 1, "lusa": 2}
_DAY = re.compile(r"(?P<day>\d{1,2})[-/ ](?P<month>\d{1,2})(?:[-/ ](?P<year>\d{4}))?", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class MomentError(Exception):
    """The text cannot be read as a moment, or the moment is past; the message is one Indonesian sentence."""


def moment(written: str, now: datetime, zone: ZoneInfo, otherwise: time = time(8)) -> datetime:
    """The aware moment meant, `otherwise` where no time of day is given; raises MomentError.

    A zone written behind the time of day is that of the moment.
    """
    text = " ".join(written.casefold().replace("pukul", " ").replace("jam", " ").split())
    today = now.astimezone(zone).date()
    try:
        day, rest = _day(text, today)
        rest = rest.strip(" ,")
        clock = _CLOCK.fullmatch(rest)
        if clock is None and (rest or not text):
            raise ValueError
        at = time(int(clock["hour"]), int(clock["minute"])) if clock else otherwise
        there = ZONES[clock["zone"].upper()] if clock and clock["zone"] else zone
        found = datetime.combine(day, at, there)
    except ValueError:
        raise MomentError(
            f"Waktu '{written[:30]}' tidak terbaca; tulis seperti besok 08.00 atau 28-11-2026 09.00."
        ) from None
    if found <= now:
        raise MomentError("Waktu itu sudah lewat; tulis waktu yang akan datang.")
    return found


def _day(text: str, today: date) -> tuple[date, str]:
    """The day, and what is written besides it."""
    for word, days in _WORDS.items():
        if text.startswith(word):
            return today + timedelta(days), text.removeprefix(word)
    if iso := _ISO.match(text):
        return date.fromisoformat(iso[0]), text[iso.end() :].removeprefix("t")
    if (written := _DAY.match(text)) and not _CLOCK.fullmatch(text):
        year = int(written["year"] or today.year)
        day = date(year, int(written["month"]), int(written["day"]))
        if written["year"] is None and day < today:
            day = day.replace(year=year + 1)
        return day, text[written.end() :]
    return today, text
