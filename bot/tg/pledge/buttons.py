"""The buttons of pledges: the employees' own, HR's to open a campaign, and the recap's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.people.authority import EVERYBODY, HR, OVERVIEW
from bot.pledge import invitation
from bot.tg.core.buttons import Button, NoArgs, Where


class NoteTap(StrEnum):
    """What an employee may say instead of pledging."""

    QUESTION = "q"
    OBJECTION = "o"


@dataclass(frozen=True, slots=True)
class CampaignArgs:
    """A campaign by its number."""

    campaign: int


@dataclass(frozen=True, slots=True)
class PledgedArgs:
    """A campaign, and the beginning of the hash of the text that was read."""

    campaign: int
    seen: str


@dataclass(frozen=True, slots=True)
class NoteArgs:
    """A question or an objection about a campaign."""

    campaign: int
    note: NoteTap


PLEDGE = Button(invitation.KIND, CampaignArgs, roles=EVERYBODY, where=Where.PRIVATE)
PLEDGED = Button("py", PledgedArgs, roles=EVERYBODY, where=Where.PRIVATE)
PLEDGE_NOTE = Button("pn", NoteArgs, roles=EVERYBODY, where=Where.PRIVATE)
RECEIPT = Button("pf", CampaignArgs, roles=EVERYBODY, where=Where.PRIVATE)


class Field(StrEnum):
    """What can be changed before a campaign opens; all but TEXTS may be typed."""

    TEXTS = "texts"
    AUDIENCE = "audience"
    DEADLINE = "deadline"
    OPENS = "opens"
    FIRST = "first"
    OWN = "own"


class Setting(StrEnum):
    """What a choice is about; BACK changes nothing, whatever the value."""

    BACK = "back"
    TEXTS = "texts"
    AUDIENCE = "audience"
    DEADLINE = "deadline"
    OPENS = "opens"
    FIRST = "first"


NO_VALUE = "x"
"""The value of a choice that has none."""


@dataclass(frozen=True, slots=True)
class FieldArgs:
    """The field to be changed."""

    field: Field


@dataclass(frozen=True, slots=True)
class SetArgs:
    """One of the usual choices."""

    setting: Setting
    value: str


@dataclass(frozen=True, slots=True)
class OpenArgs:
    """The draft as this preview showed it."""

    draft: str


CAMPAIGN_FIELD = Button("cf", FieldArgs, roles=HR, where=Where.PRIVATE)
CAMPAIGN_SET = Button("cs", SetArgs, roles=HR, where=Where.PRIVATE)
CAMPAIGN_PREVIEW = Button("cp", NoArgs, roles=HR, where=Where.PRIVATE)
CAMPAIGN_OPEN = Button("co", OpenArgs, roles=HR, where=Where.PRIVATE)
CAMPAIGN_DROP = Button("cd", NoArgs, roles=HR, where=Where.PRIVATE)


class RecapAct(StrEnum):
    """A file of a recap, or what HR alone does with it."""

    CHART = "chart"
    XLSX = "xlsx"
    PDF = "pdf"
    REMIND = "remind"
    EVERYBODY = "everybody"
    CLOSE = "close"
    POSTER = "poster"
    OBJECTIONS = "objections"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class RecapArgs:
    """A campaign, and what is wanted of its recap."""

    campaign: int
    act: RecapAct


RECAP = Button("rc", CampaignArgs, roles=OVERVIEW, where=Where.PRIVATE)
RECAP_ACT = Button("rx", RecapArgs, roles=OVERVIEW, where=Where.PRIVATE)
