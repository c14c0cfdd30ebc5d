"""The command menus that Telegram shows, by scope and language. Knows their list, not what they do."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.people.authority import Authority
from bot.tg.core.commands import COMMANDS, Command, offered
from bot.tg.core.services import Services
from bot.wording import Wording

_LOGGER = logging.getLogger(__name__)


async def publish(services: Services, bot: Bot) -> None:
    """Sets the menus of all private chats and all groups. One that fails costs only the menu, not the bot."""
    in_groups = [command for command in COMMANDS if command.in_groups]
    for words, code in _languages(services):
        await _set(bot, offered(Authority()), words, BotCommandScopeAllPrivateChats(), code)
        await _set(bot, in_groups, words, BotCommandScopeAllGroupChats(), code)


async def publish_to(services: Services, bot: Bot, account: int) -> None:
    """Sets the menu of one private chat to what its account may do now, or back to everybody's.

    Telegram admits that only once the account has pressed start.
    """
    authority = (await services.staff.visitor(account)).authority
    scope = BotCommandScopeChat(account)
    for words, code in _languages(services):
        if authority.roles:
            await _set(bot, offered(authority), words, scope, code)
        else:
            await _reset(bot, scope, code)


def _languages(services: Services) -> Iterator[tuple[Wording, str | None]]:
    """Each language under its code, and the installation's for people whose app speaks neither."""
    for language, words in services.words.items():
        yield words, language
    yield services.words[services.language], None


async def _set(
    bot: Bot, commands: Iterable[Command], words: Wording, scope: BotCommandScope, code: str | None
) -> None:
    menu = [BotCommand(command.name, words(f"menu.{command.name}")) for command in commands]
    try:
        await bot.set_my_commands(menu, scope=scope, language_code=code)
    except TelegramError as error:
        _LOGGER.warning("menu %s (%s) not set: %s", scope.type, code or "-", type(error).__name__)


async def _reset(bot: Bot, scope: BotCommandScope, code: str | None) -> None:
    try:
        await bot.delete_my_commands(scope=scope, language_code=code)
    except TelegramError as error:
        _LOGGER.warning("menu %s (%s) not reset: %s", scope.type, code or "-", type(error).__name__)
