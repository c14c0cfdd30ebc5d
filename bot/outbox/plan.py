"""Plans an order: when it may leave in each zone, and which day's cap it counts against. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.outbox.model import BroadcastRequest
from bot.outbox.quiet import NO_DAYS, Days, Hours, after_quiet, day_of
from bot.people.audience import Term
from bot.people.member import Zone

ZONES: Mapping[str, ZoneInfo] = {zone.value: ZoneInfo(zone.key) for zone in Zone}
OFFICE = "kantor"
"""The zone of people for whom the list names none."""


@dataclass(frozen=True, slots=True)
class RecipientSnapshot:
    """What the store needs to write the recipients down; `dues` and `days` are by zone name, in UTC."""

    terms: Sequence[Term]
    owners: frozenset[int]
    dues: Mapping[str, datetime]
    obligatory: bool
    cap: int | None
    days: Mapping[str, tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class DeliveryPolicy:
    """How considerate the office is: quiet hours, messages a day, its own zone, and days off."""

    hours: Hours | None
    cap: int
    office: ZoneInfo
    days: Days = NO_DAYS

    @property
    def zones(self) -> Mapping[str, ZoneInfo]:
        """Every zone that a recipient may have, by name."""
        return {**ZONES, OFFICE: self.office}


def snapshot_for(
    order: BroadcastRequest,
    terms: Sequence[Term],
    owners: frozenset[int],
    policy: DeliveryPolicy,
    now: datetime,
) -> RecipientSnapshot:
    """The recipients' terms and, for each zone, when the message is due and on which day it counts."""
    dues = {name: _due(order, policy, now, zone) for name, zone in policy.zones.items()}
    days = {name: day_of(dues[name], zone) for name, zone in policy.zones.items()}
    cap = policy.cap if order.sort.is_considerate else None
    return RecipientSnapshot(terms, owners, dues, order.obligatory, cap, days)


def _due(order: BroadcastRequest, policy: DeliveryPolicy, now: datetime, zone: ZoneInfo) -> datetime:
    start = order.when.start
    if start is None:
        due = now
    elif order.when.is_local:
        # The same wall clock everywhere: 08.00 in Jakarta is not 08.00 in Jayapura.
        due = start.astimezone(policy.office).replace(tzinfo=zone)
    else:
        due = start
    due = due.astimezone(UTC)
    return after_quiet(policy.hours, policy.days, due, zone) if order.sort.is_considerate else due
