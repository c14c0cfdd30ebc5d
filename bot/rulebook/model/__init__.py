"""The compiled rule base: plain frozen data, picklable, with English names for the Indonesian files.

It knows no YAML, no file reading and no way to decide; `path` and `line` are kept only so that an examiner
can point its finger at the place to mend.
"""

from bot.rulebook.model.book import (
    Contest,
    Fact,
    Pledge,
    Release,
    Reminder,
    RuleBook,
    Stage,
)
from bot.rulebook.model.facts import CONTEST, OUTSIDE_STAGES, STAGE, STATUS
from bot.rulebook.model.law import (
    LOW,
    Instrument,
    LastRead,
    Period,
    Pinpoint,
    Provision,
    Sanction,
)
from bot.rulebook.model.rule import (
    Approval,
    Basis,
    Branch,
    Neighbour,
    Practice,
    Rule,
    Signature,
    Statement,
    Table,
    Trial,
    Version,
)
from bot.rulebook.outcome import Kind, Outcome

__all__ = [
    "CONTEST",
    "LOW",
    "OUTSIDE_STAGES",
    "STAGE",
    "STATUS",
    "Approval",
    "Basis",
    "Branch",
    "Contest",
    "Fact",
    "Instrument",
    "Kind",
    "LastRead",
    "Neighbour",
    "Outcome",
    "Period",
    "Pinpoint",
    "Pledge",
    "Practice",
    "Provision",
    "Release",
    "Reminder",
    "Rule",
    "RuleBook",
    "Sanction",
    "Signature",
    "Stage",
    "Statement",
    "Table",
    "Trial",
    "Version",
]
