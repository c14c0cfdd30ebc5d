"""The locales of the bot: complete, equal in both languages, and nothing in them that is never used."""

import re
from pathlib import Path

import pytest

from bot.config import LOCALES
from bot.people.audit import Act
from bot.people.authority import OVERVIEW, Role
from bot.people.joining.service import Step
from bot.people.staff import Done
from bot.pledge.model import NoteKind
from bot.pledge.model import Step as PledgeStep
from bot.tg.core.commands import COMMANDS
from bot.tg.routes import DOES
from bot.wording import Wording, differences

BOT = Path(__file__).resolve().parents[2] / "bot"
# Keys that are put together at run time.
BUILT = re.compile(
    r"answer\.(short\.\w+|declined)|menu\.\w+|other\.\w+|recall\.\w+|review\.reason_\w+|source\.\w+|basis\.rule\w*"
    r"|broadcast\.(choice|column|state|skipped|field|ask|act|trouble)\.\w+"
    r"|broadcast\.(hours|minutes|expired|cancelled)"
    r"|pledge\.(ask|noted|hr)_\w+|campaign\.(field|ask)\.\w+|recaps\.act\.\w+|recaps\.(question|objection)s|recap\..+"
    r"|dialogue\.left\.\w+|remind\.(act|planned)\.\w+|roster\.field\.\w+|join\.move_\w+_you|start\.help_\w+"
)
# Keys that stand for the members of a list; one too many or too few shows.
LISTED = {
    *(f"guard.role.{role.value}" for role in Role),
    *(f"join.{step.value}" for step in Step),
    *(f"role.{done.value}" for done in Done if done is not Done.DONE),
    *(f"pledge.{step.value}" for step in PledgeStep),
    *(f"profile.note.{kind.value}" for kind in NoteKind),
    *(f"log.act.{act.replace('.', '_')}" for act in Act),
}


def test_both_languages_have_the_same_keys_and_placeholders():
    assert differences(Wording(LOCALES, "id"), Wording(LOCALES, "en")) == ()


def test_no_text_is_never_used():
    code = "\n".join(file.read_text(encoding="utf-8") for file in BOT.rglob("*.py"))
    keys = Wording(LOCALES, "id").keys()
    unused = {
        key
        for key in keys - LISTED
        if f'"{key}"' not in code
        and f"'{key}'" not in code
        and not BUILT.fullmatch(key)
        # Fields of a person are named where they are listed.
        and not (key.startswith("profile.field.") and f'entry("{key.rpartition(".")[2]}"' in code)
    }
    assert unused == set()


def test_whatever_can_be_said_has_its_words():
    assert LISTED - Wording(LOCALES, "id").keys() == set()


def test_every_command_does_something_and_has_a_line_in_the_menu():
    words = Wording(LOCALES, "id")
    assert {command.name for command in COMMANDS} == set(DOES)
    assert all(len(words(f"menu.{name}")) <= 256 for name in DOES)


@pytest.mark.parametrize("language", ["id", "en"])
def test_notices_fit_into_telegrams_bubble(language):
    words = Wording(LOCALES, language)
    notices = [
        *(f"ask.{name}" for name in ("thanks", "thanks_anyway", "rated", "stale", "foreign", "gone")),
        *(f"role.{done.value}" for done in Done if done is not Done.DONE),
        *(f"roster.{name}" for name in ("second", "gone", "not_undone")),
        "join.decided_before",
    ]
    *first, last = (words(f"guard.role.{role.value}") for role in OVERVIEW)
    every_role = words("guard.either", first=", ".join(first), last=last)
    texts = [words(key) for key in notices]
    texts += [
        words("failure.alert", incident="G-ABCDEF"),
        words("guard.refused", roles=every_role, account=2**52),
    ]
    assert all(len(text) <= 200 for text in texts)


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_text_shouts(language):
    words = Wording(LOCALES, language)
    keys = words.keys()
    texts = [words(key, **dict.fromkeys(words.placeholders(key), "x")) for key in keys]
    assert [text for text in texts if "!" in text] == []
