"""Networking for paid rates, against the box as a real HTTP server: what arrives, and what errors say."""

from __future__ import annotations

import asyncio
import builtins
import logging
import socket
import traceback
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.app import AT_ONCE, CONNECTIONS, MOST_AT_ONCE, App, at_once, build_application
from bot.clock import system
from bot.config import ConfigError, Settings
from bot.outbox.outcome import Later, Outcome, Rejected, Unknown, Unreachable, Unsent
from bot.simulator.api.failure import Cut, Fault, server_error, too_many_requests
from bot.simulator.api.server import serving
from bot.simulator.chats import User
from bot.simulator.person import Person
from bot.simulator.state import Box
from bot.tg.broadcast.sender import outcome_of
from bot.tg.transport.fast_connection import FastRequest

CHAT = 7


class Line:
    """A bot at one end of the network and the box at the other."""

    def __init__(self, box: Box, address: str, connections: int = 4) -> None:
        self.box = box
        self.address = address
        self.bot = Bot(
            box.token,
            base_url=f"{address}/bot",
            base_file_url=f"{address}/file/bot",
            request=FastRequest(address, connections),
        )

    async def fails(self, **wait: float) -> tuple[TelegramError, Outcome]:
        """How a message that does not get through fails, and what the outbox makes of it."""
        with pytest.raises(TelegramError) as caught:
            await self.bot.send_message(CHAT, "halo", **wait)
        shown = "".join(traceback.format_exception(caught.value))
        assert self.box.token.partition(":")[2] not in shown
        return caught.value, outcome_of(caught.value)

    @property
    def arrived(self) -> int:
        """How many messages were carried out."""
        return sum(call.method == "sendMessage" and call.error is None for call in self.box.calls)


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    box = Box(system())
    Person(box, User(CHAT, "Siti")).starts()
    async with serving(box) as address:
        opened = Line(box, address)
        async with opened.bot:
            yield opened


async def test_a_message_with_all_its_parts(line):
    sent = await line.bot.send_message(
        CHAT, "<b>Halo</b> & “salam” 🙂".replace("&", "&amp;"), parse_mode="HTML"
    )
    assert sent.text == "Halo & “salam” 🙂"
    assert line.box.calls[-1].params["chat_id"] == CHAT


async def test_a_file_arrives_with_its_name_and_comes_back_the_same(line):
    content = bytes(range(256)) * 4096
    sent = await line.bot.send_document(CHAT, content, filename="Daftar hadir – ünï.pdf", caption="dari HR")
    assert (sent.document.file_name, sent.caption) == ("Daftar hadir – ünï.pdf", "dari HR")
    file = await line.bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == content


# Telegram's library announces another type for `retry_after`; both are understood.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize(
    ("fault", "kind", "outcome"),
    [
        (Fault(error=too_many_requests(3)), RetryAfter, Later(3.0)),
        (Fault(error=server_error(502)), NetworkError, Unknown("server error")),
        (Fault(cut=Cut.RESET), NetworkError, Unknown("ConnectionError")),
        (Fault(cut=Cut.LOST), NetworkError, Unknown("ConnectionError")),
    ],
)
async def test_faults_are_told_apart(line, fault, kind, outcome):
    line.box.faults.plan(fault)
    error, became = await line.fails()
    assert type(error) is kind
    assert became == outcome
    await line.bot.send_message(CHAT, "sekali lagi")


async def test_a_lost_message_is_not_sent_again_by_the_library(line):
    line.box.faults.plan(Fault(cut=Cut.LOST))
    await line.fails()
    assert line.arrived == 1


async def test_refusals(line):
    with pytest.raises(BadRequest) as wrong:
        await line.bot.send_message(CHAT, "<b>", parse_mode="HTML")
    assert isinstance(outcome_of(wrong.value), Rejected)
    line.box.chats[CHAT].bot_status = "kicked"
    error, became = await line.fails()
    assert isinstance(error, Forbidden)
    assert isinstance(became, Unreachable)


async def test_an_answer_after_its_time_is_unknown(line):
    line.box.faults.plan(Fault(delay=0.6))
    error, became = await line.fails(read_timeout=0.05)
    assert isinstance(error, TimedOut)
    assert became == Unknown("timeout")


