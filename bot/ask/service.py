"""One person's question, from the words to an answer with a number, over as many taps as it takes.

Of a dialogue the facts are kept, and of an answer what was answered: the words of a question survive only
redacted, while candidates are offered and where nothing could be answered. Knows no Telegram and no SQL.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from typing import Any

from bot.ask.answer import answer as answer_to
from bot.ask.model import Answer, Question
from bot.ask.ports import Memory
from bot.ask.records import JournalEntry
from bot.ask.redact import redact
from bot.ask.sections import leaves
from bot.ask.snapshot import freeze, thaw
from bot.clock import Clock
from bot.rulebook.model import Outcome
from bot.understand.open import Knowledge

FLOW = "ask"
# A third question would be an interrogation; then both ways are shown instead.
MOST_QUESTIONS = 2
_NUMBERED = frozenset({"verdict", "information", "not_in_force"})
_STRICTNESS = {outcome.batch: outcome.strictness for outcome in Outcome}


@dataclass(frozen=True, slots=True)
class Reply:
    """What to show. `turn` marks the buttons of the open question about part `open`; None when none is open.

    `done` is the turn that was answered to get here; `state` is what the dialogue will be once this has been
    shown, see `Ask.shown`.
    """

    answer: Answer
    number: str | None = None
    turn: str | None = None
    open: int = 0
    done: str | None = None
    state: Mapping[str, Any] | None = None


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


class Ask:
    """The use case; one object serves everybody."""

    def __init__(self, knowledge: Knowledge, memory: Memory, clock: Clock, zone: tzinfo) -> None:
        self._knowledge = knowledge
        self._memory = memory
        self._clock = clock
        self._zone = zone

    async def text(self, person: str, text: str) -> Reply:
        """Answers what a person typed; the typed name of an open question's option counts as a tap on it."""
        state = await self._memory.dialogue(person, FLOW)
        if state is not None and "turn" in state and (typed := _typed(state, text)):
            return await self._option(state, None if typed == _UNKNOWN else typed)
        found = await self._answer(Question(text, self._today()))
        if any(leaf.kind == "handover" or _bare_choice(leaf) for leaf in leaves(found)):
            await self._unanswered(redact(text), "handover")
        return await self._settle(found, redact(text))

    async def about(self, rule: str) -> Reply | None:
        """Answers from one rule, chosen by topic; None when there is no such rule."""
        if not self._answers(rule):
            return None
        return await self._settle(await self._answer(Question("", self._today(), rule=rule)))

    async def option(self, person: str, turn: str, value: str | None) -> Reply | None:
        """Goes on after a tap on an option, None meaning "tidak tahu"; returns None when the tap is stale."""
        state = await self._memory.dialogue(person, FLOW)
        if state is None or state.get("turn") != turn:
            return None
        leaf = leaves(thaw(state["answer"]))[state["open"]]
        if leaf.ask is None or (value is not None and value not in dict(leaf.ask.options)):
            return None
        return await self._option(state, value)

    async def candidate(self, person: str, turn: str, rule: str | None) -> Reply | None:
        """Goes on with the candidate picked, None meaning none of them; returns None when stale."""
        state = await self._memory.dialogue(person, FLOW)
        if state is None or state.get("turn") != turn:
            return None
        whole = thaw(state["answer"])
        leaf = leaves(whole)[state["open"]]
        if rule is None:
            await self._unanswered(state["text"], "choose")
            found = replace(leaf, kind="handover", outcome="handover", choices=())
        elif rule in dict(leaf.choices) and self._answers(rule):
            found = await self._answer(Question("", self._today(), leaf.facts, rule=rule))
        else:
            return None
        reply = await self._settle(_with_part(whole, state["open"], found), state["text"])
        return replace(reply, done=turn)

    async def is_done(self, person: str, turn: str) -> bool:
        """Whether a stale tap merely repeats the one that was just answered."""
        state = await self._memory.dialogue(person, FLOW)
        return state is not None and state.get("done") == turn

    async def correct(self, number: str, part: int, fact: str, value: str) -> Reply | None:
        """Decides an earlier answer anew with one fact changed; None when that is no longer possible."""
        entry = await self._memory.find_answer(number)
        if entry is None:
            return None
        whole = thaw(entry.snapshot)
        leaf = leaves(whole)[part] if part < len(leaves(whole)) else None
        known = self._knowledge.book.facts.get(fact)
        if leaf is None or not self._answers(leaf.rule) or known is None or value not in known.options:
            return None
        facts = {**leaf.facts, fact: value}
        found = await self._answer(Question("", self._today(), facts, rule=leaf.rule))
        return await self._settle(_with_part(whole, part, found))

    async def earlier(self, number: str) -> Answer | None:
        """An earlier answer as it was given; None when there is none under this number."""
        entry = await self._memory.find_answer(number)
        return thaw(entry.snapshot) if entry else None

    async def again(self, number: str) -> Reply | None:
        """The same facts decided as of today, under a new number; None when that is no longer possible."""
        recall = await self.recall(number)
        return await self._settle(recall.now) if recall and recall.now else None

    async def recall(self, number: str) -> Recall | None:
        """An earlier answer by its number, however that was typed; None when there is none."""
        number = _printed(number)
        entry = await self._memory.find_answer(number)
        if entry is None:
            return None
        answer = thaw(entry.snapshot)
        now = answer
        for n, leaf in enumerate(leaves(answer)):
            if leaf.rule is None:
                continue
            if not self._answers(leaf.rule):
                return Recall(number, entry, answer, None, "retired")
            again = await self._answer(Question("", self._today(), leaf.facts, rule=leaf.rule))
            now = _with_part(now, n, replace(again, title=leaf.title))
        return Recall(number, entry, answer, now, _change(answer, now))

    async def rate(self, number: str, helpful: bool) -> bool:
        """Notes whether an answer helped; False when that was said before or the number is unknown."""
        entry = await self._memory.find_answer(number)
        if entry is None or entry.helpful is not None:
            return False
        return await self._memory.rate_answer(number, helpful)

    async def shown(self, person: str, reply: Reply) -> None:
        """Notes where the dialogue stands, once the reply is on the screen.

        In this order a kill in between only repeats the last step when the update is replayed.
        """
        state = {**(reply.state or {}), **({"done": reply.done} if reply.done else {})}
        if state:
            await self._memory.keep_dialogue(person, FLOW, state, self._clock.now())
        else:
            await self._memory.end_dialogue(person, FLOW)

    async def _option(self, state: Mapping[str, Any], value: str | None) -> Reply:
        whole = thaw(state["answer"])
        leaf = leaves(whole)[state["open"]]
        fact = leaf.ask.fact if leaf.ask else ""
        facts, unknown = dict(leaf.facts), frozenset(state["unknown"])
        if value is None:
            unknown |= {fact}
        else:
            facts[fact] = value
        question = Question("", self._today(), facts, rule=leaf.rule, unknown=unknown)
        found = await self._answer(question)
        if found.kind == "clarify" and found.ask and state["asked"] >= MOST_QUESTIONS:
            found = await self._answer(replace(question, unknown=unknown | {found.ask.fact}))
        asked = state["asked"] + 1 if found.kind == "clarify" else 1
        reply = await self._settle(_with_part(whole, state["open"], found), state["text"], asked, unknown)
        return replace(reply, done=state["turn"])

    async def _answer(self, question: Question) -> Answer:
        suspended = frozenset(await self._memory.suspensions())
        return answer_to(self._knowledge, replace(question, suspended=suspended))

    async def _settle(
        self, answer: Answer, text: str = "", asked: int = 1, unknown: frozenset[str] = frozenset()
    ) -> Reply:
        """Opens the next question of the message, or journals what is now complete."""
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
            asked_at=self._clock.now(),
        )
        return Reply(answer, number=await self._memory.keep_answer(entry))

    async def _unanswered(self, redacted: str, reason: str) -> None:
        if any(map(str.isalpha, redacted)):
            await self._memory.keep_unanswered(redacted, reason, self._clock.now())

    def _answers(self, rule: str | None) -> bool:
        found = self._knowledge.book.rules.get(rule or "")
        return found is not None and found.active

    def _today(self) -> date:
        return self._clock.today(self._zone)


