"""A question about another day is answered by that day's law; the learned reader knows only today's."""

from datetime import date

import pytest

from bot.ask.answer import answer
from bot.ask.model import Question


@pytest.mark.parametrize(
    ("text", "then", "outcome"),
    [
        ("diundang datang ke studio debat capres", date(2023, 12, 20), "depends"),
        ("diundang datang ke studio debat capres", date(2026, 12, 1), "prohibited"),
        ("hadir langsung di lokasi debat paslon boleh?", date(2024, 10, 29), "depends"),
        ("boleh hadir kampanye tapi diam saja?", date(2024, 10, 15), "depends"),
        ("boleh hadir kampanye tapi diam saja?", date(2026, 12, 1), "prohibited"),
    ],
)
def test_the_law_of_the_day_is_told(knowledge, text, then, outcome):
    assert answer(knowledge, Question(text, then)).outcome == outcome
