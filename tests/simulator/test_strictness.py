"""The box refuses what the real server refuses, in the same words."""

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
from tests.simulator.refusals import inline, refusal
from tests.support.app import MORNING

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
TWO_ACTIONS = (
    "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
)


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


async def test_an_unknown_method_is_not_found(api: Api) -> None:
    assert await refusal(api("sendNothing")) == "404 Not Found: method not found"


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
