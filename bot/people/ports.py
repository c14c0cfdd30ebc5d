"""What the people features need remembered: one Protocol for each concern, implemented by the store.

Each method is one short transaction; times are aware. An audit entry is written in the transaction of its
act. When the database cannot be used every method raises the store's StoreError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.people.audience import Term
from bot.people.audit import AuditEntry
from bot.people.authority import Role, Visitor
from bot.people.member import Member
from bot.people.records import Bound, Code, Grant, Import, Move, Proposal, RoleChange
from bot.people.roster.compare import Changes


class Members(Protocol):
    """Employees on record. `owners` are the Telegram ids of the settings' owners, for `peran:pemilik`."""

    async def by_id(self, person_id: int) -> Member | None:
        """One employee, active or not."""

    async def by_account(self, telegram_id: int) -> Member | None:
        """The employee who joined with this Telegram account, active or not."""

    async def by_number(self, number: str) -> Member | None:
        """The employee with this NIP or employee number, active or not."""

    async def by_phone(self, phone: str) -> list[Member]:
        """Active employees with this hashed telephone number; several where a family shares one."""

    async def named(self, words: Sequence[str], *, tops: Sequence[str] | None, limit: int) -> list[Member]:
        """Active employees whose name holds all these words, in any case; `tops` limits to subtrees."""

    async def everybody(self) -> list[Member]:
        """All on record, those who left included."""

    async def in_audience(self, terms: Sequence[Term], owners: frozenset[int]) -> list[Member]:
        """Active employees that all terms hold for, by unit and name."""

    async def count(self, terms: Sequence[Term], owners: frozenset[int]) -> tuple[int, int]:
        """(active employees, those of them who joined) that all terms hold for."""

    async def by_unit(self) -> list[tuple[str, int, int]]:
        """(unit, active employees, those who joined), by unit."""

    async def units(self) -> list[str]:
        """Every unit that somebody active works in, and those above it."""


class Accounts(Protocol):
    """Which Telegram account belongs to which employee: one each."""

    async def bind(
        self, *, person_id: int, telegram_id: int, how: str, digest: str | None, entry: AuditEntry
    ) -> tuple[Bound, int | None]:
        """Ties an account to an employee; returns (what became of it, the account that had him before).

        `digest` is that of the joining code, which is used up with it; None when there was none.
        """

    async def release(self, telegram_id: int, entry: AuditEntry) -> bool:
        """Unties an account, which has no roles from then on; False when it was not tied."""

    async def stop(self, telegram_id: int, since: datetime | None) -> bool:
        """Stores since when he wants only obligatory messages, None for all again.

        False if he has not joined.
        """

    async def reach(self, telegram_id: int, lost: datetime | None) -> bool:
        """Stores since when he has blocked the bot, None once unblocked; False if he has not joined."""


class Joins(Protocol):
    """Joining codes, failed attempts, and second accounts that wait for HR's word."""

    async def issue(self, codes: Sequence[tuple[int, str]], expires: datetime, entry: AuditEntry) -> None:
        """Keeps new codes as (person id, digest); earlier ones of these people are void."""

    async def code(self, digest: str) -> Code | None:
        """The code with this digest, used or not."""

    async def failures(self, telegram_id: int, since: datetime) -> int:
        """How many attempts of this account have failed since then."""

    async def note_failure(self, telegram_id: int, at: datetime) -> None:
        """Counts one failed attempt."""

    async def ask_to_move(self, *, person_id: int, telegram_id: int, at: datetime) -> tuple[int, bool]:
        """(the request's number, whether it is new): repeating an open request adds none."""

    async def move(self, number: int) -> Move | None:
        """One request to move an employee to another account."""

    async def decide_move(
        self, number: int, *, by: str, allow: bool, at: datetime, entry: AuditEntry
    ) -> tuple[Bound, int | None]:
        """Carries out HR's decision, once; returns (result, the account that had him before)."""


class RosterRecords(Protocol):
    """Lists of employees applied to the records, and undone."""

    async def base_version(self) -> int:
        """The version of the records; it changes with every list applied or undone."""

    async def apply(
        self,
        changes: Changes,
        *,
        base_version: int,
        draft: str | None,
        by: str,
        at: datetime,
        entry: AuditEntry,
    ) -> int | None:
        """Writes the changes, all or nothing, and returns the import's number.

        None, and nothing written, when the records are no longer those of `base_version`, or `draft` is gone.
        """

    async def last(self) -> Import | None:
        """The newest list applied."""

    async def undo(self, import_id: int, by: str, at: datetime, entry: AuditEntry) -> bool:
        """Undoes a list; False when it is not the newest one or was undone already."""


class RosterDrafts(Protocol):
    """Checked lists that wait for confirmation."""

    async def keep(self, *, number: str, by: str, at: datetime, base_version: int, content: bytes) -> None:
        """Keeps a list under a new number; `base_version` says which records it was compared with."""

    async def find(self, number: str) -> tuple[str, int, bytes] | None:
        """(who made it, base version, content) of a list that waits."""

    async def drop(self, number: str, entry: AuditEntry | None) -> bool:
        """Forgets a list; False when it is gone already, and then nothing is noted."""


class Roles(Protocol):
    """Roles by Telegram account."""

    async def visitor(self, telegram_id: int) -> Visitor:
        """The employee and the roles behind an account, owners aside."""

    async def change(self, wanted: RoleChange) -> bool:
        """Grants or revokes a role; False if nothing changes."""

    async def in_force(self, role: Role | None = None) -> list[Grant]:
        """Every role in force, or one of them, by role and unit."""


class Proposals(Protocol):
    """Acts that wait for a second person. Each is decided once."""

    async def add(
        self, *, kind: str, content: Mapping[str, object], by: str, at: datetime, entry: AuditEntry
    ) -> int:
        """Keeps a proposal and returns its number; `content` must be what JSON can hold."""

    async def find(self, number: int) -> Proposal | None:
        """One proposal, decided or not."""

    async def decide(
        self, number: int, by: str, at: datetime, entry: AuditEntry, change: RoleChange | None
    ) -> bool:
        """Notes a decision and carries out `change` (None for a refusal), together.

        False when there is a decision already, or when it would be the proposer's own.
        """


class AuditLog(Protocol):
    """The log of acts of authority: appended to and read."""

    async def add(self, entry: AuditEntry) -> None:
        """Logs an act that changes nothing else in the database."""

    async def recent(self, limit: int, *, before: int | None = None) -> list[AuditEntry]:
        """The latest acts, newest first; `before` is the id of the last one seen."""


class CampaignAudiences(Protocol):
    """The audiences of pledge campaigns, which `belum:3` refers to."""

    async def asked_by(self, number: int) -> Sequence[Term] | None:
        """The audience of a campaign, resolved; None when there is no such campaign."""
