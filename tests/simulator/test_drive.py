"""An Application on the box lives the life that `run_polling` would give it."""

from typing import Any

import pytest
from telegram.error import InvalidToken
from telegram.ext import ApplicationBuilder

from bot.clock import fixed
from bot.simulator.api.failure import ApiError, Fault
from bot.simulator.drive import running
from bot.simulator.request import BoxRequest
from bot.simulator.state import Box
from tests.support.app import MORNING


def witnessed(box: Box, seen: list[str]) -> Any:
    def note(name: str) -> Any:
        async def hook(application: Any) -> None:
            seen.append(f"{name}{' (running)' if application.running else ''}")

        return hook

    builder = ApplicationBuilder().token(box.token).job_queue(None).request(BoxRequest(box))
    builder = builder.get_updates_request(BoxRequest(box)).post_init(note("init"))
    return builder.post_stop(note("stop")).post_shutdown(note("shutdown")).build()


async def test_hooks_run_in_the_order_of_the_real_loop() -> None:
    seen: list[str] = []
    async with running(witnessed(Box(fixed(MORNING)), seen)):
        seen.append("chat")
    assert seen == ["init", "chat", "stop", "shutdown"]


async def test_a_bot_that_cannot_start_is_still_shut_down() -> None:
    seen: list[str] = []
    box = Box(fixed(MORNING))
    box.faults.plan(Fault("getMe", error=ApiError(401, "Unauthorized"), times=None))
    with pytest.raises(InvalidToken, match="rejected by the server"):
        async with running(witnessed(box, seen)):
            seen.append("chat")
    assert seen == ["shutdown"]
