"""What an invitation says, and the button below it. It escapes, since titles may be an office's own."""

from __future__ import annotations

import html
from zoneinfo import ZoneInfo

from bot.outbox.model import Button, Content
from bot.pledge.model import Campaign
from bot.text.dates import deadline
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
        return deadline(campaign.deadline, self._zone, self._words.language)
