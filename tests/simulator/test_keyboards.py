"""Keyboards and menus: what the box refuses, and what a person then sees."""

from typing import Any

import pytest

from tests.simulator.conftest import Api
from tests.simulator.refusals import inline, refusal


@pytest.mark.parametrize("name", ["Tanya", "tanya-saya", "a" * 33])
async def test_a_command_name_must_be_one(api: Api, name: str) -> None:
    request = api("setMyCommands", commands=[{"command": name, "description": "x"}])
    assert await refusal(request) == "400 Bad Request: BOT_COMMAND_INVALID"


async def test_the_menu_is_that_of_the_narrowest_scope_and_the_persons_language(api: Api) -> None:
    async def offer(name: str, **where: Any) -> None:
        await api("setMyCommands", commands=[{"command": name, "description": "x"}], **where)

    await offer("umum")
    assert api.siti.menu == ["umum"]
    await offer("pribadi", scope={"type": "all_private_chats"})
    await offer("inggris", scope={"type": "all_private_chats"}, language_code="en")
    assert api.siti.menu == ["pribadi"]
    await offer("hr", scope={"type": "chat", "chat_id": 77})
    assert api.siti.menu == ["hr"]


async def test_commands_for_a_chat_that_was_never_started_are_refused(api: Api) -> None:
    request = api("setMyCommands", commands=[], scope={"type": "chat", "chat_id": 5})
    assert await refusal(request) == "400 Bad Request: chat not found"


@pytest.mark.parametrize(
    ("markup", "answer"),
    [
        ({"inline_keyboard": "x"}, "object expected as reply markup"),
        ({"aneh": True}, "object expected as reply markup"),
        (
            {"inline_keyboard": [[{"text": str(n), "callback_data": "x"} for n in range(101)]]},
            "REPLY_MARKUP_TOO_LONG",
        ),
        (
            inline(url="javascript:x"),
            "inline keyboard button URL 'javascript:x' is invalid: Wrong HTTP URL",
        ),
        (
            {"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]},
            "can't parse inline keyboard button: Text buttons can't be empty",
        ),
        ({"keyboard": [[]]}, "reply keyboard must be non-empty"),
        ({"keyboard": [[""]]}, "can't parse keyboard button: Text buttons can't be empty"),
        ("{", "can't parse reply_markup JSON object"),
    ],
)
async def test_a_keyboard_that_breaks_a_rule_is_refused(api: Api, markup: Any, answer: str) -> None:
    request = api("sendMessage", text="x", reply_markup=markup)
    assert await refusal(request) == f"400 Bad Request: {answer}"


async def test_a_reply_keyboard_stays_until_it_is_removed(api: Api) -> None:
    await api("sendMessage", text="x", reply_markup={"keyboard": [["Ya", "Tidak"]]})
    await api("sendMessage", text="y")
    assert [button.label for button in api.siti.buttons] == ["Ya", "Tidak"]
    await api("sendMessage", text="z", reply_markup={"remove_keyboard": True})
    assert api.siti.buttons == []


async def test_an_edit_takes_inline_keyboards_only(api: Api) -> None:
    sent = await api("sendMessage", text="x")
    edit = api("editMessageText", message_id=sent["message_id"], text="y", reply_markup={"keyboard": [["a"]]})
    assert await refusal(edit) == "400 Bad Request: inline keyboard expected"


async def test_only_the_buttons_can_be_changed(api: Api) -> None:
    sent = await api("sendMessage", text="x", reply_markup=inline(callback_data="a"))
    edited = await api("editMessageReplyMarkup", message_id=sent["message_id"])
    assert (edited["text"], "reply_markup" in edited) == ("x", False)
