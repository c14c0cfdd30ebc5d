"""What is taken for granted is asked about where the learned reader hears otherwise."""

from dataclasses import replace
from datetime import date

from bot.ask.answer import answer
from bot.ask.model import Question

DAY = date(2026, 12, 1)
USUAL = "saya PNS mau nyalon kepala desa, boleh?"


def hearing(knowledge, prohibited):
    """The knowledge with a reader that believes so much in a prohibition, and is else as it was."""
    learned = knowledge.reader.learned

    class Doubting:
        def __getattr__(self, name):
            return getattr(learned, name)

        def read(self, text, ranges=()):
            heard = learned.read(text, ranges)
            outcomes = {"allowed_with_conditions": 1 - prohibited, "prohibited": prohibited}
            return tuple(
                replace(one, outcomes={**dict.fromkeys(one.outcomes, 0.0), **outcomes}) for one in heard
            )

    return replace(knowledge, reader=replace(knowledge.reader, learned=Doubting()))


def test_the_usual_case_is_assumed(knowledge):
    assert answer(hearing(knowledge, 0.05), Question(USUAL, DAY)).outcome == "allowed_with_conditions"


def test_a_permission_that_rests_on_it_is_not_told_past_a_doubt(knowledge):
    found = answer(hearing(knowledge, 0.45), Question(USUAL, DAY))
    assert (found.kind, found.ask.fact) == ("clarify", "izin")
    assert "prohibited" in found.possible
