"""What a Bot API server can answer or do wrong, and faults that a test orders in advance.

Descriptions are the real server's words, since libraries and bots tell errors apart by them.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import Enum

from bot.simulator.api.objects import ApiObject


class ApiError(Exception):
    """An answer with ok=false: HTTP status, description, and the parameters that some errors carry."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> ApiObject:
        """The answer as the server words it."""
        answer: ApiObject = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(detail: str) -> ApiError:
    """400: the request itself is wrong."""
    return ApiError(400, f"Bad Request: {detail}")


def forbidden(detail: str) -> ApiError:
    """403: the person or group does not want this bot."""
    return ApiError(403, f"Forbidden: {detail}")


def conflict(detail: str) -> ApiError:
    """409: two readers of the same updates."""
    return ApiError(409, f"Conflict: {detail}")


def too_many_requests(seconds: int) -> ApiError:
    """429: silence is asked for this many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def server_error(code: int = 502) -> ApiError:
    """5xx: the sender cannot know whether the request was carried out."""
    return ApiError(code, {500: "Internal Server Error", 502: "Bad Gateway"}.get(code, "Server Error"))


class Cut(Enum):
    """Where the connection breaks."""

    RESET = "before the request is carried out"
    LOST = "after it is carried out, so that only the answer is lost"


class ConnectionCutError(Exception):
    """The client gets no answer; `cut` says whether the request was carried out all the same."""

    def __init__(self, cut: Cut) -> None:
        super().__init__(cut.value)
        self.cut = cut


class Gate:
    """Where requests wait until a test opens it; `reached` is set once the first has come."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self._opened = asyncio.Event()

    def open(self) -> None:
        """Lets through those that wait and all that come."""
        self._opened.set()

    async def passed(self) -> None:
        """Waits here."""
        self.reached.set()
        await self._opened.wait()


@dataclass(slots=True)
class Fault:
    """Something that goes wrong `times` times (None: always) for a method and chat (None: any), after
    letting `skip` fitting calls pass: an error answer, a broken connection, an answer that comes `delay`
    seconds late (the request itself is carried out at once), or a request that waits at a gate `before` it is
    carried out or `after` that."""

    method: str | None = None
    chat: int | None = None
    error: ApiError | None = None
    cut: Cut | None = None
    delay: float = 0.0
    before: Gate | None = None
    after: Gate | None = None
    times: int | None = 1
    skip: int = 0

    def fits(self, method: str, chat: object) -> bool:
        """Whether this call is one that it waits for."""
        return self.method in (None, method) and (self.chat is None or str(self.chat) == str(chat))


@dataclass(slots=True)
class Faults:
    """The faults still to come, in the order they were planned."""

    planned: list[Fault] = field(default_factory=list)

    def plan(self, fault: Fault) -> None:
        """Adds one."""
        self.planned.append(fault)

    def clear(self) -> None:
        """From now on everything works."""
        self.planned.clear()

    def next(self, method: str, chat: object) -> Fault | None:
        """The fault that befalls this call, used up by one."""
        for fault in self.planned:
            if not fault.fits(method, chat):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.planned.remove(fault)
            return fault
        return None
