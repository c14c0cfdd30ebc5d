"""The texts that are pledged, and when their days end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.pledge.service import PledgeError, deadline_on, own_text, text_of
from bot.rulebook.model import Pledge
from tests.pledge.conftest import JAKARTA


def test_a_text_of_the_rule_base_is_hashed_as_it_is_shown():
    pledge = Pledge(
        id="ikrar",
        version="3",
        title="Ikrar",
        opening="Saya:",
        points=("satu", "dua"),
        closing="Demikian.",
        note=None,
    )
    text = text_of(pledge)
    assert (text.id, text.version, text.title) == ("ikrar", "3", "Ikrar")
    assert text.body == "Saya:\n\n1. satu\n2. dua\n\nDemikian."


@pytest.mark.parametrize(
    "written", ["# Ikrar kami\n\nSaya …", "Ikrar kami\nSaya …", "\r\n**Ikrar kami**\r\n\r\nSaya …\r\n"]
)
def test_an_office_s_own_text_has_its_title_in_the_first_line(written):
    text = own_text(written)
    assert (text.title, text.body, text.version) == ("Ikrar kami", "Saya …", "1")


def test_the_same_words_are_the_same_text_and_others_are_another():
    one, same, other = own_text("Ikrar\nSaya …"), own_text("# Ikrar\n\nSaya …\n"), own_text("Ikrar\nKami …")
    assert (one.id, one.hash) == (same.id, same.hash)
    assert one.id != other.id
    assert one.hash != other.hash


@pytest.mark.parametrize(
    "written", ["", "Ikrar", "\n\n", "Ik\nSaya", "x" * 121 + "\nSaya", "Ikrar\n \n", "#\n#\nSaya"]
)
def test_a_text_without_title_or_body_is_refused(written):
    with pytest.raises(PledgeError):
        own_text(written)


def test_a_day_ends_at_midnight_of_the_zone():
    day = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)  # 23.59 in Jakarta
    assert deadline_on(day, JAKARTA) == datetime(2026, 12, 1, tzinfo=JAKARTA)
    assert deadline_on(day + timedelta(minutes=1), JAKARTA) == datetime(2026, 12, 2, tzinfo=JAKARTA)
