"""Whom the bot tells what HR should know: the one answer for notices, proposals and daily news."""

from __future__ import annotations

from bot.people.authority import Role
from bot.people.ports import Roles


class HrContacts:
    """`chat` is HR's own Telegram chat, where one is set; `owners` are Telegram user ids."""

    def __init__(self, roles: Roles, owners: frozenset[int], chat: int | None) -> None:
        self._roles = roles
        self._owners = owners
        self._chat = chat

    async def chats(self) -> list[int]:
        """Where HR is told: its chat, else every account in HR, else the owners."""
        first, _ = await self.circles()
        return first

    async def circles(self, but: int | None = None) -> tuple[list[int], list[int]]:
        """(whom to tell first, whom if none of these can be reached); the second are owners.

        The account `but` is left out, and then HR's chat too, since he would read along there.
        """
        if self._chat is not None and but is None:
            first = {self._chat}
        else:
            held = {one.telegram_id for one in await self._roles.in_force(Role.HR)} - {but}
            first = held or set(self._owners - {but})
        return sorted(first), sorted(self._owners - first - {but})
