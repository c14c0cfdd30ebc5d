"""The box refuses what the real server refuses, in the same words."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import Clock
from bot.simulator.api.failure import ApiError
from bot.simulator.api.params import Upload
from bot.simulator.chats import User
from bot.simulator.person import Person
from tests.simulator.conftest import Api
from tests.support.app import MORNING

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
TWO_ACTIONS = (
    "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
)


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Ya", **button}]]}


async def refusal(request: Any) -> str:
    with pytest.raises(ApiError) as caught:
        await request
    return f"{caught.value.code} {caught.value.description}"


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("<b>tebal", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<b><i>x</b>", 'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_html_that_does_not_parse_is_refused(api: Api, text: str, detail: str) -> None:
    request = api("sendMessage", text=text, parse_mode="HTML")
    assert await refusal(request) == f"400 Bad Request: can't parse entities: {detail}"


@pytest.mark.parametrize(
    ("html", "text", "kinds"),
    [
        ("<b>a</b> &lt;&amp;&#33; & b", "a <&! & b", ["bold"]),
        ("  🇮🇩<i> x</i>\n", "🇮🇩 x", ["italic"]),
        ('<a href="https://x.id/?a=1&amp;b">x</a>', "x", ["text_link"]),
        ("<a href='bukan tautan'>x</a>", "x", []),
        ("<blockquote expandable>x</blockquote>", "x", ["expandable_blockquote"]),
        ("<b></b>x", "x", []),
    ],
)
async def test_html_becomes_text_and_entities(api: Api, html: str, text: str, kinds: list[str]) -> None:
    message = await api("sendMessage", text=html, parse_mode="HTML")
    assert (message["text"], [entity["type"] for entity in message.get("entities", [])]) == (text, kinds)


async def test_offsets_count_utf16_units(api: Api) -> None:
    message = await api("sendMessage", text="🙂 <b>é🙂</b>", parse_mode="HTML")
    assert message["entities"] == [{"type": "bold", "offset": 3, "length": 3}]


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ({"text": ""}, "400 Bad Request: message text is empty"),
        ({"text": "  \n"}, "400 Bad Request: message text is empty"),
        ({"text": "x" * 4097}, "400 Bad Request: message is too long"),
        ({"text": "🙂" * 2049}, "400 Bad Request: message is too long"),
        ({"text": "x", "parse_mode": "Rtf"}, "400 Bad Request: unsupported parse_mode"),
        ({"text": "x", "chat_id": 5}, "400 Bad Request: chat not found"),
        ({"text": "x", "chat_id": ""}, "400 Bad Request: chat_id is empty"),
        (
            {"text": "x", "reply_markup": inline(callback_data="x" * 65)},
            "400 Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"text": "x", "reply_markup": inline(callback_data="é" * 33)},
            "400 Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"text": "x", "reply_markup": json.dumps(inline())},
            TWO_ACTIONS,
        ),
        (
            {"text": "x", "reply_parameters": {"message_id": 9999}},
            "400 Bad Request: message to be replied not found",
        ),
    ],
)
async def test_a_message_that_breaks_a_rule_is_refused(api: Api, values: dict[str, Any], answer: str) -> None:
    assert await refusal(api("sendMessage", **values)) == answer


@pytest.mark.parametrize("text", ["x" * 4096, "🙂" * 2048, f"<b>{'x' * 4096}</b>"])
async def test_a_message_of_exactly_the_limit_passes(api: Api, text: str) -> None:
    assert await api("sendMessage", text=text, parse_mode="HTML")


async def test_an_edit_that_changes_nothing_is_refused(api: Api) -> None:
    sent = await api(
        "sendMessage", text="<b>x</b>", parse_mode="HTML", reply_markup=inline(callback_data="a")
    )
    edit = api(
        "editMessageText",
        message_id=sent["message_id"],
        text="<strong>x</strong> ",
        parse_mode="HTML",
        reply_markup=inline(callback_data="a"),
    )
    assert "message is not modified" in await refusal(edit)


async def test_an_edit_without_keyboard_removes_it(api: Api) -> None:
    sent = await api("sendMessage", text="x", reply_markup=inline(callback_data="a"))
    edited = await api("editMessageText", message_id=sent["message_id"], text="x")
    assert "reply_markup" not in edited


async def test_only_the_bots_own_messages_can_be_edited(api: Api) -> None:
    [theirs] = api.siti.messages
    assert await refusal(api("editMessageText", message_id=theirs.id, text="x")) == (
        "400 Bad Request: message can't be edited"
    )


async def test_a_deleted_message_cannot_be_edited(api: Api) -> None:
    sent = await api("sendMessage", text="x")
    await api("deleteMessage", message_id=sent["message_id"])
    assert await refusal(api("editMessageText", message_id=sent["message_id"], text="y")) == (
        "400 Bad Request: message to edit not found"
    )


async def test_a_message_of_two_days_ago_can_no_longer_be_deleted(api: Api) -> None:
    sent = await api("sendMessage", text="x")
    api.box.clock = Clock(lambda: MORNING + timedelta(hours=49))
    assert "can't be deleted" in await refusal(api("deleteMessage", message_id=sent["message_id"]))


async def test_a_caption_cannot_be_edited_as_text(api: Api) -> None:
    sent = await api("sendDocument", {"document": Upload("a.txt", b"a")}, caption="x")
    assert "no text in the message" in await refusal(
        api("editMessageText", message_id=sent["message_id"], text="y")
    )


async def test_a_tap_can_be_answered_once(api: Api) -> None:
    query = api.box.ask(api.siti.user, api.siti.chat)
    await api("answerCallbackQuery", callback_query_id=query.id)
    assert "query is too old" in await refusal(api("answerCallbackQuery", callback_query_id=query.id))


async def test_an_old_tap_can_no_longer_be_answered(api: Api) -> None:
    query = api.box.ask(api.siti.user, api.siti.chat)
    api.box.clock = Clock(lambda: MORNING + timedelta(minutes=2))
    assert "query is too old" in await refusal(api("answerCallbackQuery", callback_query_id=query.id))


async def test_a_notice_is_limited_to_200_units(api: Api) -> None:
    query = api.box.ask(api.siti.user, api.siti.chat)
    answer = api("answerCallbackQuery", callback_query_id=query.id, text="🙂" * 101)
    assert await refusal(answer) == "400 Bad Request: MESSAGE_TOO_LONG"


async def test_a_blocked_bot_is_told_so(api: Api) -> None:
    api.siti.blocks_bot()
    assert await refusal(api("sendMessage", text="x")) == "403 Forbidden: bot was blocked by the user"


async def test_a_deleted_account_is_told_apart_from_a_block(api: Api) -> None:
    api.siti.user.deactivated = True
    assert await refusal(api("sendMessage", text="x")) == "403 Forbidden: user is deactivated"


async def test_a_group_that_became_a_supergroup_names_its_successor(api: Api) -> None:
    api.siti.chat.migrated_to = -100123
    with pytest.raises(ApiError) as caught:
        await api("sendMessage", text="x")
    assert caught.value.body()["parameters"] == {"migrate_to_chat_id": -100123}


async def test_a_picture_must_be_a_picture(api: Api) -> None:
    assert await api("sendPhoto", {"photo": Upload("a.png", PNG)}, caption="x")
    broken = api("sendPhoto", {"photo": Upload("a.png", b"bukan gambar")})
    assert await refusal(broken) == "400 Bad Request: IMAGE_PROCESS_FAILED"


async def test_a_caption_has_a_limit_of_its_own(api: Api) -> None:
    long = api("sendDocument", {"document": Upload("a.txt", b"a")}, caption="x" * 1025)
    assert await refusal(long) == "400 Bad Request: message caption is too long"


async def test_a_file_sent_before_is_sent_again_by_its_id(api: Api) -> None:
    first = await api("sendDocument", {"document": Upload("a.txt", b"a")})
    again = await api("sendDocument", document=first["document"]["file_id"])
    assert again["document"] == first["document"]


async def test_an_unknown_file_id_is_refused(api: Api) -> None:
    assert "wrong file identifier" in await refusal(api("getFile", file_id="X"))


async def test_a_protected_message_cannot_be_forwarded(api: Api) -> None:
    sent = await api("sendMessage", text="x", protect_content=True)
    forward = api("forwardMessage", chat_id=77, from_chat_id=77, message_id=sent["message_id"])
    assert "can't be forwarded" in await refusal(forward)


async def test_a_copy_carries_no_mark_of_its_origin(api: Api) -> None:
    [theirs] = api.siti.messages
    await api("copyMessage", chat_id=77, from_chat_id=77, message_id=theirs.id)
    assert "forward_origin" not in list(api.siti.chat.messages.values())[-1]


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


async def test_an_unknown_method_is_not_found(api: Api) -> None:
    assert await refusal(api("sendNothing")) == "404 Not Found: method not found"


async def test_a_webhook_ends_polling(api: Api) -> None:
    api.box.updates.drop()
    poll = asyncio.ensure_future(api("getUpdates", timeout=30))
    await asyncio.sleep(0)
    await api("setWebhook", url="http://127.0.0.1:1/")
    assert (await refusal(poll)).startswith("409 Conflict: can't use getUpdates method while webhook")


async def test_a_second_reader_ends_the_first(api: Api) -> None:
    api.box.updates.drop()
    first = asyncio.ensure_future(api("getUpdates", timeout=30))
    await asyncio.sleep(0)
    await api("getUpdates")
    assert (await refusal(first)).startswith("409 Conflict: terminated by other getUpdates")


async def test_a_long_poll_ends_with_the_first_update(api: Api) -> None:
    api.box.updates.drop()
    poll = asyncio.ensure_future(api("getUpdates", timeout=30))
    await asyncio.sleep(0)
    assert not poll.done()
    api.siti.says("halo")
    [update] = await poll
    assert update["message"]["text"] == "halo"


async def test_an_update_comes_again_until_its_offset_is_confirmed(api: Api) -> None:
    [first] = await api("getUpdates")
    assert await api("getUpdates") == [first]
    assert await api("getUpdates", offset=first["update_id"] + 1) == []


async def test_kinds_that_were_not_asked_for_are_not_queued(api: Api) -> None:
    await api("getUpdates", allowed_updates=["message"], offset=-1)
    api.box.updates.drop()
    api.siti.blocks_bot()
    assert len(api.box.updates) == 0


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


async def test_a_caption_can_be_edited_and_removed(api: Api) -> None:
    sent = await api("sendDocument", {"document": Upload("a.txt", b"a")}, caption="lama")
    number = sent["message_id"]
    assert (await api("editMessageCaption", message_id=number, caption="baru"))["caption"] == "baru"
    assert "caption" not in await api("editMessageCaption", message_id=number)


async def test_a_copy_may_carry_a_caption_of_its_own(api: Api) -> None:
    sent = await api("sendDocument", {"document": Upload("a.txt", b"a")}, caption="lama")
    await api("copyMessage", chat_id=77, from_chat_id=77, message_id=sent["message_id"], caption="baru")
    assert api.siti.messages[-1].text == "baru"


async def test_an_upload_that_is_announced_must_be_there(api: Api) -> None:
    assert "there is no file in the request" in await refusal(api("sendDocument", document="attach://x"))
    assert "there is no document in the request" in await refusal(api("sendDocument"))


async def test_a_person_the_bot_met_in_a_group_cannot_be_written_to_first(api: Api) -> None:
    budi = User(88, "Budi")
    api.box.add_user(budi)
    assert await refusal(api("sendMessage", chat_id=88, text="x")) == "400 Bad Request: chat not found"
    group = api.box.add_group("Kantor", [budi], 1)
    Person(api.box, budi, group).admits_bot()
    assert await refusal(api("sendMessage", chat_id=88, text="x")) == (
        "403 Forbidden: bot can't initiate conversation with a user"
    )


async def test_a_group_that_threw_the_bot_out_says_so(api: Api) -> None:
    group = api.box.add_group("Kantor", [api.siti.user], 1)
    seat = Person(api.box, api.siti.user, group)
    assert "bot is not a member" in await refusal(api("sendMessage", chat_id=group.id, text="x"))
    seat.blocks_bot()
    assert "bot was kicked" in await refusal(api("sendMessage", chat_id=group.id, text="x"))


async def test_a_webhook_secret_has_an_alphabet(api: Api) -> None:
    request = api("setWebhook", url="http://127.0.0.1:1/", secret_token="ada spasi")
    assert "secret token contains unallowed characters" in await refusal(request)


async def test_writing_to_a_blocked_bot_unblocks_it_first(api: Api) -> None:
    api.siti.blocks_bot()
    api.box.updates.drop()
    api.siti.says("halo lagi")
    kinds = [list(update)[1] for update in api.box.updates.take()]
    assert kinds == ["my_chat_member", "message"]


def test_a_new_box_does_not_number_its_updates_like_the_last_one() -> None:
    def first() -> int:
        number: int = Api().box.updates.take()[0]["update_id"]
        return number

    assert len({first() for _ in range(5)}) > 1
