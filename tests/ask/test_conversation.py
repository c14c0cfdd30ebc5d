"""One conversation is a person in a chat: what stays open in it, and for how long."""

import pytest

from bot.people.dialogue import Conversation, Draft, ShapeError
from tests.ask.conftest import SITI, typed
from tests.support.scripts import clarify, verdict


async def test_the_same_person_elsewhere_finds_nothing_open(ask, script):
    script.says(clarify("cltn"), verdict())
    first = await typed(ask, "boleh?")
    elsewhere = Conversation(SITI.person, -100)
    assert await ask.option(elsewhere, first.turn, "ya") is None
    await ask.text(elsewhere, "ya, benar")
    assert script.asked[1].given == {}


async def test_words_half_an_hour_later_are_another_question_and_a_tap_still_counts(ask, script, clock):
    script.says(clarify("cltn"), verdict(), verdict())
    first = await typed(ask, "boleh?")
    clock.move(minutes=31)
    await ask.text(SITI, "ya, benar")
    assert script.asked[1].given == {}
    assert await ask.option(SITI, first.turn, "ya") is not None


async def test_a_tap_a_month_later_is_stale(ask, script, clock):
    script.says(clarify("cltn"))
    first = await typed(ask, "boleh?")
    clock.move(days=30)
    assert await ask.option(SITI, first.turn, "ya") is None


async def test_a_question_that_another_dialogue_replaced_takes_no_words_and_still_takes_a_tap(
    ask, script, dialogues
):
    script.says(clarify("cltn"), verdict(), verdict())
    first = await typed(ask, "boleh?")
    await dialogues.end(SITI)
    await ask.text(SITI, "ya, benar")
    assert script.asked[1].given == {}
    assert await ask.option(SITI, first.turn, "ya") is not None


@pytest.mark.parametrize("answer_then", [None, {}, {"kind": "clarify"}])
async def test_a_question_of_another_release_is_not_guessed_at(ask, dialogues, clock, answer_then):
    state = {"turn": "abc", "answer": answer_then, "open": 0, "text": "", "asked": 1, "unknown": []}
    await dialogues.keep_draft(SITI, "ask", Draft("d1", state, clock.now()))
    with pytest.raises(ShapeError):
        await ask.option(SITI, "abc", "ya")
