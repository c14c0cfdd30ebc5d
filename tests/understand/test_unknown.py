"""Whatever is not understood never reads as permission, and is answered all the same."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PERMISSIONS = {"allowed", "allowed_with_conditions"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😂😂",
        "?",
        "a" * 4000,
        "boleh?",
        "gimana nih min",
        "<b>halo</b>",
        "'; drop table inbox; --",
    ],
)
def test_what_says_nothing_is_never_permitted(ask, text):
    assert ask(text).outcome not in PERMISSIONS


def test_four_thousand_letters_of_questions_are_answered(ask):
    assert ask("boleh like foto caleg ga? " * 150).outcome == "prohibited"


@pytest.mark.proof
@given(text=st.text(max_size=4096))
@settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
def test_noise_is_never_permitted(ask, text):
    assert ask(text).outcome not in PERMISSIONS


@pytest.mark.proof
def test_words_in_any_order_are_answered(ask, knowledge):
    shuffled = random.Random(2)
    for rule in knowledge.book.rules.values():
        for text in rule.phrasings:
            words = text.split()
            shuffled.shuffle(words)
            found = ask(" ".join(words))
            assert found.kind in {
                "verdict",
                "information",
                "clarify",
                "choose",
                "declined",
                "handover",
                "not_in_force",
            }
