"""The only reader of time. Whoever needs the hour or the date is given a Clock, never reads one.

Must not know: settings, Telegram, the database. A rehearsal is a clock that starts elsewhere and runs on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Clock:
    """Reads the time from `read`, which must return aware datetimes."""

    read: Callable[[], datetime]

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return self.read().astimezone(UTC)

    def today(self, zone: tzinfo) -> date:
        """The calendar date in `zone` at this moment: WIB and WIT change date two hours apart."""
        return self.now().astimezone(zone).date()


def system() -> Clock:
    """The machine's own clock."""
    return Clock(lambda: datetime.now(UTC))


def rehearsal(start: datetime) -> Clock:
    """A clock that shows `start` (aware) now and runs on at the usual pace."""
    _insist_on_zone(start)
    began = time.monotonic()
    return Clock(lambda: start + timedelta(seconds=time.monotonic() - began))


def fixed(moment: datetime) -> Clock:
    """A clock that stands still at `moment` (aware)."""
    _insist_on_zone(moment)
    return Clock(lambda: moment)


def _insist_on_zone(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("a clock needs a time with its zone")
