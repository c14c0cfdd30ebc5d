"""What buttons carry: small, stateless, and deaf to garbage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Settings
from bot.rulebook.reading.load import load
from bot.tg.core.callbacks import MOST_BYTES, Kind, Press, decode, encode

LARGEST_USER = 2**52 - 1


@pytest.fixture(scope="module")
def book():
    return load(Settings(_env_file=None).knowledge)


@given(st.sampled_from([Kind.VALUE]), st.integers(0, LARGEST_USER))
def test_a_press_survives_the_way_through_telegram(kind, owner):
    press = Press(kind, owner, ("J-7F3A", "0", "objek", "calon"))
    assert decode(encode(press)) == press


@given(st.text(max_size=80))
def test_no_text_makes_the_reader_stumble(text):
    press = decode(text)
    assert press is None or encode(press).casefold() == text.casefold()


@pytest.mark.parametrize(
    "garbage",
    ["", "1", "1:o", "1:o:a", "2:t:0", "1:?:0", "1:t:-5", "1:t:0:lebih", "1:o:a:b", "1:o:a:b:<c>", "1:t:A"],
)
def test_garbage_is_no_press(garbage):
    assert decode(garbage) is None


def test_what_does_not_fit_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="not a button"):
        encode(Press(Kind.RULE, 1, ("x" * 64,)))


def test_every_rule_fits_on_a_button(book):
    longest = max(book.rules, key=len)
    for press in (
        Press(Kind.RULE, LARGEST_USER, (longest,)),
        Press(Kind.CANDIDATE, LARGEST_USER, ("abcdef", longest)),
        Press(Kind.LIFT, LARGEST_USER, (longest,)),
    ):
        assert len(encode(press)) <= MOST_BYTES


def test_every_value_of_every_fact_fits_on_a_button(book):
    for fact in book.facts.values():
        for value in fact.options:
            assert encode(Press(Kind.VALUE, LARGEST_USER, ("J-7F3A9", "1", fact.id, value)))
            assert encode(Press(Kind.OPTION, LARGEST_USER, ("abcdef", value)))


def test_every_topic_fits_on_a_button(book):
    for topic in {rule.topic for rule in book.rules.values()}:
        assert encode(Press(Kind.TOPIC, LARGEST_USER, (topic, "12")))
