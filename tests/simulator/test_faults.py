"""Errors on demand: what the box does wrong when asked to, and what it looks like to a bot."""

from datetime import timedelta

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.simulator.api.failure import Cut, Fault, bad_request, forbidden, server_error, too_many_requests
from bot.simulator.request import BoxRequest
from tests.simulator.conftest import Api


@pytest.fixture
def bot(api: Api) -> Bot:
    return Bot(api.box.token, request=BoxRequest(api.box), get_updates_request=BoxRequest(api.box))


async def test_a_flood_limit_says_how_long_to_wait(
    api: Api, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # The library's figure to come; the old one is deprecated.
    api.box.faults.plan(Fault("sendMessage", error=too_many_requests(7)))
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(77, "x")
    assert caught.value.retry_after == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(error=forbidden("bot was blocked by the user")), Forbidden),
        (Fault(error=bad_request("chat not found")), BadRequest),
        (Fault(error=server_error(502)), NetworkError),
        (Fault(error=server_error(500)), NetworkError),
        (Fault(cut=Cut.RESET), NetworkError),
        (Fault(cut=Cut.LOST), TimedOut),
    ],
)
async def test_a_planned_fault_reaches_the_bot(
    api: Api, bot: Bot, fault: Fault, error: type[Exception]
) -> None:
    api.box.faults.plan(fault)
    with pytest.raises(error):
        await bot.send_message(77, "x")


async def test_a_broken_connection_delivers_nothing(api: Api, bot: Bot) -> None:
    api.box.faults.plan(Fault(cut=Cut.RESET))
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(77, "x")
    assert isinstance(caught.value.__cause__, httpx.ReadError)
    assert len(api.siti.messages) == 1


async def test_a_lost_answer_has_delivered_all_the_same(api: Api, bot: Bot) -> None:
    api.box.faults.plan(Fault(cut=Cut.LOST))
    with pytest.raises(TimedOut) as caught:
        await bot.send_message(77, "x")
    assert isinstance(caught.value.__cause__, httpx.ReadTimeout)
    assert api.siti.messages[-1].text == "x"


async def test_a_late_answer_times_out_after_delivery(api: Api, bot: Bot) -> None:
    api.box.faults.plan(Fault(delay=30))
    with pytest.raises(TimedOut):
        await bot.send_message(77, "x", read_timeout=0.01)
    assert api.siti.messages[-1].text == "x"


async def test_a_fault_for_another_chat_is_none(api: Api, bot: Bot) -> None:
    api.box.faults.plan(Fault(chat=5, error=server_error()))
    assert await bot.send_message(77, "x")


async def test_a_fault_befalls_the_calls_it_was_planned_for(api: Api, bot: Bot) -> None:
    api.box.faults.plan(Fault("sendMessage", error=server_error(), skip=1, times=2))
    outcomes = []
    for number in range(5):
        try:
            await bot.send_message(77, str(number))
            outcomes.append(True)
        except NetworkError:
            outcomes.append(False)
    assert outcomes == [True, False, False, True, True]


async def test_a_lasting_fault_ends_when_cleared(api: Api, bot: Bot) -> None:
    api.box.faults.plan(Fault(error=server_error(), times=None))
    for _ in range(3):
        with pytest.raises(NetworkError):
            await bot.send_message(77, "x")
    api.box.faults.clear()
    assert await bot.send_message(77, "x")


async def test_a_wrong_token_is_refused(api: Api) -> None:
    bot = Bot("1:salah", request=BoxRequest(api.box), get_updates_request=BoxRequest(api.box))
    with pytest.raises(InvalidToken):
        await bot.get_me()


async def test_a_late_answer_that_comes_in_time_is_an_answer(api: Api, bot: Bot) -> None:
    api.box.faults.plan(Fault(delay=0.001))
    assert await bot.send_message(77, "x")
