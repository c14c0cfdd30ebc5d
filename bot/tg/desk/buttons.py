"""The buttons of legal officers and auditors."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people.authority import AUDIT, LEGAL
from bot.tg.ask.buttons import RuleArgs, TopicArgs
from bot.tg.core.buttons import Button, NoArgs, Where


@dataclass(frozen=True, slots=True)
class LogArgs:
    """The id of the last entry that was seen."""

    seen: int


# A suspension may be told in a group of lawyers, and be lifted there.
LIFT = Button("s", RuleArgs, roles=LEGAL, where=Where.ANYWHERE)
APPROVALS = Button("sa", NoArgs, roles=LEGAL, where=Where.PRIVATE)
UNSIGNED = Button("su", TopicArgs, roles=LEGAL, where=Where.PRIVATE)
LOG = Button("lg", LogArgs, roles=AUDIT, where=Where.PRIVATE)
