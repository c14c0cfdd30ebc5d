"""The wiring of everything but Telegram: from a database, settings and a clock to the use cases on them.

The bot, the command line, the benchmarks and the tests all take their use cases from here, so that none of
them can wire one differently. Only this module and `app` know both the store and the features.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.ask.clerk import Clerk
from bot.ask.ports import Preferences, Suspensions, UnansweredQuestions
from bot.ask.service import Ask
from bot.clock import Clock
from bot.config import Settings
from bot.outbox.dispatch import Dispatcher, SendLimits
from bot.outbox.plan import DeliveryPolicy
from bot.outbox.ports import Send
from bot.outbox.quiet import Days
from bot.outbox.service import Outbox
from bot.people.approval import ApprovalPolicy
from bot.people.dialogue import Dialogues
from bot.people.hr_contacts import HrContacts
from bot.people.joining.issuing import JoinCodes
from bot.people.joining.service import Joining
from bot.people.keyring import Keyring
from bot.people.ports import Accounts, Members
from bot.people.privacy import Privacy
from bot.people.roster.roster_import import DRAFT_HOLDS, UNDO_HOLDS, RosterImport
from bot.people.roster.subprocess_reader import read_apart
from bot.people.staff import Staff
from bot.pledge.checkpoints import Checkpoints
from bot.pledge.invitation import Invitation
from bot.pledge.service import Pledging
from bot.remind.service import Remind, Render
from bot.rulebook.model import RuleBook
from bot.store.ask.journal import JournalStore
from bot.store.ask.suspension import SuspensionStore
from bot.store.ask.unanswered import UnansweredStore
from bot.store.chat.dialogue import DialogueStore
from bot.store.chat.inbox import InboxStore
from bot.store.chat.preference import PreferenceStore
from bot.store.desk.audit import AuditStore
from bot.store.desk.proposal import ProposalStore
from bot.store.engine.db import Database
from bot.store.engine.failure import StoreError
from bot.store.outbox.broadcast import BroadcastStore
from bot.store.outbox.delivery import DeliveryStore
from bot.store.outbox.recipient_snapshot import SnapshotStore
from bot.store.outbox.reminder import ReminderStore
from bot.store.people.account import AccountStore
from bot.store.people.joining import JoiningStore
from bot.store.people.member import MemberStore
from bot.store.people.privacy import PrivacyStore
from bot.store.people.retention import RetentionStore
from bot.store.people.role import RoleStore
from bot.store.people.roster import RosterStore
from bot.store.people.roster_draft import RosterDraftStore
from bot.store.pledge.campaign import CampaignStore
from bot.store.pledge.ledger import LedgerStore
from bot.store.pledge.pledge import PledgeStore
from bot.store.pledge.recap import RecapStore
from bot.store.pledge.recording import PledgeRecorder
from bot.understand.open import Knowledge
from bot.wording import Wording


def _nobody_waits() -> None:
    """A dispatcher in another process looks for work by itself."""


class UseCases:
    """The use cases on one open database, with the ports that edges read directly.

    `words` are in the settings' language; `wake` makes a dispatcher of this process look for work at once.
    """

    def __init__(
        self,
        db: Database,
        settings: Settings,
        clock: Clock,
        keys: Keyring,
        words: Wording,
        wake: Callable[[], None] = _nobody_waits,
    ) -> None:
        self._db = db
        self.settings = settings
        self.clock = clock
        self.members: Members = MemberStore(db)
        self.accounts: Accounts = AccountStore(db)
        self.dialogues: Dialogues = DialogueStore(db)
        self.preferences: Preferences = PreferenceStore(db)
        self.updates = InboxStore(db)
        self.suspensions: Suspensions = SuspensionStore(db)
        self.unanswered: UnansweredQuestions = UnansweredStore(db)
        joins, drafts = JoiningStore(db), RosterDraftStore(db)
        campaigns, ledger, roles = CampaignStore(db), LedgerStore(db), RoleStore(db)
        self.staff = Staff(
            members=self.members,
            accounts=self.accounts,
            roles=roles,
            proposals=ProposalStore(db),
            log=AuditStore(db),
            campaigns=campaigns,
            clock=clock,
            owners=settings.owner_ids,
            approval=ApprovalPolicy(settings.second_person),
        )
        self.hr_contacts = HrContacts(roles, settings.owner_ids, settings.hr_chat)
        self.joining = Joining(self.members, self.accounts, joins, self.dialogues, keys, clock)
        self.join_codes = JoinCodes(self.members, joins, keys, clock)
        self.roster_import = RosterImport(
            self.members, RosterStore(db), drafts, keys, clock, settings.zone, read_apart
        )
        self.privacy = Privacy(PrivacyStore(db), clock)
        self.outbox = Outbox(
            BroadcastStore(db),
            SnapshotStore(db),
            DeliveryStore(db),
            self.staff,
            clock,
            delivery_policy(settings),
            wake,
        )
        self.invitation = Invitation(words, settings.zone)
        self.pledging = Pledging(
            campaigns=campaigns,
            recorder=PledgeRecorder(db, keys.hash),
            pledges=PledgeStore(db),
            recaps=RecapStore(db),
            ledger=ledger,
            staff=self.staff,
            outbox=self.outbox,
            clock=clock,
            invitation=self.invitation,
        )
        self.checkpoints = Checkpoints(ledger, keys, clock, settings.witness_path)

    def clerk(self, knowledge: Knowledge) -> Clerk:
        """Answers from this knowledge, for `ask` and for earlier answers."""
        journal, employment = JournalStore(self._db), MemberStore(self._db)
        return Clerk(knowledge, journal, self.suspensions, employment, self.clock, self.settings.zone)

    def ask(self, clerk: Clerk) -> Ask:
        """Dialogues about a question."""
        return Ask(clerk, self.unanswered, self.dialogues)

    def remind(self, book: RuleBook, render: Render) -> Remind:
        """The reminder plan of this rule book; `render` makes Telegram's HTML of a text's markup."""
        return Remind(book, ReminderStore(self._db), self.outbox, self.clock, self.settings.zone, render)

    async def forget_expired(self) -> None:
        """Forgets what has served its time: drafts, what could undo a list, all that is past retention."""
        now, kept = self.clock.now(), timedelta(days=self.settings.retention_days)
        await RosterDraftStore(self._db).prune(now - DRAFT_HOLDS)
        await RosterStore(self._db).forget_undoing(now - min(UNDO_HOLDS, kept))
        await RetentionStore(self._db).prune(now - kept)


def dispatcher_on(
    db: Database, settings: Settings, clock: Clock, send: Send, limits: SendLimits
) -> Dispatcher:
    """What empties the outbox of this database by `send`; not yet running."""
    return Dispatcher(
        BroadcastStore(db), DeliveryStore(db), send, clock, delivery_policy(settings), limits, StoreError
    )


def delivery_policy(settings: Settings) -> DeliveryPolicy:
    """How considerate this office is."""
    days = Days(*settings.quiet_days)
    return DeliveryPolicy(settings.quiet_hours, settings.daily_cap, settings.zone, days)
