"""When the next message may leave: evenly, never more than the rate in any second, after replies.

Reads the event loop's own steady clock, so that a step of the wall clock neither floods nor stops anything.
Knows numbers of messages, not what they are.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from math import floor

# The window is a little longer than a second, since messages travel unequally long to the server.
WINDOW_SECONDS = 1.02
# Seconds that a delayed event loop may catch up on, at most.
MADE_UP_SECONDS = 0.05
# The share of each window left free at high rates for messages that a delayed loop sends late.
SPARE = 0.01
CHAT_SECONDS = 1.0
GROUP_MESSAGES, GROUP_SECONDS = 20, 60.0
_CHATS_REMEMBERED = 4096


class RateLimiter:
    """One for everything that this process sends. `rate` is messages per second."""

    def __init__(self, rate: float) -> None:
        spare = floor(rate * SPARE)
        self._spacing = WINDOW_SECONDS / (rate - spare)
        self._most = max(1, floor(rate) - spare)
        self._next = 0.0
        self._recent: deque[float] = deque(maxlen=self._most)
        self._halted_until = 0.0
        self._turn = asyncio.Lock()

    async def slot(self) -> None:
        """Returns when one more message may leave; whoever waits first goes first."""
        asked = self._now()
        async with self._turn:
            # A reply or a halt in between moves the moment further away.
            while (wait := self._earliest() - self._now()) > 0:  # noqa: ASYNC110
                await asyncio.sleep(wait)
            now = self._now()
            # Only a slot that was asked for in time may be caught up on; those held back by the window are
            # spread out.
            self._next = max(self._earliest(), asked, now - MADE_UP_SECONDS) + self._spacing
            self._recent.append(now)

    def replied(self) -> None:
        """Counts a reply: replies never wait, messages to many make room for them."""
        self._recent.append(self._now())

    def halt(self, seconds: float) -> None:
        """Holds all messages to many back for so many seconds; replies are not held up."""
        self._halted_until = max(self._halted_until, self._now() + seconds)

    @property
    def halted_for(self) -> float:
        """Seconds for which sending is still halted."""
        return max(0.0, self._halted_until - self._now())

    def _earliest(self) -> float:
        full = self._recent[0] + WINDOW_SECONDS if len(self._recent) == self._most else 0.0
        # Below one message a second the window holds a single message; the spacing alone limits the rate.
        return max(self._next, full if self._spacing <= WINDOW_SECONDS else 0.0, self._halted_until)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


class PerChatLimiter:
    """At most one message a second to each person, twenty a minute to each group (their ids are negative)."""

    def __init__(self) -> None:
        self._last: OrderedDict[int, deque[float]] = OrderedDict()

    async def ready(self, chat: int) -> None:
        """Returns when this chat may get one more message, and counts it."""
        most, seconds = (GROUP_MESSAGES, GROUP_SECONDS) if chat < 0 else (1, CHAT_SECONDS)
        times = self._last.setdefault(chat, deque(maxlen=most))
        self._last.move_to_end(chat)
        now = asyncio.get_running_loop().time()
        earliest = max(now, times[0] + seconds) if len(times) == most else now
        times.append(earliest)
        if len(self._last) > _CHATS_REMEMBERED:
            self._last.popitem(last=False)
        if earliest > now:
            await asyncio.sleep(earliest - now)
