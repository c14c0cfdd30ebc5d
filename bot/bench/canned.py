"""A Bot API server that accepts everything after a fixed while and writes down when each message came.

Run as a process of its own, so that it never competes for the interpreter of the bot that it measures. Knows
none of Telegram's rules; what a server refuses is the business of `bot.simulator`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import sys
from array import array

QUESTION = "boleh like postingan caleg?"
FIRST_ASKER = 8_000_000_000
"""Chats from here on belong to people who ask; those below are recipients."""
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb'"?chat_id"?(?:=|: ?)"?(-?\d+)')
_WAITS = re.compile(rb"timeout\W{1,3}[1-9]")
_POLL_SECONDS = 10.0
_ME = {"id": 1, "is_bot": True, "first_name": "Netral", "username": "netral_bot"}


class Post:
    """What has come, and the questions that wait for the bot to fetch them."""

    def __init__(self, latency: float) -> None:
        self._latency = latency
        self._polls = 0
        self._chats = array("q")
        self._times = array("d")
        self._asked: dict[int, float] = {}
        self._numbers = itertools.count(1)
        self._updates: list[dict[str, object]] = []
        self._poll: tuple[_Line, asyncio.TimerHandle] | None = None

    def takes(self, line: _Line, path: str, body: bytes) -> None:
        """One request; the answer goes out on its line, perhaps later."""
        method = path.rpartition("/")[2]
        if path.startswith("/ask/"):
            self._ask(int(method))
            line.answers(True)
        elif path == "/report":
            line.answers(self._report())
        elif path == "/polls":
            line.answers(self._polls)
        elif path == "/count":
            line.answers(len(self._times))
        elif method == "getUpdates":
            self._polled(line, waits=_WAITS.search(body) is not None)
        else:
            asyncio.get_running_loop().call_later(self._latency, line.answers, self._result(method, body))

    def _result(self, method: str, body: bytes) -> object:
        if method == "getMe":
            return _ME
        if method != "sendMessage":
            return True
        found = _CHAT.search(body)
        chat = int(found[1]) if found else 0
        self._chats.append(chat)
        self._times.append(asyncio.get_running_loop().time())
        owner = {"id": chat, "type": "private", "first_name": "Pegawai"}
        return {"message_id": next(self._numbers), "date": 1, "chat": owner, "from": _ME, "text": "…"}

    def _ask(self, people: int) -> None:
        for _ in range(people):
            number = next(self._numbers)
            asker = FIRST_ASKER + number
            person = {"id": asker, "is_bot": False, "first_name": "Siti", "language_code": "id"}
            message = {
                "message_id": number,
                "date": 1,
                "chat": {"id": asker, "type": "private", "first_name": "Siti"},
                "from": person,
                "text": QUESTION,
            }
            self._asked[asker] = asyncio.get_running_loop().time()
            self._updates.append({"update_id": number, "message": message})
        if self._poll is not None:
            self._hand_over()

    def _polled(self, line: _Line, *, waits: bool) -> None:
        self._polls += 1
        self._poll = (line, asyncio.get_running_loop().call_later(_POLL_SECONDS, self._hand_over))
        # The last poll of a bot that stops does not wait.
        if self._updates or not waits:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._poll is None:
            return
        (line, timer), self._poll = self._poll, None
        timer.cancel()
        # Handed over once and not again; no bot that is killed is asked anything.
        updates, self._updates = self._updates, []
        line.answers(updates)

    def _report(self) -> dict[str, object]:
        return {
            "chats": self._chats.tolist(),
            "times": self._times.tolist(),
            "asked": list(self._asked.items()),
        }


class _Line(asyncio.Protocol):
    """One connection: requests one after the other, as HTTP/1.1 clients send them."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._received = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asyncio's."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Takes a request as soon as it is whole."""
        self._received += data
        head, whole, body = self._received.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not whole or len(body) < (int(length[1]) if length else 0):
            return
        self._received = b""
        self._post.takes(self, head.split(b" ", 2)[1].decode(), body)

    def answers(self, result: object) -> None:
        """Sends a result, unless the client has gone."""
        content = json.dumps({"ok": True, "result": result}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        if not self._transport.is_closing():
            self._transport.write(head.encode() + content)


async def serve(latency: float) -> None:
    """Serves on a free port of loopback, says on stdout which, and ends with stdin."""
    loop = asyncio.get_running_loop()
    post = Post(latency)
    server = await loop.create_server(lambda: _Line(post), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - whoever started it reads this
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1])))
