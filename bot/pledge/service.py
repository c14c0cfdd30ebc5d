"""A pledge campaign from opening to recap: asked, confirmed, objected to, reminded, closed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.outbox.model import Broadcast, BroadcastKind, BroadcastRequest, Content, When
from bot.outbox.service import Outbox
from bot.people.audience import Term, TermKind
from bot.people.audit import Act, AuditEntry
from bot.people.authority import Role
from bot.people.member import Member
from bot.people.staff import Staff
from bot.pledge.ledger import Row, text_hash
from bot.pledge.model import Campaign, Counts, Entry, Note, NoteKind, PledgeTap, PledgeText, Result
from bot.pledge.ports import Campaigns, Ledger, PledgeRecorder, Pledges, Recaps
from bot.rulebook.model import Pledge

NUDGES = (7, 3, 1)
"""On how many days before the last one who is missing is reminded."""
SEEN_SIGNS = 8
"""How much of a text's hash a button carries."""
_SAME_WITHIN = timedelta(minutes=1)
_HEADING = re.compile(r"\s*#*\s*(?P<title>[^\n]{3,120})\n+(?P<body>\S.*)", re.DOTALL)


class PledgeError(Exception):
    """A campaign cannot be opened like this; the text is one Indonesian sentence."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How HR opens a campaign; `opens` None means now, `first` is who is asked before the others."""

    audience: str
    deadline: datetime
    by: str
    opens: datetime | None = None
    first: str = ""


