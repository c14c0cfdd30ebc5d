"""When people want to be left alone: quiet hours by zone, and the day that a cap counts in. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Hours = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Days:
    """Days on which nothing considerate is sent: `weekdays` by number (0 is Monday) and single dates."""

    weekdays: frozenset[int] = frozenset()
    dates: frozenset[date] = frozenset()

    def holds(self, day: date) -> bool:
        """Whether this is one of them."""
        return day.weekday() in self.weekdays or day in self.dates


NO_DAYS = Days()
# More days off in a row than this are a mistake in the settings, so the search for a day ends here.
_MOST_DAYS = 60


def is_quiet(hours: Hours | None, at: datetime, zone: ZoneInfo) -> bool:
    """Whether this aware moment falls into the quiet hours on the clocks of `zone`."""
    if hours is None:
        return False
    begins, ends = hours
    clock = at.astimezone(zone).time()
    return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends


def quiet_zones(
    hours: Hours | None, days: Days, at: datetime, zones: Mapping[str, ZoneInfo]
) -> Collection[str]:
    """The names of the zones in which it is quiet now."""
    return [
        name
        for name, zone in zones.items()
        if is_quiet(hours, at, zone) or days.holds(at.astimezone(zone).date())
    ]


def after_quiet(hours: Hours | None, days: Days, at: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet hours and days that it falls into; in UTC."""
    local = at.astimezone(zone)
    if hours is not None and is_quiet(hours, local, zone):
        end = datetime.combine(local.date(), hours[1], zone)
        local = end if end > local else end + timedelta(days=1)
    for _ in range(_MOST_DAYS):
        if not days.holds(local.date()):
            break
        local += timedelta(days=1)
    return local.astimezone(UTC)


def day_of(at: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The calendar day in `zone` that holds this moment, as its first moment and the first one after it."""
    first = datetime.combine(at.astimezone(zone).date(), time(), zone)
    return first.astimezone(UTC), (first + timedelta(days=1)).astimezone(UTC)
