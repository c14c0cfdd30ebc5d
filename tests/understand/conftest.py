"""Reading and answering with the rule base that the product ships with, on a day outside any stage."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.ask.answer import answer
from bot.ask.model import Answer, Question
from bot.understand.open import Knowledge
from tests.support.chat import knowledge

__all__ = ["knowledge"]


@pytest.fixture(scope="session")
def ask(knowledge: Knowledge) -> Callable[[str], Answer]:
    """Answers a text as the bot would."""
    return lambda text: answer(knowledge, Question(text, date(2026, 11, 22)))


@pytest.fixture(scope="session")
def facts(knowledge: Knowledge) -> Callable[[str], dict[str, tuple[str, ...]]]:
    """The facts that the lexicon finds in a text."""
    return lambda text: dict(knowledge.reader.seen(text).facts)
