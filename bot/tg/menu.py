"""The command menus that Telegram shows, by scope and language. Knows the table of commands."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.tg.kit import Kit
from bot.tg.routes import COMMANDS, Command
from bot.wording import Wording

_LOGGER = logging.getLogger(__name__)


async def publish(kit: Kit, bot: Bot) -> None:
    """Sets every menu. One that fails is logged and costs only the menu, not the bot.

    An owner's own menu fails as long as he has never pressed start.
    """
    everybody = [command for command in COMMANDS if not command.owners_only]
    in_groups = [command for command in COMMANDS if command.in_groups]
    for language, words in kit.words.items():
        # Without a code for people whose app speaks neither language.
        for code in (language, None) if language == kit.language else (language,):
            await _set(bot, everybody, words, BotCommandScopeAllPrivateChats(), code)
            await _set(bot, in_groups, words, BotCommandScopeAllGroupChats(), code)
            for owner in sorted(kit.owners):
                await _set(bot, COMMANDS, words, BotCommandScopeChat(owner), code)


async def _set(
    bot: Bot, commands: Iterable[Command], words: Wording, scope: BotCommandScope, code: str | None
) -> None:
    menu = [BotCommand(command.name, words(f"menu.{command.name}")) for command in commands]
    try:
        await bot.set_my_commands(menu, scope=scope, language_code=code)
    except TelegramError as error:
        _LOGGER.warning("menu %s (%s) not set: %s", scope.type, code or "-", type(error).__name__)
