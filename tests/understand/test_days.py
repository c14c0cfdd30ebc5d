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
        (
            "partai mau pakai aula sekolah untuk kampanye pemilu, ada izin tertulis",
            date(2023, 10, 12),
            "allowed_with_conditions",
        ),
    ],
)
def test_the_law_of_the_day_is_told(knowledge, text, then, outcome):
    assert answer(knowledge, Question(text, then)).outcome == outcome
