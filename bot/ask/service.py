"""One person's question, from the words to an answer with a number, over as many taps as it takes.

Of a dialogue the facts are kept, and of an answer what was answered: the words of a question survive only
redacted, while candidates are offered and where nothing could be answered. What is asked back belongs to one
person in one chat. Knows no Telegram and no SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.ask.clerk import Clerk, Reply, with_part
from bot.ask.model import Answer
from bot.ask.ports import UnansweredQuestions
from bot.ask.redact import redact
from bot.ask.sections import leaves
from bot.ask.snapshot import thaw
from bot.people.dialogue import Conversation, Dialogues, Draft, Expected, ShapeError

FLOW = "ask"
STEP = "option"
# A third question would be an interrogation; then both ways are shown instead.
MOST_QUESTIONS = 2
# Later words are about something else, be they "tidak".
WORDS_WITHIN = timedelta(minutes=30)
# A button says which question it belongs to, but what stands beside it ages with rules and stages.
TAP_WITHIN = timedelta(days=1)
_UNKNOWN = "tidak tahu"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What was asked back about one part of `whole`; the other fields are those of `Clerk.settle`."""

    turn: str
    whole: Answer
    part: int
    text: str
    asked: int
    unknown: frozenset[str]

    @property
    def leaf(self) -> Answer:
        """The part that is open."""
        return leaves(self.whole)[self.part]


class Ask:
    """The use case; one object serves everybody."""

    def __init__(self, clerk: Clerk, unanswered: UnansweredQuestions, dialogues: Dialogues) -> None:
        self._clerk = clerk
        self._questions = unanswered
        self._dialogues = dialogues

    async def text(self, where: Conversation, text: str) -> Reply:
        """Answers what a person typed; the typed name of an expected option counts as a tap on it.

        Raises ShapeError where what was asked back cannot be read any more.
        """
        expected = await self._dialogues.expected(where)
        if expected and expected.flow == FLOW and expected.expires_at > self._clerk.clock.now():
            question = await self._question(where)
            if question is not None and (typed := _typed(question, text)):
                return await self._option(question, None if typed == _UNKNOWN else typed)
        found = await self._clerk.ask(text, person=where.person)
        if any(leaf.kind == "handover" or _bare_choice(leaf) for leaf in leaves(found)):
            await self._unanswered(redact(text), "handover")
        return await self._clerk.settle(found, redact(text))

    async def about(self, where: Conversation, rule: str) -> Reply | None:
        """Answers from one rule, chosen by topic; None when there is no such rule."""
        if not self._clerk.knows(rule):
            return None
        return await self._clerk.settle(await self._clerk.ask(rule=rule, person=where.person))

    async def option(self, where: Conversation, turn: str, value: str | None) -> Reply | None:
        """Goes on after a tap on an option, None meaning "tidak tahu"; returns None when the tap is stale.

        Raises ShapeError like `text`.
        """
        question = await self._question(where, turn)
        if question is None:
            return None
        ask = question.leaf.ask
        if ask is None or (value is not None and value not in dict(ask.options)):
            return None
        return await self._option(question, value)

    async def candidate(self, where: Conversation, turn: str, rule: str | None) -> Reply | None:
        """Goes on with the candidate picked, None meaning none of them; returns None when stale.

        Raises ShapeError like `text`.
        """
        question = await self._question(where, turn)
        if question is None:
            return None
        leaf = question.leaf
        if rule is None:
            await self._unanswered(question.text, "choose")
            found = replace(leaf, kind="handover", outcome="handover", choices=())
        elif rule in dict(leaf.choices) and self._clerk.knows(rule):
            found = await self._clerk.ask(given=leaf.facts, rule=rule, person=where.person)
            if leaf.unexplained:
                found = replace(found, notes=(*found.notes, _only_about(found, leaf.unexplained)))
        else:
            return None
        reply = await self._clerk.settle(with_part(question.whole, question.part, found), question.text)
        return replace(reply, done=turn)

    async def is_done(self, where: Conversation, turn: str) -> bool:
        """Whether a stale tap merely repeats the one that was just answered."""
        draft = await self._dialogues.draft(where, FLOW)
        return draft is not None and draft.state.get("done") == turn

    async def shown(self, where: Conversation, reply: Reply) -> Expected | None:
        """Notes where the dialogue stands, once the reply is on the screen; returns what it has replaced.

        In this order a kill in between only repeats the last step when the update is replayed.
        """
        state = {**(reply.state or {}), **({"done": reply.done} if reply.done else {})}
        now = self._clerk.clock.now()
        if state:
            # Unique, as every draft's: a turn alone is short enough to come twice.
            name = f"{where.person}:{where.chat}:{reply.turn or reply.done}"
            await self._dialogues.keep_draft(where, FLOW, Draft(name, state, now))
        else:
            await self._dialogues.drop_draft(where, FLOW)
        if reply.turn is None:
            await self._dialogues.end(where, FLOW)
            return None
        return await self._dialogues.expect(where, Expected(FLOW, STEP, now + WORDS_WITHIN))

    async def _question(self, where: Conversation, turn: str | None = None) -> OpenQuestion | None:
        """What was asked back here last, if it is that of `turn` and not too old."""
        draft = await self._dialogues.draft(where, FLOW)
        if draft is None or "turn" not in draft.state or turn not in (None, draft.state["turn"]):
            return None
        if self._clerk.clock.now() - draft.updated_at > TAP_WITHIN:
            return None
        return _opened(draft.state)

    async def _option(self, question: OpenQuestion, value: str | None) -> Reply:
        leaf = question.leaf
        fact = leaf.ask.fact if leaf.ask else ""
        given, unknown = dict(leaf.facts), question.unknown
        if value is None:
            unknown |= {fact}
        else:
            given[fact] = value
        found = await self._clerk.ask(given=given, rule=leaf.rule, unknown=unknown)
        if found.ask and question.asked >= MOST_QUESTIONS:
            unknown |= {found.ask.fact}
            found = await self._clerk.ask(given=given, rule=leaf.rule, unknown=unknown)
        found = replace(found, notes=tuple(dict.fromkeys((*found.notes, *leaf.notes))))
        asked = question.asked + 1 if found.ask else 1
        whole = with_part(question.whole, question.part, found)
        reply = await self._clerk.settle(whole, question.text, asked, unknown)
        return replace(reply, done=question.turn)

    async def _unanswered(self, redacted: str, reason: str) -> None:
        if any(map(str.isalpha, redacted)):
            now = self._clerk.clock.now()
            await self._questions.add(redacted_text=redacted, reason=reason, at=now)


