"""What every handler is given. Knows nothing of handlers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.ask.earlier import Earlier
from bot.ask.ports import Preferences, Suspensions, UnansweredQuestions
from bot.ask.service import Ask
from bot.clock import Clock
from bot.outbox.service import Outbox
from bot.people.dialogue import Dialogues
from bot.people.hr_contacts import HrContacts
from bot.people.joining.issuing import JoinCodes
from bot.people.joining.service import Joining
from bot.people.ports import Accounts, Members
from bot.people.privacy import Privacy
from bot.people.roster.roster_import import RosterImport
from bot.people.staff import Staff
from bot.pledge.checkpoints import Checkpoints
from bot.pledge.model import Campaign
from bot.pledge.service import Pledging
from bot.remind.service import Remind
from bot.tg.broadcast.sender import TelegramSender
from bot.understand.open import Knowledge
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Services:
    """The installation as the handlers see it; `words` is by language.

    `rate` is how many messages a second go to many; `replied` makes those wait for a reply that leaves.
    """

    clock: Clock
    zone: ZoneInfo
    language: str
    words: Mapping[str, Wording]
    knowledge: Knowledge
    suspensions: Suspensions
    unanswered: UnansweredQuestions
    preferences: Preferences
    dialogues: Dialogues
    ask: Ask
    earlier: Earlier
    members: Members
    accounts: Accounts
    staff: Staff
    hr_contacts: HrContacts
    joining: Joining
    join_codes: JoinCodes
    roster_import: RosterImport
    privacy: Privacy
    outbox: Outbox
    remind: Remind
    pledging: Pledging
    checkpoints: Checkpoints
    until: Callable[[Campaign], str]
    sender: TelegramSender
    rate: float
    replied: Callable[[], None]
