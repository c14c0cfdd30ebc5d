"""Who may do what: roles given and taken, by one person or, where the office wants it, by two.

Knows no Telegram and no SQL. Owners come from the settings; other roles are read from the store each time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.clock import Clock
from bot.people import audit
from bot.people.approval import ApprovalPolicy
from bot.people.audience import AudienceError, Term, TermKind, parse, unit_named
from bot.people.audit import Act, AuditEntry
from bot.people.authority import Authority, Role, Visitor
from bot.people.member import Member
from bot.people.ports import Accounts, AuditLog, CampaignAudiences, Members, Proposals, Roles
from bot.people.records import Grant, Proposal, RoleChange
from bot.people.shared_accounts import SHARED_ACCOUNTS, SharedAccountError


class Done(StrEnum):
    """What became of giving or taking a role; the value names the text."""

    DONE = "done"
    PROPOSED = "proposed"  # A second person must agree.
    ALREADY = "already"
    REFUSED = "refused"  # The actor may not, or no longer.
    OWN = "own"  # One's own proposal cannot be decided by oneself.
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Change:
    """A role to give (`gives`) or to take, with the employee behind the account, if any."""

    gives: bool
    role: Role
    account: int
    unit: str = ""
    member: Member | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it; `proposal` is set while a second person must agree."""

    done: Done
    change: Change | None = None
    proposal: int | None = None
    asked_by: str = ""


class Staff:
    """The use case; one object serves everybody. Accounts are Telegram user ids."""

    def __init__(
        self,
        *,
        members: Members,
        accounts: Accounts,
        roles: Roles,
        proposals: Proposals,
        log: AuditLog,
        campaigns: CampaignAudiences,
        clock: Clock,
        owners: frozenset[int],
        approval: ApprovalPolicy,
    ) -> None:
        self._members = members
        self._accounts = accounts
        self._roles = roles
        self._proposals = proposals
        self._log = log
        self._campaigns = campaigns
        self._clock = clock
        self.owners = owners
        self.approval = approval

    async def visitor(self, account: int) -> Visitor:
        """Who is behind an account at this moment."""
        found = await self._roles.visitor(account)
        if account not in self.owners:
            return found
        authority = Authority(found.authority.roles | {Role.OWNER}, found.authority.units)
        return replace(found, authority=authority)

    async def change(self, by: int, change: Change) -> Result:
        """Gives or takes a role on behalf of an account, after looking up what that account may do."""
        authority = (await self.visitor(by)).authority
        if not authority.may_grant(change.role):
            return Result(Done.REFUSED, change)
        if _has_left(change):
            return Result(Done.REFUSED, change)
        if change.gives and await self._holds(change):
            return Result(Done.ALREADY, change)
        actor = audit.telegram(by)
        if not self.approval.is_needed(authority):
            return Result(await self.carry_out(actor, change), change)
        content = {
            "gives": change.gives,
            "role": change.role.value,
            "account": change.account,
            "unit": change.unit,
        }
        entry = AuditEntry(
            actor, Act.ROLE_PROPOSED, audit.telegram(change.account), self._clock.now(), content
        )
        number = await self._proposals.add(kind="role", content=content, by=actor, at=entry.at, entry=entry)
        return Result(Done.PROPOSED, change, number, actor)

    async def decide(self, by: int, number: int, *, approve: bool) -> Result:
        """A second person's word on a proposal."""
        proposal = await self._proposals.find(number)
        if proposal is None or proposal.approved is not None:
            return Result(Done.STALE)
        change = await self._change_of(proposal)
        actor = audit.telegram(by)
        if not (await self.visitor(by)).authority.may_grant(change.role):
            return Result(Done.REFUSED, change)
        if not self.approval.may_decide(proposal.asked_by, actor):
            return Result(Done.OWN, change)
        if approve and _has_left(change):
            return Result(Done.REFUSED, change)
        act = Act.ROLE_APPROVED if approve else Act.ROLE_DECLINED
        entry = AuditEntry(
            actor, act, audit.telegram(change.account), self._clock.now(), {"proposal": number}
        )
        wanted = self._wanted(proposal.asked_by, change) if approve else None
        if not await self._proposals.decide(number, actor, entry.at, entry, wanted):
            return Result(Done.STALE, change)
        return Result(Done.DONE, change, number, proposal.asked_by)

    async def carry_out(self, actor: str, change: Change) -> Done:
        """Writes it down, without asking who may: for those who decided that, and for the command entry."""
        if _has_left(change):
            return Done.REFUSED
        done = await self._roles.change(self._wanted(actor, change))
        return Done.DONE if done else Done.ALREADY

    def _wanted(self, actor: str, change: Change) -> RoleChange:
        act = Act.ROLE_GRANTED if change.gives else Act.ROLE_REVOKED
        detail = {"role": change.role.value, "unit": change.unit}
        entry = AuditEntry(actor, act, audit.telegram(change.account), self._clock.now(), detail)
        return RoleChange(change.gives, change.role, change.account, change.unit, entry)

    async def in_force(self, role: Role | None = None) -> list[Grant]:
        """Every role in force, or one of them."""
        return await self._roles.in_force(role)

    async def account_of(self, written: str) -> tuple[int, Member | None] | None:
        """The account meant by a NIP or employee number that has joined, or by a Telegram id; else None.

        Raises SharedAccountError for an account that is no person's.
        """
        member = await self._members.by_number("".join(written.split()))
        if member is not None:
            return (member.telegram_id, member) if member.telegram_id and member.active else None
        if not (written.isascii() and written.isdigit()) or len(written) > 15:
            return None
        account = int(written)
        if account in SHARED_ACCOUNTS:
            raise SharedAccountError(account)
        return account, await self._members.by_account(account)

    async def unit(self, written: str) -> str:
        """The unit that is meant; raises AudienceError."""
        return unit_named(await self._members.units(), written)

    async def audience(self, written: str) -> tuple[Term, ...]:
        """The terms of an audience expression, its units spelt as on the list; raises AudienceError."""
        terms: list[Term] = []
        for term in parse(written):
            if term.kind is TermKind.UNIT:
                terms.append(Term(TermKind.UNIT, await self.unit(term.value)))
            elif term.kind is TermKind.MISSING:
                # Missing from a campaign means asked by it: its own audience comes along.
                asked = await self._campaigns.asked_by(int(term.value))
                if asked is None:
                    raise AudienceError(f"Belum ada ikrar bernomor {term.value}.")
                terms += [*asked, term]
            else:
                terms.append(term)
        return tuple(dict.fromkeys(terms))

    async def release(self, account: int, entry: AuditEntry) -> bool:
        """Unties an account from its employee; False when it was not tied."""
        return await self._accounts.release(account, entry)

    async def note(self, entry: AuditEntry) -> None:
        """Logs an act that changes nothing else in the database."""
        await self._log.add(entry)

    async def log(self, limit: int, before: int | None = None) -> list[AuditEntry]:
        """The latest acts, newest first."""
        return await self._log.recent(limit, before=before)

    async def _holds(self, change: Change) -> bool:
        held = await self._roles.in_force(change.role)
        return any(one.telegram_id == change.account and one.unit == change.unit for one in held)

    async def _change_of(self, proposal: Proposal) -> Change:
        content = proposal.content
        member = await self._members.by_account(content["account"])
        return Change(content["gives"], Role(content["role"]), content["account"], content["unit"], member)


def _has_left(change: Change) -> bool:
    """Whether it would give a role to somebody who is no longer on the list."""
    return change.gives and change.member is not None and not change.member.active
