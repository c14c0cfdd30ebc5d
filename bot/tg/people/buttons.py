"""The buttons of joining, one's own data, the roster, employees and roles.

Whatever shows or decides something about a person is pressed in private, except what HR's own group is told.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.people.authority import EVERYBODY, HR, OVERVIEW
from bot.tg.core.buttons import Button, NoArgs, Where


@dataclass(frozen=True, slots=True)
class LanguageArgs:
    """A language by its code."""

    language: str


@dataclass(frozen=True, slots=True)
class PersonArgs:
    """An employee by his number on record."""

    person: int


@dataclass(frozen=True, slots=True)
class MoveArgs:
    """HR's word on a request to move to another account."""

    request: int
    allow: bool


LANGUAGE = Button("g", LanguageArgs, roles=EVERYBODY, where=Where.ANYWHERE)
JOIN = Button("j", NoArgs, roles=EVERYBODY, where=Where.PRIVATE)
ME = Button("y", PersonArgs, roles=EVERYBODY, where=Where.PRIVATE)
NOT_ME = Button("z", NoArgs, roles=EVERYBODY, where=Where.PRIVATE)
FORGET = Button("fg", NoArgs, roles=EVERYBODY, where=Where.PRIVATE)
MOVE = Button("mv", MoveArgs, roles=HR, where=Where.ANYWHERE)


@dataclass(frozen=True, slots=True)
class DraftArgs:
    """A list of employees that waits to be applied."""

    draft: str


@dataclass(frozen=True, slots=True)
class ApplyArgs:
    """The same; `complete` lets those leave who are not in it."""

    draft: str
    complete: bool


@dataclass(frozen=True, slots=True)
class UndoArgs:
    """A list that was applied."""

    import_id: int


APPLY = Button("ra", ApplyArgs, roles=HR, where=Where.PRIVATE)
DROP = Button("rd", DraftArgs, roles=HR, where=Where.PRIVATE)
UNDO = Button("ru", UndoArgs, roles=HR, where=Where.PRIVATE)
TEMPLATE = Button("rt", NoArgs, roles=HR, where=Where.PRIVATE)


@dataclass(frozen=True, slots=True)
class UnitsArgs:
    """A page of the units, the first is 0."""

    page: int


UNITS = Button("un", UnitsArgs, roles=OVERVIEW, where=Where.PRIVATE)
CARD = Button("pc", PersonArgs, roles=OVERVIEW, where=Where.PRIVATE)
CODE = Button("pk", PersonArgs, roles=HR, where=Where.PRIVATE)
SLIPS = Button("ps", NoArgs, roles=HR, where=Where.PRIVATE)
RELEASE = Button("pr", PersonArgs, roles=HR, where=Where.PRIVATE)


@dataclass(frozen=True, slots=True)
class AgreeArgs:
    """A second person's word on a change of roles."""

    proposal: int
    approve: bool


AGREE = Button("ag", AgreeArgs, roles=HR, where=Where.ANYWHERE)
