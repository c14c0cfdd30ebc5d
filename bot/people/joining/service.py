"""How a Telegram account becomes an employee's: by his own telephone number, or by a code that HR issued.

The employee confirms who he is before anything is tied; a second account needs HR's word. Failed attempts
are limited. Knows no Telegram and no SQL.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum

from bot.clock import Clock
from bot.people import audit
from bot.people.audit import Act, AuditEntry
from bot.people.dialogue import Conversation, Dialogues, Draft, parsed
from bot.people.joining import codes
from bot.people.keyring import Keyring
from bot.people.member import Member
from bot.people.ports import Accounts, Joins, Members
from bot.people.records import Bound, Move
from bot.people.roster.compare import seal

FLOW = "join"
MOST_FAILURES = 5
FAILURES_WITHIN = timedelta(hours=1)
CLAIM_HOLDS = timedelta(hours=1)
ASK_AGAIN = timedelta(hours=1)


class Step(StrEnum):
    """Where somebody who wants to join stands; the value names the text that he is told."""

    CONFIRM = "confirm"  # Found; he must say that it is him.
    JOINED = "joined"
    ALREADY = "already"
    OTHER = "other"  # This account has joined as somebody else.
    ASKED = "asked"  # Another account has joined as him: HR decides.
    ASKED_BEFORE = "asked_before"
    UNKNOWN = "unknown"  # No such telephone on the list.
    AMBIGUOUS = "ambiguous"  # Several employees share it.
    WRONG = "wrong"  # No such code.
    SPENT = "spent"
    EXPIRED = "expired"
    LIMITED = "limited"
    STALE = "stale"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a step; `moved_from` is the account that lost the employee, `move` the request to HR."""

    step: Step
    member: Member | None = None
    move: Move | None = None
    moved_from: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The employee that an account claims to be, and how it was found.

    `digest` is that of the code, if any.
    """

    person: int
    how: str
    digest: str | None


class Joining:
    """The use case; one object serves everybody. Accounts are Telegram user ids.

    A claim is a draft of the account's private chat, whose number is the account's own.
    """

    def __init__(
        self,
        members: Members,
        accounts: Accounts,
        joins: Joins,
        dialogues: Dialogues,
        keys: Keyring,
        clock: Clock,
    ) -> None:
        self._members = members
        self._accounts = accounts
        self._joins = joins
        self._dialogues = dialogues
        self._keys = keys
        self._clock = clock

    async def by_contact(self, account: int, phone: str) -> Outcome:
        """Looks for the owner of a telephone number; the caller has made sure that it is his own."""
        if (before := await self._before(account)) is not None:
            return before
        found = await self._members.by_phone(seal(self._keys, _international(phone)) or "")
        if len(found) == 1:
            return await self._claim(account, found[0], "contact", None)
        await self._joins.note_failure(account, self._clock.now())
        return Outcome(Step.AMBIGUOUS if found else Step.UNKNOWN)

    async def by_code(self, account: int, typed: str) -> Outcome:
        """Finds the employee that a code was issued to."""
        if (before := await self._before(account)) is not None:
            return before
        plain = codes.tidy(typed)
        digest = codes.digest(self._keys, plain) if plain else ""
        found = await self._joins.code(digest) if plain else None
        if found is not None and found.used_at is None and found.expires_at > self._clock.now():
            return await self._claim(account, found.member, "code", digest)
        await self._joins.note_failure(account, self._clock.now())
        if found is None:
            return Outcome(Step.WRONG)
        return Outcome(Step.SPENT if found.used_at else Step.EXPIRED)

    async def confirm(self, account: int, person: int) -> Outcome:
        """The user confirms his claim: ties the account, unless the employee has another one.

        Raises ShapeError where his claim cannot be read any more.
        """
        claim = await self._claimed(account)
        if claim is None or claim.person != person:
            member = await self._members.by_account(account)
            # A second tap on the same button finds the work done.
            return Outcome(Step.ALREADY, member) if member and member.id == person else Outcome(Step.STALE)
        now = self._clock.now()
        actor = audit.telegram(account)
        entry = AuditEntry(actor, Act.JOINED, audit.person(person), now, {"how": claim.how})
        bound, before = await self._accounts.bind(
            person_id=person, telegram_id=account, how=claim.how, digest=claim.digest, entry=entry
        )
        await self.give_up(account)
        member = await self._members.by_id(person)
        if bound is Bound.TAKEN and member is not None:
            return await self._ask_to_move(account, member)
        return Outcome(_STEPS[bound], member, moved_from=before)

    async def give_up(self, account: int) -> None:
        """The user denies or drops the claim, which is deleted."""
        await self._dialogues.drop_draft(_private(account), FLOW)

    async def decide_move(self, number: int, by: int, *, allow: bool) -> Outcome:
        """HR's decision on a second account; the caller has checked the authority of `by`."""
        move = await self._joins.move(number)
        if move is None:
            return Outcome(Step.STALE)
        now = self._clock.now()
        act = Act.MOVE_ALLOWED if allow else Act.MOVE_REFUSED
        detail = {"request": number, "account": audit.telegram(move.telegram_id)}
        entry = AuditEntry(audit.telegram(by), act, audit.person(move.member.id), now, detail)
        bound, before = await self._joins.decide_move(
            number, by=audit.telegram(by), allow=allow, at=now, entry=entry
        )
        step = Step.JOINED if bound is Bound.DONE else _STEPS[bound]
        return Outcome(step, move.member, move, before)

    async def _before(self, account: int) -> Outcome | None:
        """The outcome if an attempt must not start: already joined, or too many failures; else None."""
        member = await self._members.by_account(account)
        if member is not None and member.active:
            return Outcome(Step.ALREADY, member)
        since = self._clock.now() - FAILURES_WITHIN
        if await self._joins.failures(account, since) >= MOST_FAILURES:
            return Outcome(Step.LIMITED)
        return None

    async def _claim(self, account: int, member: Member, how: str, digest: str | None) -> Outcome:
        if not member.active:
            return Outcome(Step.GONE)
        claim = Draft(secrets.token_hex(8), asdict(Claim(member.id, how, digest)), self._clock.now())
        await self._dialogues.keep_draft(_private(account), FLOW, claim)
        return Outcome(Step.CONFIRM, member)

    async def _ask_to_move(self, account: int, member: Member) -> Outcome:
        now = self._clock.now()
        number, is_new = await self._joins.ask_to_move(person_id=member.id, telegram_id=account, at=now)
        move = await self._joins.move(number)
        # HR may have missed the first request, so it is sent again.
        is_old = move is not None and now - move.asked_at > ASK_AGAIN
        return Outcome(Step.ASKED if is_new or is_old else Step.ASKED_BEFORE, member, move)

    async def _claimed(self, account: int) -> Claim | None:
        """Whom this account claims to be, unless that was long ago."""
        draft = await self._dialogues.draft(_private(account), FLOW)
        if draft is None or self._clock.now() - draft.updated_at > CLAIM_HOLDS:
            return None
        return parsed(FLOW, Claim, draft.state)


_STEPS = {
    Bound.DONE: Step.JOINED,
    Bound.ALREADY: Step.ALREADY,
    Bound.OTHER: Step.OTHER,
    Bound.SPENT: Step.SPENT,
    Bound.GONE: Step.GONE,
}


def _private(account: int) -> Conversation:
    return Conversation(audit.telegram(account), account)


def _international(phone: str) -> str:
    """+62…, from Telegram's way to write it, which always has the country code and sometimes the plus."""
    return "+" + "".join(letter for letter in phone if letter.isdigit())