def _only_about(found: Answer, unexplained: tuple[str, ...]) -> str:
    """What a candidate that was picked does not answer: the words that nobody understood."""
    words = ", ".join(unexplained)
    return f"Ini hanya tentang _{found.title.lower()}_; {words} belum saya pahami dan tidak ikut dinilai."


def _bare_choice(leaf: Answer) -> bool:
    return leaf.kind == "choose" and not leaf.choices


def _typed(question: OpenQuestion, text: str) -> str | None:
    """The option of the open question that was typed out instead of tapped."""
    ask = question.leaf.ask
    if ask is None:
        return None
    typed = " ".join(text.casefold().split()).strip(".!? ")
    if typed in (_UNKNOWN, "tak tahu", "nggak tahu", "gak tau", "ga tau"):
        return _UNKNOWN
    return next((value for value, label in ask.options if typed in (value, label.casefold())), None)


def _opened(state: Mapping[str, Any]) -> OpenQuestion:
    """The question that `Clerk.settle` left; raises ShapeError for one of another release."""
    try:
        question = OpenQuestion(
            turn=str(state["turn"]),
            whole=thaw(state["answer"]),
            part=int(state["open"]),
            text=str(state["text"]),
            asked=int(state["asked"]),
            unknown=frozenset(state["unknown"]),
        )
    except (LookupError, TypeError, ValueError, AttributeError):
        raise ShapeError(FLOW) from None
    if not 0 <= question.part < len(leaves(question.whole)):
        raise ShapeError(FLOW)
    return question
