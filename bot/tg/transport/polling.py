"""Long polling that commits what Telegram answers before anybody sees it, a whole answer at a time.

Telegram hands over up to a hundred updates at once, and python-telegram-bot puts them into the queue one by
one: with a commit for each, many users would wait for the disk. Knows no update's meaning.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from telegram.request import BaseRequest, RequestData

from bot.tg.transport.inbox import Inbox

if TYPE_CHECKING:
    # What the signature of BaseRequest is written with; the library names it nowhere else.
    from telegram._utils.types import ODVInput

_HTTP_OK = 200


class PollRequest(BaseRequest):
    """For `get_updates_request`: asks by way of `line`, and answers once the inbox has what came."""

    def __init__(self, line: BaseRequest, inbox: Inbox) -> None:
        self._line = line
        self._inbox = inbox

    @property
    def read_timeout(self) -> float | None:
        """Seconds."""
        return self._line.read_timeout

    async def initialize(self) -> None:
        """Opens the line."""
        await self._line.initialize()

    async def shutdown(self) -> None:
        """Closes it."""
        await self._line.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """(HTTP status, body); raises NetworkError where what came cannot be stored, and Telegram then offers
        it again."""
        code, body = await self._line.do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        if code == _HTTP_OK and (updates := self.parse_json_payload(body).get("result")):
            read = await self._inbox.keep(updates)
            if read != updates:
                return code, json.dumps({"ok": True, "result": read}).encode()
        return code, body
