"""A rule base as the book that people read: topics and instruments in their order, and what waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.book import lists, words
from bot.book.grounds import homes
from bot.book.laws import law_pages
from bot.book.model import Book, RulePage, Topic
from bot.book.rules import rule_page
from bot.rulebook.model import Kind, Rule, RuleBook


def assemble(book: RuleBook) -> Book:
    """The whole book. The same rule base gives the same book, whatever the day."""
    pages = tuple(_pages(book))
    topics = tuple(_topics(pages))
    laws = law_pages(book, pages)
    release = book.release
    return Book(
        release=release.name,
        released=release.day,
        day=words.day(release.day),
        approval=release.approval,
        note=release.note or "",
        topics=topics,
        instruments=laws,
        unsigned=lists.unsigned(topics),
        reread=lists.reread(book, (one for _, group in laws for one in group), pages),
        disputes=lists.disputes(book, pages),
        readings=lists.readings(pages),
        contests=lists.contests(book),
    )


def _pages(book: RuleBook) -> Iterator[RulePage]:
    """The rules by topic and title, numbered; topics that are none of the bot's business come last."""
    foreign = {
        topic
        for topic in {rule.topic for rule in book.rules.values()}
        if all(rule.kind is Kind.OUT_OF_SCOPE for rule in _of(book, topic))
    }
    order = sorted(
        book.rules.values(),
        key=lambda rule: (rule.topic in foreign, rule.topic, rule.title.casefold(), rule.id),
    )
    at = homes(book)
    for number, rule in enumerate(order, 1):
        yield rule_page(book, rule, number, at)


def _of(book: RuleBook, topic: str) -> Iterator[Rule]:
    return (rule for rule in book.rules.values() if rule.topic == topic)


def _topics(pages: Iterable[RulePage]) -> Iterator[Topic]:
    """The pages under their topics, in the order in which they come."""
    found: dict[str, list[RulePage]] = {}
    for page in pages:
        found.setdefault(page.topic, []).append(page)
    for name, rules in found.items():
        yield Topic(name, words.topic(name), tuple(rules))
