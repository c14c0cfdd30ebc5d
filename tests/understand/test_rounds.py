"""Questions that independent hands wrote before they saw how the bot reads, with the verdicts to be given.

Nobody trained on them, and the thresholds were chosen on them: they show whether a change reads worse. The
bounds lie a little below what was measured.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from bot.ask.answer import answer
from bot.ask.model import Question
from tests.support.grading import grade, questions

DAY = date(2026, 12, 2)
STATUSES = ("pns", "ppnpn")


@pytest.fixture(scope="module", params=["round-1", "round-2"])
def grades(request, knowledge) -> Counter[str]:
    """How many questions of a round fell into each class."""
    return Counter(
        grade(known, answer(knowledge, Question(known.text, DAY))) for known in questions(request.param)
    )


def test_most_are_answered_right_at_once(grades):
    assert grades["right"] / grades.total() >= RIGHT


def test_nearly_all_are_answered_right_or_asked_well(grades):
    assert (grades["right"] + grades["asked"]) / grades.total() >= RIGHT_OR_ASKED


def test_hardly_any_answer_is_looser_than_the_law(grades):
    assert grades["unsafe"] <= UNSAFE


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_on_the_roster_changes_hardly_any_outcome(knowledge, status):
    """Only where the law differs by status; that is few, and never whether a message is ours."""
    changed = []
    for known in questions("round-1"):
        stranger = answer(knowledge, Question(known.text, DAY)).outcome
        employee = answer(knowledge, Question(known.text, DAY, status=status)).outcome
        if stranger != employee:
            changed.append((known.id, stranger, employee))
    assert [one for one in changed if "out_of_scope" in one] == []
    assert len(changed) <= 6


RIGHT, RIGHT_OR_ASKED, UNSAFE = 0.8, 0.92, 3
