"""Whose acts wait for a second person, and who counts as one."""

import pytest

from bot.people.approval import ApprovalPolicy
from bot.people.authority import Authority, Role


@pytest.mark.parametrize(
    ("second_person", "roles", "waits"),
    [
        (True, {Role.HR}, True),
        (True, {Role.HR, Role.OWNER}, False),
        (True, set(), True),
        (False, {Role.HR}, False),
    ],
)
def test_an_act_waits_where_the_office_wants_two_and_no_owner_answers_for_it(second_person, roles, waits):
    assert ApprovalPolicy(second_person).is_needed(Authority(frozenset(roles))) is waits


def test_nobody_is_his_own_second_person():
    assert not ApprovalPolicy(True).may_decide("tg:7", "tg:7")
    assert ApprovalPolicy(True).may_decide("tg:7", "tg:8")
