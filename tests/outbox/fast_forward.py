"""An event loop whose time passes only while nothing can run, and then at once: hours in no time."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

_Told = TypeVar("_Told")


class _Leaping(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    """Waits by moving the loop's time on, each time by `late` more than it was asked to."""

    def __init__(self, late: Callable[[], float]) -> None:
        super().__init__()
        self.now = 1000.0
        self._late = late

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "everybody waits for somebody else"
            if timeout > 0:
                self.now += timeout + self._late()
        return ready


class FastForwardLoop(asyncio.SelectorEventLoop):
    """Begins at 1000 seconds; `late` says how much too late it wakes up."""

    def __init__(self, late: Callable[[], float] = lambda: 0.0) -> None:
        self._leaping = _Leaping(late)
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.now


def fast_forward(work: Coroutine[Any, Any, _Told], late: Callable[[], float] = lambda: 0.0) -> _Told:
    """Runs `work` to its end on such a loop."""
    with asyncio.Runner(loop_factory=lambda: FastForwardLoop(late)) as runner:
        return runner.run(work)
