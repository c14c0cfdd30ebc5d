"""When people want to be left alone: quiet hours by zone, and the day that a cap counts in. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

Hours = tuple[time, time]


def is_quiet(hours: Hours | None, at: datetime, zone: ZoneInfo) -> bool:
    """Whether this aware moment falls into the quiet hours on the clocks of `zone`."""
    if hours is None:
        return False
    begins, ends = hours
    clock = at.astimezone(zone).time()
    return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends


def quiet_zones(hours: Hours | None, at: datetime, zones: Mapping[str, ZoneInfo]) -> Collection[str]:
    """The names of the zones in which it is quiet now."""
    return [name for name, zone in zones.items() if is_quiet(hours, at, zone)]


def after_quiet(hours: Hours | None, at: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls into; in UTC."""
    if hours is None or not is_quiet(hours, at, zone):
        return at.astimezone(UTC)
    local = at.astimezone(zone)
    end = datetime.combine(local.date(), hours[1], zone)
    return (end if end > local else end + timedelta(days=1)).astimezone(UTC)


def day_of(at: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The calendar day in `zone` that holds this moment, as its first moment and the first one after it."""
    first = datetime.combine(at.astimezone(zone).date(), time(), zone)
    return first.astimezone(UTC), (first + timedelta(days=1)).astimezone(UTC)
