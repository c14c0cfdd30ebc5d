"""An answer is sent again where Telegram asks to wait or the connection fails, for at most a minute.

A wait holds up the updates of this person only. What may have arrived although the connection broke is sent
once more and no oftener: an answer that comes twice is better than none, three are a nuisance.
"""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import BadRequest, NetworkError, RetryAfter

LONGEST_SECONDS = 60.0
AFTER_A_FAILURE_SECONDS = 1.0
_FAILURES = 2

Sent = TypeVar("Sent")


async def patiently(
    send: Callable[[], Awaitable[Sent]], *, before_waiting: Callable[[], Awaitable[None]] | None = None
) -> Sent:
    """What `send` returns, sent again as often as sense allows; `before_waiting` runs before the first pause
    that Telegram asks for.

    Raises Telegram's error where waiting does not help or would take more than a minute in all.
    """
    waited, failures = 0.0, 0
    while True:
        try:
            return await send()
        except RetryAfter as error:
            pause = seconds_asked(error)
            if waited + pause > LONGEST_SECONDS:
                raise
            if before_waiting is not None and not waited:
                await before_waiting()
        except NetworkError as error:
            failures += 1
            if isinstance(error, BadRequest) or failures == _FAILURES:
                raise
            pause = AFTER_A_FAILURE_SECONDS
        waited += pause
        await sleep(pause)


def seconds_asked(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
