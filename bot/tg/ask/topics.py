"""/topik and /lapor: from a topic to its questions to the answer, without typing."""

from __future__ import annotations

from collections.abc import Mapping

from bot.ask.sections import Section
from bot.rulebook.model import Kind, Rule
from bot.text.markup import marked
from bot.tg.ask.answers import say_reply
from bot.tg.ask.buttons import REPORT, RULE, TOPIC, TOPICS
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard

PER_PAGE = 8
# The rule that lists the channels; the other reporting rules are offered below it.
REPORTING = "pelaporan-cara"


async def on_topics(context: Context) -> None:
    """Lists the topics."""
    buttons = [TOPIC.tap(context.user.id, title_of(topic), topic, 0) for topic in _topics(context)]
    await context.tell(context.words("topic.which"), keyboard(buttons))


async def on_topic(context: Context, topic: str, page: int) -> None:
    """Lists the questions of one topic, a page at a time."""
    rules = _topics(context).get(topic)
    start = page * PER_PAGE
    if rules is None or start >= len(rules):
        await context.is_stale()
        return
    shown = [RULE.tap(context.user.id, rule.title, rule.id) for rule in rules[start : start + PER_PAGE]]
    turn = []
    if start:
        turn.append(TOPIC.tap(context.user.id, context.words("topic.before"), topic, page - 1))
    if start + PER_PAGE < len(rules):
        turn.append(TOPIC.tap(context.user.id, context.words("topic.after"), topic, page + 1))
    text = Section("note", marked(context.words("topic.rules", topic=title_of(topic))))
    await context.show((text,), keyboard(shown, turn))


async def on_rule(context: Context, rule: str) -> None:
    """Answers one question of the list, below it, so that the list stays for the next."""
    reply = await context.services.ask.about(context.conversation, rule)
    if reply is None:
        await context.is_stale()
    else:
        await say_reply(context, reply)


async def on_report(context: Context) -> None:
    """The reporting channels, then what else there is to know about reporting."""
    reply = await context.services.ask.about(context.conversation, REPORTING)
    if reply is not None:
        await say_reply(context, reply)
    others = [
        RULE.tap(context.user.id, rule.title, rule.id)
        for rule in context.services.knowledge.book.rules.values()
        if rule.active and rule.kind is Kind.REPORTING and rule.id != REPORTING
    ]
    if others:
        await context.tell(context.words("topic.reporting"), keyboard(others))


def _topics(context: Context) -> Mapping[str, list[Rule]]:
    """Rules that are answered from, by topic, both in the order of their titles."""
    found: dict[str, list[Rule]] = {}
    for rule in sorted(context.services.knowledge.book.rules.values(), key=lambda rule: rule.title):
        if rule.active and rule.kind is not Kind.OUT_OF_SCOPE:
            found.setdefault(rule.topic, []).append(rule)
    return dict(sorted(found.items()))


def title_of(topic: str) -> str:
    """A topic as people read it."""
    return topic.replace("-", " ").capitalize()


ROUTES = (
    TOPICS.handled_by(on_topics),
    TOPIC.handled_by(on_topic),
    RULE.handled_by(on_rule),
    REPORT.handled_by(on_report),
)