async def test_no_server_means_never_left(line):
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        nobody = Line(line.box, f"http://127.0.0.1:{reserved.getsockname()[1]}")
        await nobody.bot._request[1].initialize()
        error, became = await nobody.fails()
        await nobody.bot._request[1].shutdown()
    assert isinstance(error, NetworkError)
    assert became == Unsent("NeverLeftError")


async def test_a_name_that_is_none_means_never_left(line):
    nowhere = Line(line.box, "http://nowhere.invalid")
    await nowhere.bot._request[1].initialize()
    assert isinstance((await nowhere.fails())[1], Unsent)
    await nowhere.bot._request[1].shutdown()


async def test_a_connection_that_nobody_accepts_means_never_left(line):
    with socket.socket() as deaf, socket.socket() as first, socket.socket() as second:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for waiting in (first, second):
            waiting.setblocking(False)
            waiting.connect_ex(deaf.getsockname())
        slow = Line(line.box, f"http://127.0.0.1:{deaf.getsockname()[1]}")
        await slow.bot._request[1].initialize()
        error, became = await slow.fails(connect_timeout=0.1, pool_timeout=0.1)
        await slow.bot._request[1].shutdown()
    assert isinstance(error, TimedOut)
    assert isinstance(became, Unsent)


async def test_no_free_connection_means_never_left(line):
    narrow = Line(line.box, line.address, connections=1)
    line.box.faults.plan(Fault(delay=0.6))
    async with asyncio.TaskGroup() as group:
        await narrow.bot._request[1].initialize()
        first = group.create_task(narrow.bot.send_message(CHAT, "lama"))
        await asyncio.sleep(0.1)
        error, became = await narrow.fails(connect_timeout=0.1, pool_timeout=0.1)
        await first
    await narrow.bot._request[1].shutdown()
    assert isinstance(error, TimedOut)
    assert isinstance(became, Unsent)
    assert line.arrived == 1


async def test_nothing_is_logged_about_addresses(line, caplog):
    caplog.set_level(logging.DEBUG)
    await line.bot.send_message(CHAT, "halo")
    line.box.faults.plan(Fault(cut=Cut.RESET))
    await line.fails()
    logged = [record.getMessage() for record in caplog.records if record.name.startswith("aiohttp")]
    assert not [text for text in logged if line.box.token in text]


async def test_it_opens_and_closes_more_than_once(line):
    request = FastRequest(line.address, 1)
    for _ in range(2):
        async with request:
            assert (await request.do_request(f"{line.address}/bot{line.box.token}/getMe", "POST"))[0] == 200
        await request.shutdown()
    with pytest.raises(RuntimeError):
        await request.do_request(line.address, "GET")


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"http_proxy": "http://proxy.dinas:3128"}, "http://proxy.dinas:3128"),
        ({"http_proxy": "http://proxy.dinas:3128", "no_proxy": "api.dinas"}, None),
        ({"all_proxy": "http://proxy.dinas:3128"}, "http://proxy.dinas:3128"),
        ({"https_proxy": "http://proxy.dinas:3128"}, None),
    ],
)
def test_the_proxy_is_the_environments(monkeypatch, environment, proxy):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert FastRequest("http://api.dinas", 1)._proxy == proxy


def settings(rate: float) -> Settings:
    return Settings(
        _env_file=None, token="1:x", broadcast_rate=rate, database_url="sqlite+aiosqlite:///netral.db"
    )


def built(rate: float) -> App:
    """The product; its rule base is not looked at before it runs."""
    unread: Any = None
    return build_application(settings(rate), system(), unread)


@pytest.mark.parametrize(
    ("rate", "depth"), [(25, AT_ONCE), (30, AT_ONCE), (31, 9), (500, 150), (1000, MOST_AT_ONCE)]
)
def test_the_pipe_is_deep_enough_for_its_rate(rate, depth):
    assert at_once(settings(rate)) == depth


def test_only_paid_rates_are_fast():
    paid = built(31).bot.request
    assert isinstance(paid, FastRequest)
    assert paid._connections == 9 + CONNECTIONS
    assert not isinstance(built(30).bot.request, FastRequest)


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def missing(name, *rest):
        if name == "bot.tg.transport.fast_connection":
            raise ModuleNotFoundError("No module named 'aiohttp'", name="aiohttp")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ConfigError, match=r"pip install 'netral\[fast\]'"):
        built(31)
    built(30)
