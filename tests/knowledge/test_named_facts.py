"""What the program knows of the vocabulary by name is in the vocabulary."""

from __future__ import annotations

import pytest

from bot.places import KNOWLEDGE
from bot.rulebook.model import facts
from bot.rulebook.reading.load import load

BOOK = load(KNOWLEDGE)
NAMED = {
    *facts.REQUIRED,
    *facts.DENIABLE,
    *facts.CARRIED,
    *facts.POLITICAL,
    *facts.UNSPOKEN,
    *facts.OPTIONS,
}


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_fact_known_by_name_is_in_the_vocabulary(name):
    assert name in BOOK.facts


def test_an_option_known_by_name_is_among_the_options_of_its_fact():
    missing = {fact: names - BOOK.facts[fact].options.keys() for fact, names in facts.OPTIONS.items()}
    assert not any(missing.values()), missing
