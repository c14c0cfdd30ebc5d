"""The rules condemn what is wrong, and nothing the box itself says contradicts aiogram's models."""

from typing import Any

import aiogram.methods
import pytest
from aiogram.types import Update
from pydantic import TypeAdapter

from bot.simulator.api.failure import ApiError, bad_request
from bot.simulator.api.params import Upload
from bot.simulator.state import Call
from tests.simulator.conftest import Api
from tests.support.api_rules import violations
from tests.support.app import AppFixture
from tests.support.chat import Chat


def message(**params: Any) -> Call:
    return Call("sendMessage", {"chat_id": 1, "text": "x"} | params, ())


def button(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Ya", **fields}]]}


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (message(text="<b>x", parse_mode="HTML"), "Can't find end tag"),
        (message(text="a & b", parse_mode="HTML"), "Unexpected character '&'"),
        (message(text="x" * 4097), "message is too long"),
        (message(text="🙂" * 2049), "message is too long"),
        (message(reply_markup=button(callback_data="x" * 66)), "BUTTON_DATA_INVALID"),
        (message(reply_markup=button()), "exactly one of the optional fields"),
        (message(text=None), "text: Input should be a valid string"),
        (message(teks="x"), "unknown parameter teks"),
        (Call("sendMessag", {}, ()), "no such method"),
        (Call("sendDocument", {"chat_id": 1}, ()), "document: Field required"),
        (
            Call("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, ()),
            "MESSAGE_TOO_LONG",
        ),
        (Call("deleteMessage", {"chat_id": 1, "message_id": 1}, (), error=bad_request("gone")), "gone"),
    ],
)
def test_a_wrong_request_is_condemned(call: Call, problem: str) -> None:
    assert any(problem in found for found in violations(call))


@pytest.mark.parametrize(
    "call",
    [
        message(text="<b>x</b> &amp;", parse_mode="HTML", reply_markup=button(callback_data="x" * 64)),
        message(text="x" * 4096),
        Call("sendDocument", {"chat_id": 1}, ("document",)),
        Call("sendMessage", {"chat_id": 1, "text": "x"}, (), error=bad_request("x"), planned=True),
        Call("sendMessage", {"chat_id": 1, "text": "x"}, (), error=ApiError(403, "Forbidden: x")),
    ],
)
def test_a_right_request_passes(call: Call) -> None:
    assert violations(call) == []


async def test_a_chat_fails_when_the_bot_breaks_a_rule(app: AppFixture, chat: Chat) -> None:
    await chat.starts()
    app.box.calls.append(message(text="<b>x", parse_mode="HTML"))
    with pytest.raises(AssertionError, match="Can't find end tag"):
        await chat.sends("halo")


async def test_a_chat_fails_when_a_tap_is_ignored(app: AppFixture, chat: Chat) -> None:
    app.box.ask(chat.person.user, chat.person.chat)
    with pytest.raises(AssertionError, match="was never answered"):
        await chat.sends("halo")


async def test_every_update_of_the_box_is_one_that_aiogram_knows(api: Api) -> None:
    siti = api.siti
    sent = await api(
        "sendMessage", text="<b>x</b>", parse_mode="HTML", reply_markup=button(callback_data="a")
    )
    siti.taps("Ya")
    siti.says("halo")
    siti.corrects("halo juga")
    siti.shares_contact()
    siti.sends_document(Upload("a.txt", b"a"), "isi")
    siti.sends_photo(b"\xff\xd8\xff0", "foto")
    siti.forwards(sent)
    siti.blocks_bot()
    siti.admits_bot()
    updates = api.box.updates.take()
    kinds = [next(iter(Update.model_validate(update).model_fields_set - {"update_id"})) for update in updates]
    assert kinds == [
        *("message", "callback_query", "message", "edited_message"),
        *("message", "message", "message", "message", "my_chat_member", "my_chat_member"),
    ]


@pytest.mark.parametrize(
    ("method", "values", "uploads"),
    [
        ("getMe", {}, {}),
        ("getWebhookInfo", {}, {}),
        ("sendMessage", {"text": "x"}, {}),
        ("sendDocument", {"caption": "x"}, {"document": Upload("a.txt", b"a")}),
        ("sendPhoto", {"caption": "x"}, {"photo": Upload("a.jpg", b"\xff\xd8\xff0")}),
        ("sendChatAction", {"action": "typing"}, {}),
        ("getChat", {"chat_id": 77}, {}),
        ("getChatMember", {"chat_id": 77, "user_id": 5_000_000_001}, {}),
        ("copyMessage", {"chat_id": 77, "from_chat_id": 77, "message_id": 1}, {}),
        ("forwardMessage", {"chat_id": 77, "from_chat_id": 77, "message_id": 1}, {}),
        ("getMyCommands", {}, {}),
        ("setMyDescription", {"description": "x"}, {}),
        ("getUpdates", {}, {}),
    ],
)
async def test_every_answer_of_the_box_is_one_that_aiogram_knows(
    api: Api, method: str, values: dict[str, Any], uploads: dict[str, Upload]
) -> None:
    result = await api(method, uploads, **values)
    model = getattr(aiogram.methods, method[0].upper() + method[1:])
    assert TypeAdapter(model.__returning__).validate_python(result) is not None
