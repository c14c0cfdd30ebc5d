"""What waits for a second person is decided once, and by another one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.people.audit import Act
from bot.people.authority import Role
from bot.people.records import RoleChange
from bot.store.desk.audit import AuditStore
from bot.store.desk.proposal import ProposalStore
from bot.store.people.role import RoleStore
from bot.store.tables import proposal as proposals
from tests.people.made import AT, line
from tests.people.on_record import at_once, rows

CONTENT = {"gives": True, "role": "hr", "account": 2**40, "unit": ""}


async def propose(db, by="tg:1"):
    return await ProposalStore(db).add(
        kind="role", content=CONTENT, by=by, at=AT, entry=line(Act.ROLE_PROPOSED)
    )


async def decide(db, number, by="tg:2", approved=True):
    wanted = RoleChange(True, Role.HR, 901, "", line(Act.ROLE_GRANTED, actor="tg:1")) if approved else None
    return await ProposalStore(db).decide(
        number, by, AT + timedelta(hours=1), line(Act.ROLE_APPROVED), wanted
    )


async def test_a_proposal_waits_as_it_was_made(db):
    found = await ProposalStore(db).find(await propose(db))
    assert (found.kind, found.content, found.asked_by, found.asked_at) == ("role", CONTENT, "tg:1", AT)
    assert found.approved is None


async def test_there_is_none_under_another_number(db):
    assert await ProposalStore(db).find(await propose(db) + 1) is None


@pytest.mark.parametrize("approved", [True, False])
async def test_a_second_person_decides(db, approved):
    number = await propose(db)
    assert await decide(db, number, approved=approved) is True
    assert (await ProposalStore(db).find(number)).approved is approved


async def test_nobody_decides_his_own(db):
    number = await propose(db)
    assert await decide(db, number, by="tg:1") is False
    assert (await ProposalStore(db).find(number)).approved is None


@pytest.mark.parametrize("by", ["tg:2", "tg:3"])
async def test_the_first_decision_stays(db, by):
    number = await propose(db)
    await decide(db, number, approved=False)
    assert await decide(db, number, by=by) is False
    assert (await ProposalStore(db).find(number)).approved is False


async def test_of_two_decisions_at_once_one_counts(two_processes):
    number = await propose(two_processes[0])
    decided = await at_once(*(decide(db, number, by=f"tg:{n}") for n, db in enumerate(two_processes, 2)))
    assert sorted(decided) == [False, True]


async def test_a_proposal_that_never_was_cannot_be_decided(db):
    assert await decide(db, 7) is False


async def test_who_decided_and_when_is_kept(db):
    await decide(db, await propose(db))
    (row,) = await rows(db, proposals)
    assert (row["decided_by"], row["decided_at"]) == ("tg:2", AT + timedelta(hours=1))


async def test_proposing_and_deciding_are_written_down_and_failing_to_is_not(db):
    number = await propose(db)
    await decide(db, number, by="tg:1")
    await decide(db, number)
    await decide(db, number)
    written = [one.act for one in reversed(await AuditStore(db).recent(9))]
    assert written == [Act.ROLE_PROPOSED, Act.ROLE_APPROVED, Act.ROLE_GRANTED]


@pytest.mark.parametrize(("approved", "held"), [(True, {Role.HR}), (False, set())])
async def test_what_was_proposed_is_carried_out_when_it_is_approved(db, approved, held):
    await decide(db, await propose(db), approved=approved)
    assert (await RoleStore(db).visitor(901)).authority.roles == held


async def test_what_was_proposed_is_not_carried_out_by_a_decision_that_does_not_count(db):
    await decide(db, await propose(db), by="tg:1")
    assert (await RoleStore(db).visitor(901)).authority.roles == set()
