"""python-telegram-bot's networking, replaced: requests go straight into a box in this process.

Errors surface exactly as its own httpx backend raises them, causes included, because retry rules read those.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.simulator.api.failure import ApiError, ConnectionCutError, Cut
from bot.simulator.api.methods import call
from bot.simulator.api.params import Upload
from bot.simulator.state import Box

if TYPE_CHECKING:
    # What the signature of BaseRequest is written with; the library names it nowhere else.
    from telegram._utils.types import ODVInput

READ_TIMEOUT_SECONDS = 5.0


class BoxRequest(BaseRequest):
    """For ApplicationBuilder's `request` and `get_updates_request`; hosts in addresses do not count."""

    def __init__(self, box: Box) -> None:
        self._box = box

    @property
    def read_timeout(self) -> float | None:
        """Seconds."""
        return READ_TIMEOUT_SECONDS

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """(HTTP status, body); raises TimedOut when the answer comes later than `read_timeout`, NetworkError
        when the connection breaks."""
        # Only a number or None is given in its place; the library's type says more.
        given = cast("float | None", read_timeout)
        seconds = READ_TIMEOUT_SECONDS if read_timeout is BaseRequest.DEFAULT_NONE else given
        try:
            async with asyncio.timeout(seconds):
                return await self._answer(unquote(urlsplit(url).path), request_data)
        except TimeoutError:
            raise TimedOut from httpx.ReadTimeout("")
        except ConnectionCutError as error:
            if error.cut is Cut.LOST:
                raise TimedOut from httpx.ReadTimeout("")
            raise NetworkError("httpx.ReadError: ") from httpx.ReadError("")

    async def _answer(self, path: str, data: RequestData | None) -> tuple[int, bytes]:
        try:
            if path.startswith("/file/bot"):
                token, _, file_path = path.removeprefix("/file/bot").partition("/")
                if token != self._box.token:
                    raise ApiError(401, "Unauthorized")
                return 200, self._box.files.download(file_path)
            token, _, method = path.removeprefix("/bot").partition("/")
            result = await call(self._box, token, method, data.parameters if data else {}, _uploads(data))
        except ApiError as error:
            return error.code, json.dumps(error.body()).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()


def _uploads(data: RequestData | None) -> dict[str, Upload]:
    if data is None:
        return {}
    uploads = {}
    for part, (name, content, mime) in data.multipart_data.items():
        uploads[part] = Upload(name, content if isinstance(content, bytes) else content.read(), mime)
    return uploads
