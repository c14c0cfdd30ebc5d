"""/topik and /lapor: from a topic to its questions to the answer, without typing."""

from __future__ import annotations

from collections.abc import Mapping

from bot.ask.sections import Section
from bot.rulebook.model import Kind as RuleKind
from bot.rulebook.model import Rule
from bot.text.markup import marked
from bot.tg.ask.answers import say_reply, tap
from bot.tg.core.callbacks import Kind
from bot.tg.core.context import Visit
from bot.tg.core.keyboard import keyboard

PER_PAGE = 8
# The rule that lists the channels; the other reporting rules are offered below it.
REPORTING = "pelaporan-cara"


async def on_topics(visit: Visit) -> None:
    """Lists the topics."""
    buttons = [tap(visit, title_of(topic), Kind.TOPIC, topic, "0") for topic in _topics(visit)]
    await visit.tell(visit.words("topic.which"), keyboard(buttons))


async def on_topic(visit: Visit) -> None:
    """Lists the questions of one topic, a page at a time."""
    topic, page = visit.args[0], visit.number(1) or 0
    rules = _topics(visit).get(topic)
    start = page * PER_PAGE
    if rules is None or start >= len(rules):
        await visit.is_stale()
        return
    shown = [tap(visit, rule.title, Kind.RULE, rule.id) for rule in rules[start : start + PER_PAGE]]
    turn = []
    if start:
        turn.append(tap(visit, visit.words("topic.before"), Kind.TOPIC, topic, str(page - 1)))
    if start + PER_PAGE < len(rules):
        turn.append(tap(visit, visit.words("topic.after"), Kind.TOPIC, topic, str(page + 1)))
    text = Section("note", marked(visit.words("topic.rules", topic=title_of(topic))))
    await visit.show((text,), keyboard(shown, turn))


async def on_rule(visit: Visit) -> None:
    """Answers one question of the list, below it, so that the list stays for the next."""
    reply = await visit.kit.ask.about(visit.conversation, visit.args[0])
    if reply is None:
        await visit.acknowledge(visit.words("ask.stale"), alert=True)
    else:
        await say_reply(visit, reply)


async def on_report(visit: Visit) -> None:
    """The reporting channels, then what else there is to know about reporting."""
    reply = await visit.kit.ask.about(visit.conversation, REPORTING)
    if reply is not None:
        await say_reply(visit, reply)
    others = [
        tap(visit, rule.title, Kind.RULE, rule.id)
        for rule in visit.kit.knowledge.book.rules.values()
        if rule.active and rule.kind is RuleKind.REPORTING and rule.id != REPORTING
    ]
    if others:
        await visit.tell(visit.words("topic.reporting"), keyboard(others))


def _topics(visit: Visit) -> Mapping[str, list[Rule]]:
    """Rules that are answered from, by topic, both in the order of their titles."""
    found: dict[str, list[Rule]] = {}
    for rule in sorted(visit.kit.knowledge.book.rules.values(), key=lambda rule: rule.title):
        if rule.active and rule.kind is not RuleKind.OUT_OF_SCOPE:
            found.setdefault(rule.topic, []).append(rule)
    return dict(sorted(found.items()))


def title_of(topic: str) -> str:
    """A topic as people read it."""
    return topic.replace("-", " ").capitalize()
