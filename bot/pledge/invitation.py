"""What an invitation says, and the button below it. It escapes, since titles may be an office's own."""

from __future__ import annotations

import html
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.outbox.model import Button, Content
from bot.pledge.model import Campaign
from bot.wording import Wording

KIND = "pl"
"""The meaning of the button below an invitation, as the edge knows it."""


class Invitation:
    """For one installation: its words, and the zone that deadlines are told in."""

    def __init__(self, words: Wording, zone: ZoneInfo) -> None:
        self._words = words
        self._zone = zone

    def __call__(self, campaign: Campaign) -> Content:
        """The message that asks somebody to pledge, or asks again."""
        body = self._words("pledge.invitation", until=self.until(campaign))
        button = Button(self._words("pledge.read"), KIND, (str(campaign.id),))
        return Content(
            f"📜 <b>{html.escape(campaign.text.title, quote=False)}</b>\n{html.escape(body, quote=False)}",
            buttons=(button,),
        )

    def until(self, campaign: Campaign) -> str:
        """The deadline in the office's zone."""
        return end_of(campaign.deadline, self._zone, self._words.language)


def end_of(deadline: datetime, zone: tzinfo, language: str) -> str:
    """30 November 2026, 24.00 WITA: the end of a day is told as the end of that day."""
    end = deadline.astimezone(zone)
    if (end.hour, end.minute) == (0, 0):
        return f"{format_date(end.date() - timedelta(days=1), 'd MMMM y', locale=language)}, 24.00 {end:%Z}"
    return f"{format_date(end.date(), 'd MMMM y', locale=language)}, {end:%H.%M} {end:%Z}"
