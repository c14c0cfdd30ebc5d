"""The box over HTTP, spoken to by python-telegram-bot's own networking."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from telegram.error import NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder

from bot.simulator.api.failure import Cut, Fault, too_many_requests
from bot.simulator.api.params import Upload
from bot.simulator.api.server import serving
from bot.simulator.drive import running
from tests.simulator.conftest import Api
from tests.simulator.echo import with_handlers

App = Application[Any, Any, Any, Any, Any, Any]


@asynccontextmanager
async def bot_over_http(api: Api) -> AsyncIterator[App]:
    async with serving(api.box) as root:
        builder = ApplicationBuilder().token(api.box.token).job_queue(None)
        application = with_handlers(builder.base_url(f"{root}/bot").base_file_url(f"{root}/file/bot"))
        async with running(application):
            yield application


async def said(api: Api, text: str) -> None:
    async with asyncio.timeout(10):
        await api.box.until(lambda: api.siti.messages[-1].text == text)


async def test_polling_brings_messages_and_takes_answers(api: Api) -> None:
    async with bot_over_http(api) as application:
        await application.updater.start_polling()
        await said(api, "Selamat datang")
        api.siti.taps("PPPK")
        await said(api, "s:pppk")
        api.siti.says("halo <>")
        await said(api, "Anda: halo <>")
        await application.updater.stop()


async def test_files_go_up_and_down(api: Api) -> None:
    async with bot_over_http(api) as application:
        await application.updater.start_polling()
        api.siti.sends_document(Upload("surat é.txt", b"isi"))
        await said(api, "Ini")
        await application.updater.stop()
    assert api.box.files.find(api.siti.messages[-1].file_id).upload.content == b"ISI"


async def test_a_webhook_is_called_with_its_secret(api: Api) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with bot_over_http(api) as application:
        await application.updater.start_webhook(
            "127.0.0.1", port, "hook", webhook_url=f"http://127.0.0.1:{port}/hook", secret_token="rahasia"
        )
        await said(api, "Selamat datang")
        await application.updater.stop()
    assert api.box.updates.webhook.secret == "rahasia"


async def test_a_webhook_without_the_secret_gets_nothing_through(api: Api) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with bot_over_http(api) as application:
        address = f"http://127.0.0.1:{port}/hook"
        await application.updater.start_webhook(
            "127.0.0.1", port, "hook", webhook_url=address, secret_token="rahasia"
        )
        async with httpx.AsyncClient() as stranger:
            answer = await stranger.post(address, json={"update_id": 1})
        await application.updater.stop()
    assert answer.status_code == 403


async def test_an_update_waits_for_a_webhook_that_is_down(api: Api) -> None:
    async with serving(api.box):
        await api("setWebhook", url="http://127.0.0.1:1/")
        await asyncio.sleep(0.01)
        assert len(api.box.updates) == 1


async def test_errors_come_with_status_and_parameters(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with bot_over_http(api) as application:
        api.box.faults.plan(Fault("sendMessage", error=too_many_requests(3)))
        with pytest.raises(RetryAfter, match="Retry in 0:00:03"):
            await application.bot.send_message(77, "x")


@pytest.mark.parametrize(("cut", "arrived"), [(Cut.RESET, 1), (Cut.LOST, 2)])
async def test_a_connection_breaks_on_demand(api: Api, cut: Cut, arrived: int) -> None:
    async with bot_over_http(api) as application:
        api.box.faults.plan(Fault("sendMessage", cut=cut))
        with pytest.raises(NetworkError):
            await application.bot.send_message(77, "x")
    assert len(api.siti.messages) == arrived


async def test_a_client_that_goes_away_ends_its_poll(api: Api) -> None:
    api.box.updates.drop()
    async with serving(api.box) as root, httpx.AsyncClient() as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.get(f"{root}/bot{api.box.token}/getUpdates?timeout=50", timeout=0.05)
        api.siti.says("halo")
        answer = await client.post(f"{root}/bot{api.box.token}/GETUPDATES", json={"timeout": 0})
    assert [update["message"]["text"] for update in answer.json()["result"]] == ["halo"]


async def test_a_wrong_token_opens_neither_methods_nor_files(api: Api) -> None:
    async with serving(api.box) as root, httpx.AsyncClient() as client:
        statuses = [
            (await client.get(f"{root}{path}")).status_code
            for path in ("/bot1:x/getMe", "/file/bot1:x/documents/a", f"/file/bot{api.box.token}/documents/a")
        ]
    assert statuses == [401, 401, 404]
