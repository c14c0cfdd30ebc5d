"""First words: /start, /bantuan, /bahasa, and being added to a group."""

from __future__ import annotations

from telegram import ChatMember

from bot.ask.sections import Section
from bot.people.authority import Role
from bot.people.joining import codes
from bot.text.markup import marked
from bot.tg.ask.answers import tap
from bot.tg.core.callbacks import Kind
from bot.tg.core.context import Visit
from bot.tg.core.keyboard import keyboard
from bot.tg.core.menu import publish_to
from bot.tg.people import joining as join
from bot.tg.pledge import pledging

_INSIDE = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)


async def on_start(visit: Visit) -> None:
    """What the bot does in three lines, and what it keeps in two; a slip's link goes straight to joining."""
    if visit.is_private and visit.args and visit.args[0].startswith(codes.LINK_PREFIX):
        await join.on_link(visit, visit.args[0])
        return
    if visit.args and visit.args[0].startswith("c_"):
        await pledging.check(visit, visit.args[0].removeprefix("c_").replace("_", "-"))
        return
    if visit.is_private and visit.args and visit.args[0].startswith("i_"):
        await pledging.on_ceremony(visit, visit.args[0].removeprefix("i_"))
        return
    sections = (
        Section("welcome", marked(visit.words("start.welcome"))),
        Section("privacy", marked(visit.words("start.privacy")), gap=True),
    )
    ways = [tap(visit, visit.words("ask.topics"), Kind.TOPICS)]
    if visit.is_private and visit.visitor.employee is None and await visit.kit.members.units():
        ways.append(tap(visit, visit.words("start.join"), Kind.JOIN))
    await visit.say(sections, keyboard(ways))
    has_left = visit.visitor.member is not None and visit.visitor.employee is None
    if visit.is_private and (visit.authority.roles or has_left):
        await publish_to(visit.kit, visit.bot, visit.user.id)


async def on_help(visit: Visit) -> None:
    """How to ask, and the commands this person has."""
    shown = [Section("help", marked(visit.words("start.help")))]
    shown += [
        Section("help", marked(visit.words(f"start.help_{role.value}")), gap=True)
        for role in (Role.HR, Role.HEAD, Role.LEGAL, Role.AUDITOR)
        if visit.authority.has(frozenset({role}))
    ]
    await visit.say(shown)


async def on_language(visit: Visit) -> None:
    """Offers the languages by their own names."""
    languages = [
        tap(visit, words("start.language_name"), Kind.LANGUAGE, language)
        for language, words in visit.kit.words.items()
    ]
    await visit.tell(visit.words("start.language"), keyboard(languages))


async def on_language_chosen(visit: Visit) -> None:
    """Keeps the choice; the law's texts stay Indonesian."""
    (language,) = visit.args
    if language not in visit.kit.words:
        await visit.acknowledge(visit.words("ask.stale"), alert=True)
        return
    await visit.kit.memory.choose_language(visit.person, language)
    words = visit.kit.words[language]
    await visit.show((Section("note", marked(words("start.language_chosen"))),))


async def on_membership(visit: Visit) -> None:
    """Says in a group, when just added, how to address it; notes in private whether it may still write."""
    change = visit.membership
    if change is None:
        return
    if visit.is_private:
        # Blocked, or let in again: messages to many leave out who does not want us.
        lost = None if change.new_chat_member.status in _INSIDE else visit.kit.clock.now()
        await visit.kit.members.reach(visit.user.id, lost)
        return
    came = change.old_chat_member.status not in _INSIDE and change.new_chat_member.status in _INSIDE
    if came:
        await visit.tell(visit.words("start.group", username=visit.bot.username))
