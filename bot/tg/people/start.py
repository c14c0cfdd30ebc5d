"""First words: /start, /bantuan, /bahasa, and being added to a group."""

from __future__ import annotations

from telegram import ChatMember

from bot.ask.sections import Section
from bot.people.authority import Role
from bot.text.links import Start, parsed
from bot.text.markup import marked
from bot.tg.ask.buttons import TOPICS
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.core.menu import publish_to
from bot.tg.people import joining as join
from bot.tg.people.buttons import JOIN, LANGUAGE
from bot.tg.pledge import pledging

_INSIDE = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)


async def on_start(context: Context) -> None:
    """What the bot does and what it keeps, in five lines; a deep link goes straight to its purpose."""
    start, value = (parsed(context.args[0]) if context.args else None) or (None, "")
    # A receipt may be checked in a group; the others are between the employee and the bot.
    if start is Start.CHECK:
        await pledging.check(context, value)
        return
    if start is Start.JOIN and context.is_private:
        await join.on_link(context, value)
        return
    if start is Start.PLEDGE and context.is_private:
        await pledging.ceremony(context, value)
        return
    sections = (
        Section("welcome", marked(context.words("start.welcome"))),
        Section("privacy", marked(context.words("start.privacy")), gap=True),
    )
    ways = [TOPICS.tap(context.user.id, context.words("ask.topics"))]
    if context.is_private and context.visitor.employee is None and await context.services.members.units():
        ways.append(JOIN.tap(context.user.id, context.words("start.join")))
    await context.say(sections, keyboard(ways))
    has_left = context.visitor.member is not None and context.visitor.employee is None
    if context.is_private and (context.authority.roles or has_left):
        await publish_to(context.services, context.bot, context.user.id)


async def on_help(context: Context) -> None:
    """How to ask, and the commands this person has."""
    shown = [Section("help", marked(context.words("start.help")))]
    shown += [
        Section("help", marked(context.words(f"start.help_{role.value}")), gap=True)
        for role in (Role.HR, Role.HEAD, Role.LEGAL, Role.AUDITOR)
        if context.authority.has(frozenset({role}))
    ]
    await context.say(shown)


async def on_language(context: Context) -> None:
    """Offers the languages by their own names."""
    languages = [
        LANGUAGE.tap(context.user.id, words("start.language_name"), language)
        for language, words in context.services.words.items()
    ]
    await context.tell(context.words("start.language"), keyboard(languages))


async def on_language_chosen(context: Context, language: str) -> None:
    """Keeps the choice; the law's texts stay Indonesian."""
    if language not in context.services.words:
        await context.is_stale()
        return
    await context.services.preferences.set_language(person=context.person, language=language)
    words = context.services.words[language]
    await context.show((Section("note", marked(words("start.language_chosen"))),))


async def on_membership(context: Context) -> None:
    """Says in a group, when just added, how to address it; notes in private whether it may still write."""
    change = context.membership
    if change is None:
        return
    if context.is_private:
        # Blocked or unblocked: broadcasts skip people who have blocked the bot.
        lost = None if change.new_chat_member.status in _INSIDE else context.services.clock.now()
        await context.services.accounts.reach(context.user.id, lost)
        return
    came = change.old_chat_member.status not in _INSIDE and change.new_chat_member.status in _INSIDE
    if came:
        await context.tell(context.words("start.group", username=context.bot.username))


ROUTES = (LANGUAGE.handled_by(on_language_chosen),)
