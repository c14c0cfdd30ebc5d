"""The buttons of questions, answers and topics: everybody's, in groups too."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people.authority import EVERYBODY
from bot.tg.core.buttons import Button, NoArgs, Where


@dataclass(frozen=True, slots=True)
class TurnArgs:
    """The question back that is answered."""

    turn: str


@dataclass(frozen=True, slots=True)
class OptionArgs:
    """An answer to a question back, of one fact's vocabulary."""

    turn: str
    value: str


@dataclass(frozen=True, slots=True)
class CandidateArgs:
    """The rule that was meant."""

    turn: str
    rule: str


OPTION = Button("o", OptionArgs, roles=EVERYBODY, where=Where.ANYWHERE)
UNKNOWN = Button("x", TurnArgs, roles=EVERYBODY, where=Where.ANYWHERE)
CANDIDATE = Button("c", CandidateArgs, roles=EVERYBODY, where=Where.ANYWHERE)
NEITHER = Button("n", TurnArgs, roles=EVERYBODY, where=Where.ANYWHERE)


@dataclass(frozen=True, slots=True)
class AnswerArgs:
    """An answer by its number in the journal."""

    number: str


@dataclass(frozen=True, slots=True)
class RateArgs:
    """Whether an answer helped."""

    number: str
    helpful: bool


@dataclass(frozen=True, slots=True)
class FactArgs:
    """A fact of one part of an answer."""

    number: str
    part: int
    fact: str


@dataclass(frozen=True, slots=True)
class ValueArgs:
    """What that fact is to be instead."""

    number: str
    part: int
    fact: str
    value: str


BASIS = Button("d", AnswerArgs, roles=EVERYBODY, where=Where.ANYWHERE)
RATE = Button("r", RateArgs, roles=EVERYBODY, where=Where.ANYWHERE)
FACTS = Button("u", AnswerArgs, roles=EVERYBODY, where=Where.ANYWHERE)
FACT = Button("f", FactArgs, roles=EVERYBODY, where=Where.ANYWHERE)
VALUE = Button("v", ValueArgs, roles=EVERYBODY, where=Where.ANYWHERE)
BACK = Button("b", AnswerArgs, roles=EVERYBODY, where=Where.ANYWHERE)
AGAIN = Button("w", AnswerArgs, roles=EVERYBODY, where=Where.ANYWHERE)


@dataclass(frozen=True, slots=True)
class TopicArgs:
    """A page of a topic's rules, the first is 0."""

    topic: str
    page: int


@dataclass(frozen=True, slots=True)
class RuleArgs:
    """A rule by its id."""

    rule: str


TOPICS = Button("t", NoArgs, roles=EVERYBODY, where=Where.ANYWHERE)
TOPIC = Button("p", TopicArgs, roles=EVERYBODY, where=Where.ANYWHERE)
RULE = Button("q", RuleArgs, roles=EVERYBODY, where=Where.ANYWHERE)
REPORT = Button("l", NoArgs, roles=EVERYBODY, where=Where.ANYWHERE)
