"""Networking for paid rates: python-telegram-bot on aiohttp, quick with hundreds of sends under way.

Needs the extra `fast`. Errors tell what never left from what may have arrived, see `NeverLeftError`. None of
them quotes the library's own words, which hold the address and with it the token.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.tg.broadcast.sender import NeverLeftError

if TYPE_CHECKING:
    # What the signature of BaseRequest is written with; the library names it nowhere else.
    from telegram._utils.types import ODVInput

# As python-telegram-bot has them for httpx.
POOL_SECONDS = 1.0
CONNECT_SECONDS = READ_SECONDS = WRITE_SECONDS = 5.0
UPLOAD_SECONDS = 20.0


class FastRequest(BaseRequest):
    """For ApplicationBuilder's `request`: at most `connections` to the server at `address`."""

    def __init__(self, address: str, connections: int) -> None:
        self._proxy = _proxy(address)
        self._connections = connections
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Opens the pool of connections; none is made yet."""
        if self._session is None:
            # The same certificates as httpx.
            connector = TCPConnector(limit=self._connections, ssl=httpx.create_ssl_context())
            self._session = ClientSession(connector=connector, cookie_jar=DummyCookieJar())

    async def shutdown(self) -> None:
        """Closes every connection."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

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
        """(HTTP status, body); raises TimedOut or NetworkError, by NeverLeftError where that is sure."""
        if self._session is None:
            raise RuntimeError("this FastRequest is not initialized")
        uploads = request_data is not None and request_data.contains_files
        read = _chosen(read_timeout, READ_SECONDS)
        write = _chosen(write_timeout, UPLOAD_SECONDS if uploads else WRITE_SECONDS)
        connect = _chosen(connect_timeout, CONNECT_SECONDS)
        to_connect = _sum(_chosen(pool_timeout, POOL_SECONDS), connect)
        timeout = ClientTimeout(connect=to_connect, sock_connect=connect, sock_read=read)
        body, headers = _body(request_data)
        try:
            # aiohttp limits no writing; a large body that is read bit by bit is limited by `sock_read` alone.
            async with asyncio.timeout(_sum(to_connect, write, read)):
                response = await self._session.request(
                    method,
                    url,
                    data=body,
                    headers={"User-Agent": self.USER_AGENT, **headers},
                    timeout=timeout,
                    allow_redirects=False,
                    proxy=self._proxy,
                )
            async with response:
                return response.status, await response.read()
        except ConnectionTimeoutError as error:
            raise TimedOut("Timed out before it was sent") from NeverLeftError(_name(error))
        except (ClientConnectorError, ClientHttpProxyError) as error:
            raise NetworkError(f"Not sent: {_name(error)}") from NeverLeftError(_name(error))
        except TimeoutError as error:
            raise TimedOut from TimeoutError(_name(error))
        except (ClientError, OSError) as error:
            raise NetworkError(f"Lost: {_name(error)}") from ConnectionError(_name(error))


def _body(data: RequestData | None) -> tuple[bytes | FormData | None, dict[str, str]]:
    if data is None:
        return None, {}
    if not data.contains_files:
        return json.dumps(data.parameters).encode(), {"Content-Type": "application/json"}
    # Names of files arrive as they are written, not percent-encoded.
    form = FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, {}


def _proxy(address: str) -> str | None:
    """The proxy that the environment names for this address; looked up once, not for each request."""
    parts = urlsplit(address)
    if proxy_bypass(parts.hostname or ""):
        return None
    named = getproxies()
    return named.get(parts.scheme) or named.get("all")


def _chosen(given: ODVInput[float], default: float) -> float | None:
    return default if given is BaseRequest.DEFAULT_NONE else cast("float | None", given)


def _sum(*seconds: float | None) -> float | None:
    """None, which is without limit, where any of them is."""
    known = [one for one in seconds if one is not None]
    return sum(known) if len(known) == len(seconds) else None


def _name(error: Exception) -> str:
    return type(error).__name__
