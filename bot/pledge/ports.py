"""What pledging needs remembered: one Protocol for each concern, implemented by the store.

Each method is one short transaction; times are aware. When the database cannot be used every method raises
the store's StoreError. `number` is that of a campaign, `seq` that of a row of the ledger.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import Protocol

from bot.outbox.model import Content
from bot.outbox.service import Placing
from bot.people.audience import Term
from bot.people.audit import AuditEntry
from bot.pledge.ledger import Checkpoint, Row
from bot.pledge.model import Campaign, Counts, Entry, Note, NoteKind, PledgeTap, Result


class Pseudonym(Protocol):
    """Keyed hashes, so that the ledger names nobody."""

    def __call__(self, purpose: str, *, value: str) -> str:
        """The hash of a value; the same value under another purpose gives another one."""


class Campaigns(Protocol):
    """Campaigns, and the broadcasts that ask for them."""

    async def open(
        self,
        wanted: Sequence[tuple[Campaign, AuditEntry, Placing]],
        content: Callable[[Campaign], Content],
        at: datetime,
        draft: str | None,
    ) -> list[tuple[int, int]] | None:
        """Keeps campaigns, whose ids do not count, each with its invitation, whose content `content` makes.

        Returns (campaign, broadcast) for each, all in one transaction, in which `draft` ends as well; None,
        and nothing kept, if the draft is gone.
        """

    async def of_draft(self, draft: str) -> list[Campaign]:
        """The campaigns that a draft was opened as."""

    async def remind(self, number: int, new: Placing, since: datetime) -> int:
        """Orders a reminder and returns its broadcast: the same order's since then, if there is one."""

    async def find(self, number: int) -> Campaign | None:
        """One campaign."""

    async def recent(self, limit: int) -> list[Campaign]:
        """The latest campaigns, newest first."""

    async def close(self, number: int, at: datetime, entry: AuditEntry) -> bool:
        """Closes a campaign before its deadline; False if it is over already."""

    async def invite(self, number: int, at: datetime, new: Placing) -> int | None:
        """Orders the invitation of everybody; returns its broadcast, None when that was done before."""

    async def waiting_for(self, person_id: int, at: datetime) -> list[Campaign]:
        """The open campaigns that ask this person and that he has not pledged in, the soonest end first."""

    async def open_now(self, at: datetime) -> list[Campaign]:
        """Open campaigns, the soonest deadline first."""

    async def nudge(self, number: int, *, days: int, new: Placing) -> int | None:
        """Orders the reminder for this many days before the deadline.

        Returns its broadcast, None if ordered before.
        """


class PledgeRecorder(Protocol):
    """Takes pledges."""

    async def record(self, tap: PledgeTap) -> Result:
        """Records one tap and returns its result once committed; concurrent taps share a commit."""


class Pledges(Protocol):
    """Who has pledged, and the questions and objections of those who have not."""

    async def add_note(self, number: int, *, person_id: int, kind: NoteKind, text: str, at: datetime) -> int:
        """Keeps a question or an objection and returns its number."""

    async def notes(self, number: int, kind: NoteKind, *, limit: int) -> list[Note]:
        """The latest questions or objections, newest first."""

    async def receipt(self, seq: int) -> tuple[str, datetime] | None:
        """(unit, time) of the pledge in this row of the ledger."""

    async def of_person(self, person_id: int) -> list[tuple[Campaign, int, datetime]]:
        """(campaign, row of the ledger, time) of everything this person has pledged, oldest first."""


class Recaps(Protocol):
    """Who of a campaign's audience stands where; `terms` are the campaign's own."""

    async def by_unit(self, number: int, terms: Sequence[Term]) -> list[Counts]:
        """Counts of every unit that the campaign asks somebody of, by unit."""

    async def everybody(self, number: int, terms: Sequence[Term], tops: Sequence[str] | None) -> list[Entry]:
        """Each person with where he stands, by unit and name; `tops` limits to subtrees."""


class Ledger(Protocol):
    """The ledger's rows and its signed checkpoints."""

    async def append_key(self, row: Row) -> Row:
        """Adds a change of key; the first, which no earlier key signs, only if the ledger has none."""

    async def signing_key(self) -> str | None:
        """The public key that the ledger names last; None before it names any."""

    async def tail(self) -> tuple[int, str]:
        """(how many rows, the hash of the last)."""

    async def by_seq(self, seq: int) -> Row | None:
        """One row."""

    def rows(self, up_to: int) -> AsyncIterator[Row]:
        """The first rows in order, read in batches of one transaction each."""

    async def keep_checkpoint(self, head: Checkpoint, *, public: str, signature: str) -> bool:
        """Keeps a signed checkpoint; False if one with the same number of rows is kept already."""

    async def last_checkpoint(self) -> Checkpoint | None:
        """The newest checkpoint that was signed and kept."""
