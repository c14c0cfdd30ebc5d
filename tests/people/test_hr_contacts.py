"""Whom the bot tells what HR should know."""

from datetime import UTC, datetime

import pytest

from bot.people.authority import Role
from bot.people.hr_contacts import HrContacts
from bot.people.records import Grant

GROUP = -100
AT = datetime(2026, 11, 22, tzinfo=UTC)


class Granted:
    """Roles in force, HR's only."""

    def __init__(self, *accounts):
        self._accounts = accounts

    async def in_force(self, role=None):
        assert role is Role.HR
        return [Grant(Role.HR, account, "", "cli", AT, None) for account in self._accounts]


@pytest.mark.parametrize(
    ("hr", "chat", "but", "circles"),
    [
        ([8, 7], None, None, ([7, 8], [1])),
        ([8, 7], None, 7, ([8], [1])),
        ([7], None, 7, ([1], [])),
        ([], None, None, ([1], [])),
        ([], None, 1, ([], [])),
        ([7], GROUP, None, ([GROUP], [1])),
        ([8, 7], GROUP, 7, ([8], [1])),
    ],
    ids=["HR", "others", "nobody else", "no HR", "only himself", "chat", "he reads along in the chat"],
)
async def test_hr_is_told_first_and_the_owners_where_nobody_there_is_reached(hr, chat, but, circles):
    contacts = HrContacts(Granted(*hr), frozenset({1}), chat)
    assert await contacts.circles(but) == circles


async def test_news_goes_to_the_first_circle():
    assert await HrContacts(Granted(7, 8), frozenset({1}), None).chats() == [7, 8]
