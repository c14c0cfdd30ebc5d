"""Where Telegram asks to wait or the line breaks, the answer is sent again; a minute at most."""

from __future__ import annotations

import pytest

from bot.simulator.api.failure import Cut, Fault, server_error, too_many_requests

QUESTION, ANSWER = "boleh like postingan caleg?", "⛔ Tidak boleh."


@pytest.fixture
def pauses(monkeypatch) -> list[float]:
    """How long each pause would have been, in seconds."""
    made: list[float] = []

    async def pause(seconds: float) -> None:
        made.append(seconds)

    monkeypatch.setattr("bot.tg.core.patience.sleep", pause)
    return made


@pytest.mark.parametrize(
    ("fault", "waited"),
    [
        (Fault("sendMessage", error=too_many_requests(7)), [7.0]),
        (Fault("sendMessage", error=too_many_requests(7), times=3), [7.0, 7.0, 7.0]),
        (Fault("sendMessage", error=server_error()), [1.0]),
        (Fault("sendMessage", cut=Cut.RESET), [1.0]),
    ],
)
async def test_an_answer_that_could_not_be_sent_is_sent_again(app, chat, pauses, fault, waited):
    app.box.faults.plan(fault)
    await chat.sends(QUESTION)
    chat.shows(ANSWER)
    assert pauses == waited


async def test_what_may_have_arrived_comes_twice_at_most(app, chat, pauses):
    app.box.faults.plan(Fault("sendMessage", cut=Cut.LOST, times=None))
    await chat.sends(QUESTION)
    assert sum(ANSWER in seen.text for seen in chat.replies) == 2


async def test_a_wait_of_more_than_a_minute_is_not_waited_for(app, chat, pauses):
    app.box.faults.plan(Fault("sendMessage", error=too_many_requests(45), times=2))
    await chat.sends(QUESTION)
    assert pauses == [45.0]
    assert not chat.replies


async def test_the_circle_on_a_button_ends_before_the_text_has_to_wait(app, chat, pauses):
    await chat.sends(QUESTION)
    app.box.faults.plan(Fault("sendMessage", error=too_many_requests(9)))
    await chat.taps("Dasar lengkap")
    acts = ("sendMessage", "answerCallbackQuery")
    made = [call.method for call in app.box.calls if call.method in acts]
    assert made[-3:] == ["sendMessage", "answerCallbackQuery", "sendMessage"]
    assert pauses == [9.0]
