"""Roles by Telegram account: given, taken, in force, and none for who has left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import fixed
from bot.people.audit import Act
from bot.people.authority import Role
from bot.people.records import RoleChange
from bot.people.roster.compare import Changes, Pair
from bot.people.staff import Change, Done
from bot.store.desk.audit import AuditStore
from bot.store.people.account import AccountStore
from bot.store.people.joining import JoiningStore
from bot.store.people.member import MemberStore
from bot.store.people.retention import RetentionStore
from bot.store.people.role import RoleStore
from bot.store.people.roster import RosterStore
from bot.store.tables import role_grant
from tests.people.made import AT, line
from tests.people.made import member as somebody
from tests.people.on_record import at_once, employ, rows
from tests.support.use_cases import use_cases


async def give(db, what=Role.HR, to=901, unit=""):
    return await RoleStore(db).change(RoleChange(True, what, to, unit, line(Act.ROLE_GRANTED)))


async def take(db, what=Role.HR, of=901, unit=""):
    return await RoleStore(db).change(RoleChange(False, what, of, unit, line(Act.ROLE_REVOKED)))


async def roles_of(db, telegram_id=901):
    return (await RoleStore(db).visitor(telegram_id)).authority.roles


async def test_a_role_that_is_given_is_held(db):
    await give(db)
    assert await roles_of(db) == {Role.HR}


async def test_a_role_is_given_once(db):
    assert [await give(db), await give(db)] == [True, False]


async def test_a_role_given_by_two_at_once_is_given_once(two_processes):
    assert sorted(await at_once(*(give(db) for db in two_processes))) == [False, True]


async def test_a_role_that_is_taken_is_not_held(db):
    await give(db)
    assert await take(db) is True
    assert await roles_of(db) == set()


async def test_a_role_that_is_not_held_is_not_taken(db):
    await give(db, Role.LEGAL)
    assert [await take(db), await take(db, Role.LEGAL, of=902)] == [False, False]


async def test_a_role_may_be_given_again_and_the_first_time_stays_on_record(db):
    await give(db)
    await take(db)
    assert await give(db) is True
    assert [row["revoked_by"] for row in await rows(db, role_grant)] == ["tg:1", None]


async def test_a_head_answers_for_each_unit_given_to_him_in_order(db):
    await give(db, Role.HEAD, unit="Dinas B")
    await give(db, Role.HEAD, unit="Dinas A")
    assert (await RoleStore(db).visitor(901)).authority.units == ("Dinas A", "Dinas B")


@pytest.mark.parametrize(("unit", "kept"), [("Dinas A", ("Dinas B",)), ("", ())])
async def test_a_head_loses_one_unit_or_all(db, unit, kept):
    for one in ("Dinas A", "Dinas B"):
        await give(db, Role.HEAD, unit=one)
    await take(db, Role.HEAD, unit=unit)
    assert (await RoleStore(db).visitor(901)).authority.units == kept


async def test_giving_and_taking_are_written_down_and_failing_to_is_not(db):
    for act in (give, give, take, take):
        await act(db)
    assert [one.act for one in await AuditStore(db).recent(9)] == [Act.ROLE_REVOKED, Act.ROLE_GRANTED]


async def test_a_stranger_may_hold_a_role(db):
    await give(db)
    visitor = await RoleStore(db).visitor(901)
    assert (visitor.member, visitor.authority.roles) == (None, {Role.HR})


async def test_who_joined_is_known_with_his_roles(db):
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    await give(db)
    visitor = await RoleStore(db).visitor(901)
    assert (visitor.employee, visitor.authority.roles) == (ani, {Role.HR})


async def test_who_has_left_holds_no_role(db):
    await employ(db, somebody("11", telegram_id=901, active=False))
    await give(db)
    await give(db, Role.HEAD, unit="Dinas A")
    visitor = await RoleStore(db).visitor(901)
    assert (visitor.authority.roles, visitor.authority.units) == (set(), ())


async def apply(db, changes):
    return await RosterStore(db).apply(
        changes, base_version=await RosterStore(db).base_version(), draft=None, by="tg:1", at=AT, entry=line()
    )


async def leave(db):
    """Ani of HR, as whom 901 has joined, is not on the list any more; the number of that list."""
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    await give(db)
    return ani, await apply(db, Changes(left=(ani,)))


async def test_the_role_of_who_leaves_by_a_list_is_taken_and_that_is_written_down(db):
    await leave(db)
    assert [row["revoked_by"] for row in await rows(db, role_grant)] == ["tg:1"]
    assert Act.ROLE_REVOKED in [one.act for one in await AuditStore(db).recent(9)]


async def test_who_returns_by_a_later_list_holds_no_role(db):
    ani, _ = await leave(db)
    gone = replace(ani, active=False)
    await apply(db, Changes(returned=(Pair(gone, ani),)))
    assert await roles_of(db) == set()


async def test_who_left_by_a_list_that_is_taken_back_holds_his_role_again(db):
    _, import_id = await leave(db)
    await RosterStore(db).undo(import_id, "tg:1", AT, line(Act.ROSTER_UNDONE))
    assert await roles_of(db) == {Role.HR}


async def test_a_role_given_again_meanwhile_does_not_hinder_taking_the_list_back(db):
    _, import_id = await leave(db)
    await give(db)
    assert await RosterStore(db).undo(import_id, "tg:1", AT, line(Act.ROSTER_UNDONE)) is True
    assert len(await RoleStore(db).in_force()) == 1


async def test_a_role_lost_with_an_account_that_a_list_replaced_comes_back_with_it(db):
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    await give(db)
    import_id = await apply(db, Changes(changed=(Pair(ani, replace(ani, telegram_id=902)),)))
    await RosterStore(db).undo(import_id, "tg:1", AT, line(Act.ROSTER_UNDONE))
    assert (await MemberStore(db).by_account(901), await roles_of(db)) == (ani, {Role.HR})


async def test_who_has_left_gets_no_role_back_by_being_forgotten(db):
    await leave(db)
    await RetentionStore(db).prune(AT + timedelta(seconds=1))
    assert (await RoleStore(db).visitor(901)).member is None
    assert await roles_of(db) == set()


async def test_who_is_released_holds_no_role(db):
    await employ(db, somebody("11", telegram_id=901))
    await give(db)
    await AccountStore(db).release(901, line(Act.RELEASED))
    assert await roles_of(db) == set()


async def test_who_is_moved_to_another_account_holds_no_role_on_either(db):
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    await give(db)
    number, _ = await JoiningStore(db).ask_to_move(person_id=ani.id, telegram_id=902, at=AT)
    await JoiningStore(db).decide_move(number, by="tg:1", allow=True, at=AT, entry=line(Act.MOVE_ALLOWED))
    assert [await roles_of(db, 901), await roles_of(db, 902)] == [set(), set()]


def staff_of(db, *, needs_two=False):
    return use_cases(db, fixed(AT), owner_ids=frozenset({1}), second_person=needs_two).staff


async def after_retention(db):
    """The roles of 901 once the office has forgotten whose account it was."""
    await RetentionStore(db).prune(AT + timedelta(seconds=1))
    return await roles_of(db)


async def test_a_role_is_refused_to_who_has_left(db):
    await leave(db)
    gone = await MemberStore(db).by_account(901)
    assert (await staff_of(db).change(1, Change(True, Role.HR, 901, member=gone))).done is Done.REFUSED
    assert await after_retention(db) == set()


async def test_a_role_proposed_for_somebody_who_then_leaves_does_not_come_into_force(db):
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    await give(db, to=902)
    staff = staff_of(db, needs_two=True)
    proposed = await staff.change(902, Change(True, Role.AUDITOR, 901, member=ani))
    assert proposed.done is Done.PROPOSED
    await apply(db, Changes(left=(ani,)))
    await staff.decide(1, proposed.proposal, approve=True)
    assert await after_retention(db) == set()


async def test_a_role_that_the_command_line_gives_to_who_has_left_does_not_come_into_force(db):
    await leave(db)
    staff = staff_of(db)
    account_id, gone = await staff.account_of("901")
    await staff.carry_out("cli", Change(True, Role.HR, account_id, member=gone))
    assert await after_retention(db) == set()


async def test_the_roles_of_who_has_left_can_be_taken(db):
    await employ(db, somebody("11", telegram_id=901, active=False))
    await give(db)
    assert (await staff_of(db).change(1, Change(False, Role.HR, 901))).done is Done.DONE


async def test_roles_in_force_are_told_by_role_and_unit_with_their_holders(db):
    (ani,) = await employ(db, somebody("11", telegram_id=901))
    await give(db, Role.HEAD, 902, "Dinas B")
    await give(db, Role.HEAD, 901, "Dinas A")
    await give(db, Role.AUDITOR, 902)
    found = [(one.role, one.telegram_id, one.unit, one.member) for one in await RoleStore(db).in_force()]
    assert found == [
        (Role.AUDITOR, 902, "", None),
        (Role.HEAD, 901, "Dinas A", ani),
        (Role.HEAD, 902, "Dinas B", None),
    ]


async def test_one_role_can_be_asked_for(db):
    await give(db, Role.HR)
    await give(db, Role.LEGAL)
    assert [one.role for one in await RoleStore(db).in_force(Role.LEGAL)] == [Role.LEGAL]


async def test_who_gave_a_role_and_when_is_told(db):
    await give(db)
    (found,) = await RoleStore(db).in_force()
    assert (found.granted_by, found.granted_at) == ("tg:1", AT)


async def test_neither_roles_taken_nor_those_of_leavers_are_in_force(db):
    await employ(db, somebody("11", telegram_id=902, active=False))
    await give(db, to=902)
    await give(db)
    await take(db)
    assert await RoleStore(db).in_force() == []