class Pledging:
    """The use case; `by` is an actor of the audit log, accounts are Telegram user ids."""

    def __init__(
        self,
        *,
        campaigns: Campaigns,
        recorder: PledgeRecorder,
        pledges: Pledges,
        recaps: Recaps,
        ledger: Ledger,
        staff: Staff,
        outbox: Outbox,
        clock: Clock,
        invitation: Callable[[Campaign], Content],
    ) -> None:
        self._campaigns = campaigns
        self._recorder = recorder
        self._pledges = pledges
        self._recaps = recaps
        self._ledger = ledger
        self._staff = staff
        self._outbox = outbox
        self._clock = clock
        self._invitation = invitation

    async def open(
        self,
        text: PledgeText,
        audience: str,
        deadline: datetime,
        by: str,
        *,
        opens: datetime | None = None,
        first: str = "",
    ) -> tuple[Campaign, Broadcast]:
        """Opens a campaign and asks everybody, or `first` only who is to sign first, in one transaction.

        Raises AudienceError or PledgeError, and then nothing is kept.
        """
        opened = await self._open([text], Opening(audience, deadline, by, opens, first), None)
        if opened is None:
            raise RuntimeError("a campaign without a draft was not kept")
        return opened[0]

    async def open_draft(
        self, draft: str, texts: Sequence[PledgeText], opening: Opening
    ) -> list[tuple[Campaign, Broadcast]] | None:
        """The same for each text of what was put together as `draft`, which ends with it: all or none.

        None where the draft has ended before. Raises like `open`, and then the draft is still there.
        """
        if not texts:
            raise PledgeError("Pilih dulu naskah ikrarnya.")
        return await self._open(texts, opening, draft)

    async def of_draft(self, draft: str) -> list[Campaign]:
        """What has become of a draft that was opened."""
        return await self._campaigns.of_draft(draft)

    async def _open(
        self, texts: Sequence[PledgeText], opening: Opening, draft: str | None
    ) -> list[tuple[Campaign, Broadcast]] | None:
        now = self._clock.now()
        terms = await self._staff.audience(opening.audience)
        if any(term.kind is TermKind.MISSING for term in terms):
            raise PledgeError("Sasaran ikrar tidak boleh memakai belum:NOMOR; pakai ingatkan.")
        if any(term == Term(TermKind.ROLE, Role.OWNER.value) for term in terms):
            # Owners stand in the settings, not on the list; they are asked as the employees that they are.
            raise PledgeError(
                "Sasaran ikrar tidak boleh memakai peran:pemilik; pemilik diminta sebagai pegawai."
            )
        # To the minute: a rehearsal's clock begins anew with each command, and none must come too early.
        opens_at = opening.opens or now.replace(second=0, microsecond=0)
        if opening.deadline <= max(now, opens_at):
            raise PledgeError("Batas waktu ikrar harus sesudah pembukaannya dan belum lewat.")
        asked = f"{opening.audience} + {opening.first}" if opening.first else opening.audience
        wanted = []
        for text in texts:
            campaign = Campaign(
                0, text, opening.audience, terms, opens_at, opening.deadline, opening.by, opening.first
            )
            entry = AuditEntry(
                opening.by, Act.PLEDGE_OPENED, "", now, {"text": text.id, "version": text.version}
            )
            invitation = await self._outbox.placing(
                self._order(campaign, asked, BroadcastKind.PLEDGE, opening.by)
            )
            wanted.append((campaign, entry, invitation))
        numbers = await self._campaigns.open(wanted, self._invitation, now, draft)
        if numbers is None:
            return None
        return [
            (await self._found(campaign), await self._outbox.placed(broadcast))
            for campaign, broadcast in numbers
        ]

    async def ask_everybody(self, campaign: Campaign, by: str) -> Broadcast | None:
        """Asks those who were not to sign first; None when that was done before, or is too late."""
        now, found = self._clock.now(), await self._found(campaign.id)
        if found.closed_at is not None or found.deadline <= now:
            return None
        return await self._invite(found, self._order(found, f"belum:{campaign.id}", BroadcastKind.PLEDGE, by))

    async def remind(self, campaign: Campaign, by: str) -> Broadcast:
        """Asks once more whoever has not pledged; also what invites again after a restore.

        Whoever orders the same again within a minute, be it another person, finds it done.
        """
        new = await self._outbox.placing(
            self._order(campaign, f"belum:{campaign.id}", BroadcastKind.MANUAL, by)
        )
        number = await self._campaigns.remind(campaign.id, new, self._clock.now() - _SAME_WITHIN)
        return await self._outbox.placed(number)

    async def confirm(self, account: int, number: int, seen: str) -> Result:
        """A tap on "Saya berikrar"; it returns once what came of it is committed."""
        return await self._recorder.record(PledgeTap(account, number, seen, self._clock.now()))

    async def note(self, member: Member, campaign: Campaign, kind: NoteKind, text: str) -> int:
        """Keeps a question or an objection."""
        return await self._pledges.add_note(
            campaign.id, person_id=member.id, kind=kind, text=text, at=self._clock.now()
        )

    async def close(self, number: int, by: str) -> bool:
        """Ends a campaign before its deadline, and what is still on its way to ask for it."""
        entry = AuditEntry(by, Act.PLEDGE_CLOSED, f"campaign:{number}", self._clock.now())
        if not await self._campaigns.close(number, self._clock.now(), entry):
            return False
        for one in await self._outbox.running():
            if one.order.campaign == number:
                await self._outbox.cancel(one.id, by)
        return True

    async def find(self, number: int) -> Campaign | None:
        """One campaign."""
        return await self._campaigns.find(number)

    async def recent(self, limit: int) -> list[Campaign]:
        """The latest campaigns, newest first."""
        return await self._campaigns.recent(limit)

    async def waiting_for(self, person: int) -> list[Campaign]:
        """The open campaigns that ask this person and that he has not pledged in, the soonest end first."""
        return await self._campaigns.waiting_for(person, self._clock.now())

    async def nudge(self, zone: ZoneInfo) -> int:
        """Orders today's reminders for 08.00 of everybody's zone, once; returns for how many campaigns."""
        now = self._clock.now()
        today = now.astimezone(zone).date()
        count = 0
        for campaign in await self._campaigns.open_now(now):
            last_day = (campaign.deadline - timedelta(seconds=1)).astimezone(zone).date()
            days = (last_day - today).days
            # Who was asked today needs no reminder yet, and HR's usual deadline is a week away.
            asked = max(campaign.invited_at, campaign.opens_at) if campaign.invited_at else None
            is_due = days in NUDGES and asked is not None and asked.astimezone(zone).date() < today
            if not is_due:
                continue
            when = When(datetime.combine(today, time(8), zone), True, campaign.deadline)
            order = self._order(campaign, f"belum:{campaign.id}", BroadcastKind.NUDGE, "bot", when)
            new = await self._outbox.placing(order)
            placed = await self._campaigns.nudge(campaign.id, days=days, new=new)
            if placed is not None:
                await self._outbox.placed(placed)
                count += 1
        return count

    def is_open(self, campaign: Campaign) -> bool:
        """Whether a tap counts now."""
        return campaign.is_open(self._clock.now())

    def is_early(self, campaign: Campaign) -> bool:
        """Whether it is yet to open."""
        return campaign.closed_at is None and self._clock.now() < campaign.opens_at

    async def notes(self, campaign: Campaign, kind: NoteKind, limit: int) -> list[Note]:
        """The latest questions or objections."""
        return await self._pledges.notes(campaign.id, kind, limit=limit)

    async def by_unit(self, campaign: Campaign) -> list[Counts]:
        """Who stands where, by unit."""
        return await self._recaps.by_unit(campaign.id, campaign.terms)

    async def everybody(self, campaign: Campaign, tops: Sequence[str] | None) -> list[Entry]:
        """Who stands where, by person; `tops` limits to subtrees."""
        return await self._recaps.everybody(campaign.id, campaign.terms, tops)

    async def of_person(self, person: int) -> list[tuple[Campaign, int, datetime]]:
        """Everything a person has pledged."""
        return await self._pledges.of_person(person)

    async def row(self, seq: int) -> Row | None:
        """One row of the ledger."""
        return await self._ledger.by_seq(seq)

    async def receipt(self, seq: int) -> tuple[str, datetime] | None:
        """(unit, time) of the pledge in a row."""
        return await self._pledges.receipt(seq)

    async def _invite(self, campaign: Campaign, order: BroadcastRequest) -> Broadcast | None:
        new = await self._outbox.placing(order)
        placed = await self._campaigns.invite(campaign.id, self._clock.now(), new)
        return None if placed is None else await self._outbox.placed(placed)

    def _order(
        self, campaign: Campaign, audience: str, sort: BroadcastKind, by: str, when: When | None = None
    ) -> BroadcastRequest:
        if when is None:
            start = campaign.opens_at if campaign.opens_at > self._clock.now() else None
            when = When(start, expires=campaign.deadline)
        return BroadcastRequest(
            sort,
            self._invitation(campaign),
            audience,
            when,
            by,
            obligatory=True,
            title=campaign.text.title,
            campaign=campaign.id,
        )

    async def _found(self, number: int) -> Campaign:
        found = await self._campaigns.find(number)
        if found is None:
            raise LookupError(f"no campaign {number}")
        return found


def text_of(pledge: Pledge) -> PledgeText:
    """A text of the rule base, laid out as it is shown and hashed."""
    points = "\n".join(f"{n}. {point}" for n, point in enumerate(pledge.points, 1))
    return PledgeText(
        pledge.id, pledge.version, pledge.title, f"{pledge.opening}\n\n{points}\n\n{pledge.closing}"
    )


def own_text(written: str) -> PledgeText:
    """An office's own text: the first entry is its title; raises PledgeError.

    Its id is made of its words, so that the same words are the same text and others are another.
    """
    found = _HEADING.fullmatch(written.strip().replace("\r\n", "\n"))
    if found is None:
        raise PledgeError("Naskah sendiri: baris pertama judulnya, lalu isinya di bawah.")
    title, body = found["title"].strip(" *#"), found["body"].strip()
    return PledgeText(f"kantor-{text_hash(f'{title}{body}')[:8]}", "1", title, body)


def deadline_on(day: datetime, zone: ZoneInfo) -> datetime:
    """The end of that day in the office's zone."""
    local = day.astimezone(zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