_UNKNOWN = "tidak tahu"


def _printed(number: str) -> str:
    """J-7F3A, from `j 7f3a` and the like."""
    return "J-" + "".join(letter for letter in number.upper() if letter.isalnum()).removeprefix("J")


def _bare_choice(leaf: Answer) -> bool:
    return leaf.kind == "choose" and not leaf.choices


def _typed(state: Mapping[str, Any], text: str) -> str | None:
    """The option of the open question that was typed out instead of tapped."""
    ask = leaves(thaw(state["answer"]))[state["open"]].ask
    if ask is None:
        return None
    typed = " ".join(text.casefold().split()).strip(".!? ")
    if typed in (_UNKNOWN, "tak tahu", "nggak tahu", "gak tau", "ga tau"):
        return _UNKNOWN
    return next((value for value, label in ask.options if typed in (value, label.casefold())), None)


def _with_part(whole: Answer, n: int, part: Answer) -> Answer:
    """The message with one of its answers replaced; the strictest of several speaks for the whole."""
    if not whole.parts:
        return part
    parts = (*whole.parts[:n], part, *whole.parts[n + 1 :])
    strictest = min(parts, key=lambda one: _STRICTNESS.get(one.outcome, len(Outcome)))
    return replace(strictest, parts=parts)


def _change(then: Answer, now: Answer) -> str:
    pairs = list(zip(leaves(then), leaves(now), strict=True))
    if any(after.kind == "suspended" for _, after in pairs):
        return "suspended"
    if any(before.outcome != after.outcome for before, after in pairs):
        return "verdict"
    if any((before.body, before.safe) != (after.body, after.safe) for before, after in pairs):
        return "wording"
    return "same" if then.release == now.release else "release"
