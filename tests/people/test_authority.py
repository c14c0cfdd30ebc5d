"""What a role allows: by whom, to whom, and how far down the units."""

import pytest

from bot.people.authority import EVERYBODY, Authority, Role, Visitor, within
from tests.people.made import member

EVERY_ROLE = list(Role)
GIVEN = [role for role in Role if role is not Role.OWNER]


def with_role(role, *units):
    return Authority(frozenset({role}), units)


@pytest.mark.parametrize("needed", EVERY_ROLE)
def test_an_owner_may_what_any_role_may(needed):
    assert with_role(Role.OWNER).has(frozenset({needed}))


@pytest.mark.parametrize("held", EVERY_ROLE)
def test_a_role_may_what_it_is_needed_for(held):
    assert with_role(held).has(frozenset({held, Role.HR}))


@pytest.mark.parametrize("held", GIVEN)
def test_another_role_than_the_needed_one_does_not_do(held):
    needed = frozenset(GIVEN) - {held}
    assert not with_role(held).has(needed)


def test_where_no_role_is_needed_everybody_may():
    assert Authority().has(EVERYBODY)


def test_an_empty_set_of_roles_is_a_mistake_and_opens_nothing():
    assert not Authority().has(frozenset())
    assert not with_role(Role.OWNER).has(frozenset())


def test_without_a_role_nothing_that_needs_one_is_allowed():
    assert not Authority().has(frozenset(Role))


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("giver", [Role.OWNER, Role.HR])
def test_owners_and_hr_give_every_role_but_the_owners(giver, given):
    assert with_role(giver).may_grant(given)


@pytest.mark.parametrize("giver", EVERY_ROLE)
def test_nobody_makes_an_owner(giver):
    assert not with_role(giver).may_grant(Role.OWNER)


@pytest.mark.parametrize("given", EVERY_ROLE)
@pytest.mark.parametrize("giver", [Role.HEAD, Role.LEGAL, Role.AUDITOR])
def test_heads_legal_officers_and_auditors_give_no_role(giver, given):
    assert not with_role(giver, "Dinas A").may_grant(given)


@pytest.mark.parametrize("role", [Role.OWNER, Role.HR, Role.AUDITOR])
def test_owners_hr_and_auditors_see_every_unit(role):
    assert with_role(role).sees("Dinas A")


def test_a_legal_officer_sees_nobody():
    assert not with_role(Role.LEGAL).sees("Dinas A")


def test_who_has_no_role_sees_nobody():
    assert not Authority().sees("Dinas A")


@pytest.mark.parametrize(
    ("unit", "is_seen"),
    [
        ("Dinas A", True),
        ("Dinas A/Bidang 1", True),
        ("Dinas A/Bidang 1/Seksi 2", True),
        ("Dinas AB", False),
        ("Dinas AB/Bidang 1", False),
        ("Kota/Dinas A", False),
        ("Dinas", False),
        ("", False),
    ],
)
def test_a_head_sees_his_unit_and_what_stands_below_it(unit, is_seen):
    assert with_role(Role.HEAD, "Dinas A").sees(unit) is is_seen


def test_a_head_of_several_units_sees_each():
    assert with_role(Role.HEAD, "Dinas A", "Dinas C").sees("Dinas C/Umum")


def test_a_unit_is_within_itself():
    assert within("Dinas A/Umum", "Dinas A/Umum")


def test_a_unit_is_not_within_what_stands_below_it():
    assert not within("Dinas A", "Dinas A/Umum")


def test_who_has_joined_and_is_on_the_list_is_an_employee():
    assert Visitor(member("11")).employee == member("11")


@pytest.mark.parametrize("known", [None, member("11", active=False)])
def test_strangers_and_leavers_are_no_employees(known):
    assert Visitor(known).employee is None
