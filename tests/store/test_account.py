"""Accounts and employees: tied one to one, by whoever comes first, and untied."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.people.audit import Act
from bot.people.records import Bound
from bot.people.roster.compare import Changes, compare
from bot.store.desk.audit import AuditStore
from bot.store.people.account import AccountStore
from bot.store.people.joining import JoiningStore
from bot.store.people.member import MemberStore
from bot.store.people.roster import RosterStore
from bot.store.tables import account as accounts
from tests.people.made import AT, entry, line, listing
from tests.people.made import member as somebody
from tests.people.on_record import at_once, employ, rows

HOUR = timedelta(hours=1)


async def bind(db, person_id, telegram_id, digest=None, at=AT):
    return await AccountStore(db).bind(
        person_id=person_id, telegram_id=telegram_id, how="code", digest=digest, entry=line(Act.JOINED, at=at)
    )


async def issue(db, person_id, digest, at=AT):
    await JoiningStore(db).issue([(person_id, digest)], at + HOUR, line(Act.CODE_ISSUED, at=at))


async def test_somebody_who_has_not_joined_joins(db):
    (ani,) = await employ(db, somebody("11"))
    assert await bind(db, ani.id, 901) == (Bound.DONE, None)
    assert (await MemberStore(db).by_account(901)).id == ani.id


async def test_how_and_when_he_joined_is_kept(db):
    (ani,) = await employ(db, somebody("11"))
    await bind(db, ani.id, 2**40)
    (tied,) = await rows(db, accounts)
    assert tied | {"telegram_id": 2**40, "person_id": ani.id, "how": "code", "joined_at": AT} == tied


async def test_joining_twice_with_the_same_account_is_once(db):
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    assert await bind(db, ani.id, 901) == (Bound.ALREADY, None)


async def test_an_account_that_has_joined_as_somebody_else_is_told(db):
    _, budi = await employ(db, somebody("11", telegram_id=901), somebody("22"))
    assert await bind(db, budi.id, 901) == (Bound.OTHER, None)


async def test_an_employee_whom_another_account_has_joined_as_is_taken(db):
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    assert await bind(db, ani.id, 902) == (Bound.TAKEN, None)


@pytest.mark.parametrize("person_id", [1, 99])
async def test_who_has_left_or_never_was_cannot_be_joined_as(db, person_id):
    await employ(db, somebody("11", active=False))
    assert await bind(db, person_id, 901) == (Bound.GONE, None)


async def test_the_account_of_somebody_who_has_left_may_join_as_another(db):
    _, budi = await employ(db, somebody("11", telegram_id=901, active=False), somebody("22"))
    assert await bind(db, budi.id, 901) == (Bound.DONE, None)
    assert [row["person_id"] for row in await rows(db, accounts)] == [budi.id]


async def test_a_code_is_used_up_by_joining(db):
    (ani,) = await employ(db, somebody("11"))
    await issue(db, ani.id, "c1")
    assert await bind(db, ani.id, 901, "c1") == (Bound.DONE, None)
    assert (await JoiningStore(db).code("c1")).used_at == AT


async def test_a_used_code_ties_nobody(db):
    (ani,) = await employ(db, somebody("11"))
    await issue(db, ani.id, "c1")
    await bind(db, ani.id, 901, "c1")
    assert await bind(db, ani.id, 902, "c1") == (Bound.SPENT, None)


async def test_a_replaced_code_ties_nobody(db):
    (ani,) = await employ(db, somebody("11"))
    await issue(db, ani.id, "c1")
    await issue(db, ani.id, "c2")
    assert await bind(db, ani.id, 901, "c1") == (Bound.SPENT, None)


async def test_a_code_ties_only_whom_it_was_issued_to(db):
    ani, budi = await employ(db, somebody("11"), somebody("22"))
    await issue(db, ani.id, "c1")
    assert await bind(db, budi.id, 901, "c1") == (Bound.SPENT, None)


async def test_a_code_issued_after_he_had_joined_moves_him(db):
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    await issue(db, ani.id, "c1")
    assert await bind(db, ani.id, 902, "c1") == (Bound.DONE, 901)
    assert [row["telegram_id"] for row in await rows(db, accounts)] == [902]


async def test_a_code_issued_the_moment_he_joined_moves_him(db):
    (ani,) = await employ(db, somebody("11"))
    await bind(db, ani.id, 901, at=AT)
    await issue(db, ani.id, "c1", at=AT)
    assert await bind(db, ani.id, 902, "c1") == (Bound.DONE, 901)


async def test_a_code_issued_before_he_joined_otherwise_moves_nobody(db):
    (ani,) = await employ(db, somebody("11"))
    await bind(db, ani.id, 901, at=AT + HOUR / 2)
    await issue(db, ani.id, "c1", at=AT)
    assert await bind(db, ani.id, 902, "c1", at=AT + HOUR / 2) == (Bound.TAKEN, None)


async def test_a_code_out_of_date_ties_nobody(db):
    (ani,) = await employ(db, somebody("11"))
    await issue(db, ani.id, "c1", at=AT)
    assert await bind(db, ani.id, 901, "c1", at=AT + HOUR) == (Bound.SPENT, None)


async def test_whoever_joins_without_his_code_makes_it_void(db):
    (ani,) = await employ(db, somebody("11"))
    await issue(db, ani.id, "c1")
    await bind(db, ani.id, 901)
    assert await bind(db, ani.id, 902, "c1") == (Bound.SPENT, None)


async def test_joining_is_written_down_and_failing_to_is_not(db):
    (ani,) = await employ(db, somebody("11"))
    await bind(db, ani.id, 901)
    await bind(db, ani.id, 902)
    assert [one.act for one in await AuditStore(db).recent(9)] == [Act.JOINED]


async def test_of_two_accounts_that_claim_one_employee_at_once_one_gets_him(two_processes):
    (ani,) = await employ(two_processes[0], somebody("11"))
    bound = await at_once(*(bind(db, ani.id, 901 + n) for n, db in enumerate(two_processes)))
    assert sorted(bound) == [(Bound.DONE, None), (Bound.TAKEN, None)]


async def test_of_two_accounts_with_one_code_at_once_one_uses_it(two_processes):
    (ani,) = await employ(two_processes[0], somebody("11"))
    await issue(two_processes[0], ani.id, "c1")
    bound = await at_once(*(bind(db, ani.id, 901 + n, "c1") for n, db in enumerate(two_processes)))
    assert sorted(bound) == [(Bound.DONE, None), (Bound.SPENT, None)]


async def test_one_account_that_claims_two_employees_at_once_gets_one(two_processes):
    both = await employ(two_processes[0], somebody("11"), somebody("22"))
    bound = await at_once(*(bind(db, one.id, 901) for db, one in zip(two_processes, both, strict=True)))
    assert sorted(bound) == [(Bound.DONE, None), (Bound.OTHER, None)]


async def test_a_released_account_is_free_and_so_is_the_employee(db):
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    assert await AccountStore(db).release(901, line(Act.RELEASED)) is True
    assert await bind(db, ani.id, 902) == (Bound.DONE, None)


async def test_an_account_that_was_not_tied_is_not_released_and_nothing_is_written_down(db):
    assert await AccountStore(db).release(901, line(Act.RELEASED)) is False
    assert await AuditStore(db).recent(9) == []


async def apply(db, *entries):
    changes = compare(listing(*entries), await MemberStore(db).everybody())
    await RosterStore(db).apply(
        changes, base_version=await RosterStore(db).base_version(), draft=None, by="tg:1", at=AT, entry=line()
    )
    return {row["telegram_id"]: row["person_id"] for row in await rows(db, accounts)}


async def test_a_list_ties_the_accounts_that_it_names(db):
    (ani,) = await employ(db, somebody("11"))
    tied = await apply(db, entry("11", telegram_id=901), entry("22", "Budi", telegram_id=902))
    assert tied == {901: ani.id, 902: ani.id + 1}


async def test_a_list_takes_an_account_from_somebody_who_has_left(db):
    _old, ani = await employ(db, somebody("22", telegram_id=901, active=False), somebody("11"))
    assert await apply(db, entry("11", telegram_id=901)) == {901: ani.id}


async def test_a_list_that_ties_an_account_makes_his_code_void(db):
    (ani,) = await employ(db, somebody("11"))
    await issue(db, ani.id, "c1")
    await apply(db, entry("11", telegram_id=901))
    assert (await JoiningStore(db).code("c1")).used_at == AT


async def test_a_list_takes_no_account_from_somebody_who_joined_while_it_was_compared(db):
    _ani, budi = await employ(db, somebody("11"), somebody("22"))
    here = listing(entry("11", telegram_id=901), entry("22"))
    changes = compare(here, await MemberStore(db).everybody())
    await bind(db, budi.id, 901)
    await RosterStore(db).apply(changes, base_version=0, draft=None, by="tg:1", at=AT, entry=line())
    assert (await MemberStore(db).by_account(901)).id == budi.id


async def test_a_list_ties_another_account_to_somebody_whom_the_bot_could_not_reach(db):
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    await AccountStore(db).reach(901, AT)
    assert await apply(db, entry("11", telegram_id=902)) == {902: ani.id}


async def test_who_a_list_lets_go_keeps_his_account_in_case_he_returns(db):
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    await RosterStore(db).apply(
        Changes(left=(ani,)), base_version=0, draft=None, by="tg:1", at=AT, entry=line()
    )
    assert await apply(db, entry("11")) == {901: ani.id}
