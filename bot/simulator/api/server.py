"""The box as an HTTP server on loopback: /bot<token>/<method>, /file/bot<token>/<path>, and webhook delivery.

For bots that run in a process of their own, such as those that a test kills.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.simulator.api.failure import ApiError, ConnectionCutError
from bot.simulator.api.methods import call
from bot.simulator.api.objects import ApiObject
from bot.simulator.api.params import Upload
from bot.simulator.api.updates import Webhook
from bot.simulator.state import Box

LOOPBACK = "127.0.0.1"
RETRY_SECONDS = 0.2


@asynccontextmanager
async def serving(box: Box, port: int = 0) -> AsyncIterator[str]:
    """Serves while the context lasts; gives the root address (port 0: any free one)."""
    routes = [
        (r"/bot([^/]+)/(\w+)", _Method, {"box": box}),
        (r"/file/bot([^/]+)/(.+)", _File, {"box": box}),
    ]
    server = HTTPServer(Application(routes, log_function=lambda _handler: None))
    sockets = bind_sockets(port, LOOPBACK)
    server.add_sockets(sockets)
    failure: Exception | None = None
    try:
        async with asyncio.TaskGroup() as group:
            pusher = group.create_task(_push(box))
            try:
                yield f"http://{LOOPBACK}:{sockets[0].getsockname()[1]}"
            except Exception as error:  # noqa: BLE001 - raised again below, not wrapped by the group
                failure = error
            pusher.cancel()
    finally:
        server.stop()
        await server.close_all_connections()
    if failure is not None:
        raise failure


async def _push(box: Box) -> None:
    """Brings updates to the webhook in order, the same one again until the bot takes it."""
    client = AsyncHTTPClient(force_instance=True)
    try:
        while True:
            webhook, update = await box.updates.first()
            if await _delivered(client, webhook, update):
                box.updates.confirm(update["update_id"] + 1)
            else:
                await asyncio.sleep(RETRY_SECONDS)
    finally:
        client.close()


async def _delivered(client: AsyncHTTPClient, webhook: Webhook, update: ApiObject) -> bool:
    headers = {"Content-Type": "application/json"}
    if webhook.secret:
        headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
    request = HTTPRequest(webhook.url, method="POST", headers=headers, body=json.dumps(update))
    try:
        response = await client.fetch(request, raise_error=False)
    except OSError:
        return False  # Nobody listens there at the moment.
    return response.code == 200


class _Method(RequestHandler):
    """One Bot API call, with parameters in the query, in a form, or as JSON."""

    def initialize(self, box: Box) -> None:
        """tornado's way to hand over what the route was given."""
        self._box = box
        self._working: asyncio.Task[None] | None = None
        self._gone = False

    def on_connection_close(self) -> None:
        """The client went away: a dead poll must not take part any more."""
        self._gone = True
        if self._working is not None:
            self._working.cancel()

    async def get(self, token: str, method: str) -> None:
        """GET and POST are the same to the Bot API."""
        await self.post(token, method)

    async def post(self, token: str, method: str) -> None:
        """Answers with the JSON of the Bot API, or breaks the connection when that was ordered."""
        self._working = asyncio.current_task()
        try:
            values, uploads = self._sent()
            result = await call(self._box, token, method, values, uploads)
        except ApiError as error:
            self.set_status(error.code)
            self.write(error.body())
        except ConnectionCutError:
            self.detach().close()
        except asyncio.CancelledError:
            if not self._gone:
                raise
        else:
            self.write({"ok": True, "result": result})

    def _sent(self) -> tuple[ApiObject, dict[str, Upload]]:
        if self.request.headers.get("Content-Type", "").startswith("application/json"):
            return json.loads(self.request.body or b"{}"), {}
        values = {name: self.get_argument(name, strip=False) for name in self.request.arguments}
        uploads = {
            part: Upload(files[0].filename, files[0].body, files[0].content_type)
            for part, files in self.request.files.items()
        }
        return values, uploads


class _File(RequestHandler):
    """The download of one file."""

    def initialize(self, box: Box) -> None:
        """As above."""
        self._box = box

    def get(self, token: str, path: str) -> None:
        """The bytes, or the Bot API's 401 and 404."""
        try:
            if token != self._box.token:
                raise ApiError(401, "Unauthorized")
            self.finish(self._box.files.download(path))
        except ApiError as error:
            self.set_status(error.code)
            self.finish(error.body())
