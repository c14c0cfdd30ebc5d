"""Answers that were given before, by their number: shown again, compared with today, corrected, rated."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.ask.clerk import Clerk, Reply, with_part
from bot.ask.model import Answer
from bot.ask.records import JournalEntry
from bot.ask.sections import leaves
from bot.ask.snapshot import thaw


@dataclass(frozen=True, slots=True)
class Recall:
    """An earlier answer, what would be answered now, and what has changed since.

    `change` is same, release, wording, verdict, suspended or retired; `now` is None only for retired.
    """

    number: str
    entry: JournalEntry
    answer: Answer
    now: Answer | None
    change: str


class Earlier:
    """The journal as people use it; numbers may be typed in any way."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk
        self._journal = clerk.journal

    async def answer(self, number: str) -> Answer | None:
        """An answer as it was given; None when there is none under this number."""
        entry = await self._journal.find(number)
        return thaw(entry.snapshot) if entry else None

    async def recall(self, number: str) -> Recall | None:
        """An answer with what has become of it; None when there is none under this number."""
        number = _printed(number)
        entry = await self._journal.find(number)
        if entry is None:
            return None
        answer = thaw(entry.snapshot)
        now = answer
        for n, leaf in enumerate(leaves(answer)):
            if leaf.rule is None:
                continue
            if not self._clerk.knows(leaf.rule):
                return Recall(number, entry, answer, None, "retired")
            again = await self._clerk.ask(given=leaf.facts, rule=leaf.rule)
            now = with_part(now, n, replace(again, title=leaf.title))
        return Recall(number, entry, answer, now, _change(answer, now))

    async def again(self, number: str) -> Reply | None:
        """The same facts decided as of today, under a new number; None when that is no longer possible."""
        recall = await self.recall(number)
        return await self._clerk.settle(recall.now) if recall and recall.now else None

    async def correct(self, number: str, part: int, fact: str, value: str) -> Reply | None:
        """Decides an answer anew with one fact changed; None when that is no longer possible."""
        whole = await self.answer(number)
        known = self._clerk.knowledge.book.facts.get(fact)
        if whole is None or part >= len(leaves(whole)) or known is None or value not in known.options:
            return None
        leaf = leaves(whole)[part]
        if not self._clerk.knows(leaf.rule):
            return None
        found = await self._clerk.ask(given={**leaf.facts, fact: value}, rule=leaf.rule)
        return await self._clerk.settle(with_part(whole, part, found))

    async def rate(self, number: str, helpful: bool) -> bool:
        """Notes whether an answer helped; False when that was said before or the number is unknown."""
        entry = await self._journal.find(number)
        if entry is None or entry.helpful is not None:
            return False
        return await self._journal.rate(number, helpful)


def _printed(number: str) -> str:
    """J-7F3A, from `j 7f3a` and the like."""
    return "J-" + "".join(letter for letter in number.upper() if letter.isalnum()).removeprefix("J")


def _change(then: Answer, now: Answer) -> str:
    pairs = list(zip(leaves(then), leaves(now), strict=True))
    if any(after.kind == "suspended" for _, after in pairs):
        return "suspended"
    if any(before.outcome != after.outcome for before, after in pairs):
        return "verdict"
    if any((before.body, before.safe) != (after.body, after.safe) for before, after in pairs):
        return "wording"
    return "same" if then.release == now.release else "release"
