"""The recap counts as a person would who goes through the list by hand, whatever the list."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update

from bot.people import keyring
from bot.people.audience import Term, TermKind
from bot.people.audit import Act, AuditEntry
from bot.people.authority import within
from bot.people.member import Member
from bot.pledge.ledger import PLEDGE, Row
from bot.pledge.model import Campaign, Counts, NoteKind, PledgeTap, PledgeText, Standing
from bot.store.engine.db import Database
from bot.store.pledge import ledger
from bot.store.pledge.campaign import CampaignStore
from bot.store.pledge.ledger import LedgerStore
from bot.store.pledge.pledge import PledgeStore
from bot.store.pledge.recap import RecapStore
from bot.store.pledge.recording import PledgeRecorder
from bot.store.tables import account, pledge_note, role_grant
from bot.store.tables import person as people_table
from bot.store.tables import pledge as pledges
from tests.people.made import AT, people
from tests.people.made import member as somebody
from tests.people.on_record import employ

KEYS = keyring.fresh()
TEXT = PledgeText("ikrar", "1", "Ikrar", "Saya berikrar …")
ALL = (Term(TermKind.ALL),)
TERMS = st.sampled_from(
    [
        ALL,
        (Term(TermKind.UNIT, "Dinas A"),),
        (Term(TermKind.STATUS, "PPNPN"),),
        (Term(TermKind.ROLE, "kepala"),),
        (Term(TermKind.UNIT, "Dinas A"), Term(TermKind.STATUS, "PNS")),
    ]
)
TOPS = st.none() | st.lists(
    st.sampled_from(["Dinas A", "Dinas A/Bidang 1", "Dinas AB", "Dinas Z"]), max_size=2
)


@dataclass(frozen=True)
class Deeds:
    """What one employee has done about the campaign, and what else is known of him."""

    pledged: bool
    objected: bool
    asked: int
    is_unreachable: bool
    is_head: bool


_EITHER = st.booleans()
DEEDS = st.builds(Deeds, _EITHER, _EITHER, st.integers(0, 2), _EITHER, _EITHER)


def standing(one: Member, deeds: Deeds) -> Standing:
    if deeds.pledged:
        return Standing.CONFIRMED
    if deeds.objected:
        return Standing.OBJECTED
    if one.telegram_id is None:
        return Standing.NOT_JOINED
    return Standing.UNREACHABLE if deeds.is_unreachable else Standing.PENDING


def holds(one: Member, deeds: Deeds, term: Term) -> bool:
    match term.kind:
        case TermKind.UNIT:
            return within(one.unit, term.value)
        case TermKind.STATUS:
            return one.status == term.value
        case TermKind.ROLE:
            return deeds.is_head and one.telegram_id is not None
        case _:
            return True


def counted(asked: Sequence[tuple[Member, Deeds]]) -> list[Counts]:
    found = []
    for unit in sorted({one.unit for one, _ in asked}):
        here = [(one, deeds) for one, deeds in asked if one.unit == unit]
        stand = Counter(standing(one, deeds).value for one, deeds in here)
        found.append(Counts(unit, **stand, questions=sum(deeds.asked > 0 for _, deeds in here)))
    return found


async def wipe(db: Database) -> None:
    """Everything but the ledger, which nobody can empty."""
    async with db.write() as connection:
        for table in (pledge_note, pledges, role_grant, account, people_table):
            await connection.execute(delete(table))


async def opened(db: Database, terms: Sequence[Term]) -> int:
    one = Campaign(0, TEXT, "semua", terms, AT, AT.replace(year=2027), "tg:1")
    return await CampaignStore(db).add(one, AT, AuditEntry("tg:1", Act.PLEDGE_OPENED, "", AT))


async def carry_out(db: Database, number: int, done: Sequence[tuple[Member, Deeds]]) -> None:
    """Straight into the tables: somebody may have pledged who has no account any more."""
    async with db.write() as connection:
        for one, deeds in done:
            if deeds.pledged:
                new = Row(0, PLEDGE, number, TEXT.hash, "1", str(one.id), "", AT.isoformat(), "")
                (row,) = await ledger.append(db, connection, [new])
                on_record = {"campaign_id": number, "person_id": one.id, "seq": row.seq}
                await connection.execute(insert(pledges).values(**on_record, unit=one.unit, at=AT))
            if deeds.is_unreachable:
                who = account.c.person_id == one.id
                await connection.execute(update(account).where(who).values(unreachable_at=AT))
            if deeds.is_head and one.telegram_id is not None:
                grant = {"role": "kepala", "telegram_id": one.telegram_id, "unit": one.unit}
                await connection.execute(insert(role_grant).values(**grant, granted_by="cli", granted_at=AT))
    for one, deeds in done:
        notes = [NoteKind.OBJECTION] * deeds.objected + [NoteKind.QUESTION] * deeds.asked
        for kind in notes:
            await PledgeStore(db).add_note(number, person_id=one.id, kind=kind, text="kata", at=AT)


async def agrees(
    db: Database, present: list[Member], deeds: list[Deeds], terms: Sequence[Term], tops: list[str] | None
) -> None:
    await wipe(db)
    employed = await employ(db, *present)
    done = list(zip(employed, deeds, strict=False))
    other, number = await opened(db, ALL), await opened(db, terms)
    await carry_out(db, number, done)
    # What is said to one campaign is not said to another.
    await carry_out(db, other, [(one, Deeds(False, True, 1, False, False)) for one, _ in done])
    asked = [(one, do) for one, do in done if one.active and all(holds(one, do, term) for term in terms)]
    units = await RecapStore(db).by_unit(number, terms)
    assert sorted(units, key=lambda one: one.unit) == counted(asked)
    seen = [(one, do) for one, do in asked if tops is None or any(within(one.unit, top) for top in tops)]
    entries = await RecapStore(db).everybody(number, terms, tops)
    assert sorted((entry.name, entry.unit, entry.standing) for entry in entries) == sorted(
        (one.name, one.unit, standing(one, do)) for one, do in seen
    )
    for one in employed:
        waits = number in [found.id for found in await CampaignStore(db).waiting_for(one.id, AT)]
        assert waits == any(who.id == one.id and not do.pledged for who, do in asked)


def test_the_recap_is_what_going_through_the_list_by_hand_gives(url):
    with asyncio.Runner() as runner:
        db = runner.run(Database.open(url))

        @settings(max_examples=15 if "sqlite" in url else 8, phases=[Phase.generate])
        @given(people(8), st.lists(DEEDS, min_size=8, max_size=8), TERMS, TOPS)
        def check(present, deeds, terms, tops):
            runner.run(agrees(db, present, deeds, terms, tops))

        try:
            check()
        finally:
            runner.run(db.close())


async def test_a_person_in_the_recap_carries_his_receipt(db):
    ani, budi = await employ(db, somebody("11", "Ani", telegram_id=901), somebody("22", "Budi"))
    number = await opened(db, ALL)
    (result,) = await PledgeRecorder(db, KEYS.hash).record_all([PledgeTap(901, number, TEXT.hash[:8], AT)])
    row = await LedgerStore(db).by_seq(result.seq)
    first, second = await RecapStore(db).everybody(number, ALL, None)
    assert (first.name, first.receipt, first.at) == (ani.name, row.receipt, AT)
    assert (second.name, second.receipt, second.at) == (budi.name, "", None)


def test_every_standing_has_its_count():
    assert {one.value for one in Standing} == {field.name for field in fields(Counts)} - {"unit", "questions"}
