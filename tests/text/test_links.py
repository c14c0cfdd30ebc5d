"""Deep links: what is printed once is understood for ever."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.links import Start, deep_link, parsed


@pytest.mark.parametrize(
    ("start", "value", "address"),
    [
        (Start.JOIN, "7F3A29KQ", "https://t.me/palu_bot?start=g_7F3A29KQ"),
        (Start.CHECK, "IKR-7F3A-2291", "https://t.me/palu_bot?start=c_IKR_7F3A_2291"),
        (Start.PLEDGE, "12", "https://t.me/palu_bot?start=i_12"),
    ],
)
def test_links_stay_as_they_were_printed(start, value, address):
    assert deep_link("palu_bot", start, value) == address


@given(st.sampled_from(Start), st.from_regex(r"[A-Z0-9]([A-Z0-9-]{0,20}[A-Z0-9])?", fullmatch=True))
def test_a_payload_is_read_as_it_was_built_and_telegram_lets_it_through(start, value):
    payload = deep_link("palu_bot", start, value).rpartition("=")[2]
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert parsed(payload) == (start, value)


@pytest.mark.parametrize("payload", ["", "abc_123", "G_12", "12"])
def test_what_is_no_link_of_ours_is_not_read_as_one(payload):
    assert parsed(payload) is None
