"""Puts a question to the engine and files what comes out: the next thing to ask, or a numbered answer.

Shared by new questions (`service`) and earlier answers (`earlier`). Knows no dialogue and no Telegram.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo

from bot.ask.answer import answer as answer_to
from bot.ask.model import Answer, Question
from bot.ask.ports import AnswerJournal, Employment, Suspensions
from bot.ask.records import JournalEntry
from bot.ask.sections import leaves
from bot.ask.snapshot import freeze
from bot.clock import Clock
from bot.rulebook.model import Outcome
from bot.understand.open import Knowledge

_NUMBERED = frozenset({"verdict", "information", "not_in_force"})
_STRICTNESS = {outcome.batch: outcome.strictness for outcome in Outcome}


@dataclass(frozen=True, slots=True)
class Reply:
    """What to show. `turn` marks the buttons of the open question about part `open`; None when none is open.

    `done` is the turn that was answered to get here; `state` is what the dialogue will be once this has been
    shown, see `service.Ask.shown`.
    """

    answer: Answer
    number: str | None = None
    turn: str | None = None
    open: int = 0
    done: str | None = None
    state: Mapping[str, object] | None = None


class Clerk:
    """One object serves everybody."""

    def __init__(
        self,
        knowledge: Knowledge,
        journal: AnswerJournal,
        suspensions: Suspensions,
        employment: Employment,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        self.knowledge = knowledge
        self.journal = journal
        self._suspensions = suspensions
        self._employment = employment
        self.clock = clock
        self._zone = zone

    async def ask(
        self,
        text: str = "",
        given: Mapping[str, str] | None = None,
        rule: str | None = None,
        unknown: frozenset[str] = frozenset(),
        person: str | None = None,
    ) -> Answer:
        """What the engine says today, knowing the rules out of service and what `person` is employed as."""
        suspended = frozenset(await self._suspensions.active())
        status = await self._employment.status(person) if person else None
        today = self.clock.today(self._zone)
        question = Question(
            text, today, given or {}, status=status, rule=rule, unknown=unknown, suspended=suspended
        )
        return answer_to(self.knowledge, question)

    def knows(self, rule: str | None) -> bool:
        """Whether there is such a rule and it is answered from."""
        found = self.knowledge.book.rules.get(rule or "")
        return found is not None and found.active

    async def settle(
        self, answer: Answer, text: str = "", asked: int = 1, unknown: frozenset[str] = frozenset()
    ) -> Reply:
        """Opens the next question of the message, or journals what is now complete.

        `text` is the redacted question, kept only while candidates are offered; `asked` counts the questions
        put about the open part, `unknown` are the facts the asker does not know.
        """
        parts = leaves(answer)
        for n, leaf in enumerate(parts):
            if leaf.ask or (leaf.kind == "choose" and leaf.choices):
                turn = secrets.token_hex(3)
                state = {
                    "turn": turn,
                    "answer": freeze(answer),
                    "open": n,
                    "text": text if any(one.kind == "choose" for one in parts) else "",
                    "asked": asked,
                    "unknown": sorted(unknown),
                }
                return Reply(answer, turn=turn, open=n, state=state)
        if not any(leaf.kind in _NUMBERED for leaf in parts):
            return Reply(answer)
        entry = JournalEntry(
            rule=answer.rule,
            version=answer.version,
            facts=answer.facts,
            outcome=answer.outcome,
            day=answer.on,
            release=answer.release,
            snapshot=freeze(answer),
            asked_at=self.clock.now(),
        )
        return Reply(answer, number=await self.journal.add(entry))


def with_part(whole: Answer, n: int, part: Answer) -> Answer:
    """The message with one of its answers replaced; the strictest of several speaks for the whole."""
    if not whole.parts:
        return part
    parts = (*whole.parts[:n], part, *whole.parts[n + 1 :])
    strictest = min(parts, key=lambda one: _STRICTNESS.get(one.outcome, len(Outcome)))
    return replace(strictest, parts=parts)
