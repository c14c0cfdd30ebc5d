"""Codes, failed attempts, and second accounts that wait for HR's word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import fixed
from bot.people import keyring
from bot.people.audit import Act
from bot.people.joining.service import Step
from bot.people.records import Bound
from bot.people.roster.compare import Changes, seal
from bot.store.desk.audit import AuditStore
from bot.store.people.account import AccountStore
from bot.store.people.joining import JoiningStore
from bot.store.people.member import MemberStore
from bot.store.people.privacy import PrivacyStore
from bot.store.people.roster import RosterStore
from bot.store.tables import account as accounts
from bot.store.tables import join_code
from tests.people.made import AT, line
from tests.people.made import member as somebody
from tests.people.on_record import at_once, employ, rows
from tests.support.use_cases import use_cases

HOUR = timedelta(hours=1)


async def issue(db, *kept, at=AT):
    await JoiningStore(db).issue(kept, at + HOUR, line(Act.CODE_ISSUED, at=at))


async def decide(db, number, allow):
    act = Act.MOVE_ALLOWED if allow else Act.MOVE_REFUSED
    return await JoiningStore(db).decide_move(number, by="tg:1", allow=allow, at=AT, entry=line(act))


async def test_a_code_is_found_with_whom_it_is_for_and_until_when(db):
    (ani,) = await employ(db, somebody("11"))
    await issue(db, (ani.id, "c1"))
    found = await JoiningStore(db).code("c1")
    assert (found.member, found.issued_at, found.expires_at, found.used_at) == (ani, AT, AT + HOUR, None)


async def test_an_unknown_code_is_not_found(db):
    assert await JoiningStore(db).code("c1") is None


async def test_a_new_code_makes_the_earlier_one_void(db):
    (ani,) = await employ(db, somebody("11"))
    await issue(db, (ani.id, "c1"))
    await issue(db, (ani.id, "c2"), at=AT + HOUR)
    assert [(await JoiningStore(db).code(code)).used_at for code in ("c1", "c2")] == [AT + HOUR, None]


async def test_a_new_code_leaves_the_codes_of_others_alone(db):
    ani, budi = await employ(db, somebody("11"), somebody("22"))
    await issue(db, (ani.id, "c1"))
    await issue(db, (budi.id, "c2"))
    assert (await JoiningStore(db).code("c1")).used_at is None


async def test_many_codes_are_issued_at_once_and_written_down_once(db):
    everybody = await employ(db, *(somebody(str(n)) for n in range(600)))
    await issue(db, *((one.id, f"c{one.id}") for one in everybody))
    assert len(await rows(db, join_code)) == 600
    assert len(await AuditStore(db).recent(9)) == 1


async def test_of_codes_issued_to_one_person_at_once_one_holds(two_processes):
    (ani,) = await employ(two_processes[0], somebody("11"))
    await at_once(*(issue(db, (ani.id, f"c{n}")) for n, db in enumerate(two_processes)))
    assert [row["used_at"] is None for row in await rows(two_processes[0], join_code)].count(True) == 1


async def test_failures_count_within_the_window_only(db):
    for minutes in (0, 59, 60, 61):
        await JoiningStore(db).note_failure(901, AT - timedelta(minutes=minutes))
    assert await JoiningStore(db).failures(901, AT - HOUR) == 3


async def test_every_failure_counts_but_only_for_the_account_that_failed(db):
    for telegram_id in (901, 901, 901, 902):
        await JoiningStore(db).note_failure(telegram_id, AT)
    assert await JoiningStore(db).failures(901, AT - HOUR) == 3


async def claimed(db, **claimant):
    """Ani, who has joined as 901 and whom 902 claims; the number of the request."""
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    number, _ = await JoiningStore(db).ask_to_move(person_id=ani.id, telegram_id=902, at=AT)
    return ani, number


async def test_a_claim_is_kept_with_whom_it_is_about(db):
    ani, number = await claimed(db)
    found = await JoiningStore(db).move(number)
    assert (found.id, found.member, found.telegram_id, found.asked_at, found.allowed) == (
        number, ani, 902, AT, None,
    )  # fmt: skip


async def test_repeating_a_claim_adds_none(db):
    ani, number = await claimed(db)
    assert await JoiningStore(db).ask_to_move(person_id=ani.id, telegram_id=902, at=AT + HOUR) == (
        number,
        False,
    )


async def test_after_a_refusal_it_may_be_claimed_again(db):
    ani, number = await claimed(db)
    await decide(db, number, allow=False)
    again, is_new = await JoiningStore(db).ask_to_move(person_id=ani.id, telegram_id=902, at=AT)
    assert (again != number, is_new) == (True, True)


async def test_an_allowed_move_gives_the_employee_to_the_claimant(db):
    _ani, number = await claimed(db)
    assert await decide(db, number, allow=True) == (Bound.DONE, 901)
    assert [(row["telegram_id"], row["how"]) for row in await rows(db, accounts)] == [(902, "move")]


async def test_a_refused_move_changes_nothing(db):
    ani, number = await claimed(db)
    assert await decide(db, number, allow=False) == (Bound.DONE, None)
    assert await MemberStore(db).by_account(901) == ani


@pytest.mark.parametrize("allow", [True, False])
async def test_a_move_is_decided_once(db, allow):
    _, number = await claimed(db)
    await decide(db, number, allow=False)
    assert await decide(db, number, allow) == (Bound.SPENT, None)


async def test_of_two_decisions_at_once_one_counts(two_processes):
    _, number = await claimed(two_processes[0])
    done = await at_once(*(decide(db, number, allow=True) for db in two_processes))
    assert sorted(done, key=str) == [(Bound.DONE, 901), (Bound.SPENT, None)]


async def test_a_decision_on_nothing_is_spent(db):
    assert await decide(db, 7, allow=True) == (Bound.SPENT, None)


async def test_a_move_to_somebody_who_has_left_is_not_made(db):
    ani, number = await claimed(db)
    await RosterStore(db).apply(
        Changes(left=(ani,)), base_version=0, draft=None, by="tg:1", at=AT, entry=line()
    )
    assert await decide(db, number, allow=True) == (Bound.GONE, None)
    assert await MemberStore(db).by_account(902) is None


async def test_a_claimant_who_has_joined_as_somebody_else_meanwhile_keeps_that(db):
    _, number = await claimed(db)
    (budi,) = await employ(db, somebody("22", telegram_id=902))
    assert await decide(db, number, allow=True) == (Bound.OTHER, None)
    assert await MemberStore(db).by_account(902) == budi


async def test_a_move_to_an_employee_who_was_released_meanwhile_takes_him_from_nobody(db):
    _, number = await claimed(db)
    await AccountStore(db).release(901, line(Act.RELEASED))
    assert await decide(db, number, allow=True) == (Bound.DONE, None)


async def test_a_claimant_whose_former_self_has_left_may_move(db):
    _, number = await claimed(db)
    await employ(db, somebody("22", telegram_id=902, active=False))
    assert await decide(db, number, allow=True) == (Bound.DONE, 901)


async def test_a_move_that_was_made_meanwhile_is_not_made_again(db):
    ani, number = await claimed(db)
    await AccountStore(db).release(901, line(Act.RELEASED))
    await AccountStore(db).bind(
        person_id=ani.id, telegram_id=902, how="code", digest=None, entry=line(Act.JOINED)
    )
    assert await decide(db, number, allow=True) == (Bound.ALREADY, None)


async def test_a_move_that_cannot_be_made_any_more_is_written_down_as_refused(db):
    ani, number = await claimed(db)
    await RosterStore(db).apply(
        Changes(left=(ani,)), base_version=0, draft=None, by="tg:1", at=AT, entry=line()
    )
    await decide(db, number, allow=True)
    assert (await JoiningStore(db).move(number)).allowed is False
    assert (await AuditStore(db).recent(1))[0].act is Act.MOVE_REFUSED


async def test_only_the_decision_that_counts_is_written_down(db):
    _, number = await claimed(db)
    await decide(db, number, allow=True)
    await decide(db, number, allow=False)
    assert [one.act for one in await AuditStore(db).recent(9)] == [Act.MOVE_ALLOWED]


async def test_the_button_for_an_erased_claim_decides_no_other(db):
    ani, number = await claimed(db)
    await PrivacyStore(db).forget(902, AT, line(Act.DATA_ERASED))
    another, _ = await JoiningStore(db).ask_to_move(person_id=ani.id, telegram_id=903, at=AT)
    assert another != number


async def test_who_confirms_after_the_list_was_put_right_never_joins_as_somebody_else(db):
    keys = keyring.fresh()
    join = use_cases(db, fixed(AT), keys).joining
    wrong = Changes(added=(somebody("11", "Ani", phone=seal(keys, "+62811")),))
    import_id = await RosterStore(db).apply(wrong, base_version=0, draft=None, by="tg:1", at=AT, entry=line())
    offered = await join.by_contact(901, "62811")
    await RosterStore(db).undo(import_id, "tg:1", AT, line(Act.ROSTER_UNDONE))
    right = Changes(added=(somebody("22", "Budi"), replace(wrong.added[0])))
    await RosterStore(db).apply(
        right, base_version=await RosterStore(db).base_version(), draft=None, by="tg:1", at=AT, entry=line()
    )
    assert (await join.confirm(901, offered.member.id)).step is Step.GONE
    assert await rows(db, accounts) == []
