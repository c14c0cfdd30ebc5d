"""One person's question, from the words to an answer with a number, over as many taps as it takes.

Of a dialogue the facts are kept, and of an answer what was answered: the words of a question survive only
redacted, while candidates are offered and where nothing could be answered. Knows no Telegram and no SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.ask.clerk import Clerk, Reply, with_part
from bot.ask.model import Answer
from bot.ask.redact import redact
from bot.ask.sections import leaves
from bot.ask.snapshot import thaw

FLOW = "ask"
# A third question would be an interrogation; then both ways are shown instead.
MOST_QUESTIONS = 2
_UNKNOWN = "tidak tahu"


class Ask:
    """The use case; one object serves everybody."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk
        self._memory = clerk.memory

    async def text(self, person: str, text: str) -> Reply:
        """Answers what a person typed; the typed name of an open question's option counts as a tap on it."""
        state = await self._memory.dialogue(person, FLOW)
        if state is not None and "turn" in state and (typed := _typed(state, text)):
            return await self._option(state, None if typed == _UNKNOWN else typed)
        found = await self._clerk.ask(text, person=person)
        if any(leaf.kind == "handover" or _bare_choice(leaf) for leaf in leaves(found)):
            await self._unanswered(redact(text), "handover")
        return await self._clerk.settle(found, redact(text))

    async def about(self, person: str, rule: str) -> Reply | None:
        """Answers from one rule, chosen by topic; None when there is no such rule."""
        if not self._clerk.knows(rule):
            return None
        return await self._clerk.settle(await self._clerk.ask(rule=rule, person=person))

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
        elif rule in dict(leaf.choices) and self._clerk.knows(rule):
            found = await self._clerk.ask(given=leaf.facts, rule=rule, person=person)
            if leaf.unexplained:
                found = replace(found, notes=(*found.notes, _only_about(found, leaf.unexplained)))
        else:
            return None
        reply = await self._clerk.settle(with_part(whole, state["open"], found), state["text"])
        return replace(reply, done=turn)

    async def is_done(self, person: str, turn: str) -> bool:
        """Whether a stale tap merely repeats the one that was just answered."""
        state = await self._memory.dialogue(person, FLOW)
        return state is not None and state.get("done") == turn

    async def shown(self, person: str, reply: Reply) -> None:
        """Notes where the dialogue stands, once the reply is on the screen.

        In this order a kill in between only repeats the last step when the update is replayed.
        """
        state = {**(reply.state or {}), **({"done": reply.done} if reply.done else {})}
        if state:
            await self._memory.keep_dialogue(person, FLOW, state, self._clerk.clock.now())
        else:
            await self._memory.end_dialogue(person, FLOW)

    async def _option(self, state: Mapping[str, Any], value: str | None) -> Reply:
        whole = thaw(state["answer"])
        leaf = leaves(whole)[state["open"]]
        fact = leaf.ask.fact if leaf.ask else ""
        given, unknown = dict(leaf.facts), frozenset(state["unknown"])
        if value is None:
            unknown |= {fact}
        else:
            given[fact] = value
        found = await self._clerk.ask(given=given, rule=leaf.rule, unknown=unknown)
        if found.ask and state["asked"] >= MOST_QUESTIONS:
            unknown |= {found.ask.fact}
            found = await self._clerk.ask(given=given, rule=leaf.rule, unknown=unknown)
        found = replace(found, notes=tuple(dict.fromkeys((*found.notes, *leaf.notes))))
        asked = state["asked"] + 1 if found.ask else 1
        whole = with_part(whole, state["open"], found)
        reply = await self._clerk.settle(whole, state["text"], asked, unknown)
        return replace(reply, done=state["turn"])

    async def _unanswered(self, redacted: str, reason: str) -> None:
        if any(map(str.isalpha, redacted)):
            await self._memory.keep_unanswered(redacted, reason, self._clerk.clock.now())


def _only_about(found: Answer, unexplained: tuple[str, ...]) -> str:
    """What a candidate that was picked does not answer: the words that nobody understood."""
    words = ", ".join(unexplained)
    return f"Ini hanya tentang _{found.title.lower()}_; {words} belum saya pahami dan tidak ikut dinilai."


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
