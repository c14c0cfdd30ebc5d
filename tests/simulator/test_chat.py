"""The in-process box under a real Application: conversations as the journeys will have them."""

import asyncio

import pytest
from telegram.error import BadRequest

from bot.simulator.chats import User
from bot.simulator.person import ButtonMissingError
from tests.simulator.echo import echo
from tests.support.app import AppFixture
from tests.support.chat import Chat


async def test_a_message_is_answered_with_its_formatting(chat: Chat) -> None:
    seen = await chat.sends("halo <&>")
    assert seen.text == "Anda: halo <&>"
    assert seen.marked("bold") == ["Anda:"]


async def test_a_deep_link_hands_over_its_payload(chat: Chat) -> None:
    await chat.starts("ref_abc-1")
    chat.shows("Selamat datang ref_abc-1", buttons=["PNS", "PPPK"])


async def test_a_deep_link_refuses_what_no_link_can_carry(chat: Chat) -> None:
    with pytest.raises(ValueError, match="deep link"):
        await chat.starts("tidak boleh spasi")


async def test_a_tap_edits_the_very_message_and_shows_a_notice(chat: Chat) -> None:
    question = await chat.starts()
    answer = await chat.taps("PPPK")
    assert (answer.id, answer.text, answer.edited) == (question.id, "s:pppk", True)
    assert answer.buttons == []
    assert chat.notices == ["Dicatat"]


async def test_a_button_that_is_gone_cannot_be_tapped(chat: Chat) -> None:
    await chat.starts()
    await chat.taps("PNS")
    with pytest.raises(ButtonMissingError, match=r"no button \[PNS\]"):
        await chat.taps("PNS")


async def test_the_second_of_two_quick_taps_changes_nothing(app: AppFixture, chat: Chat) -> None:
    await chat.starts()
    await chat.taps_again("PNS")
    [error] = app.application.bot_data["errors"]
    assert isinstance(error, BadRequest)
    assert "Message is not modified" in str(error)


async def test_a_contact_button_shares_the_own_number(chat: Chat) -> None:
    await chat.sends("/nomor")
    await chat.taps("Bagikan nomor")
    chat.shows(f"{chat.person.user.phone} sendiri")


async def test_somebody_elses_card_is_told_apart(chat: Chat) -> None:
    await chat.shares_contact(User(99, "Budi", phone="+6299"))
    chat.shows("+6299 orang lain")


async def test_a_document_travels_both_ways(app: AppFixture, chat: Chat) -> None:
    seen = await chat.sends_document("surat.txt", b"isi surat")
    assert (seen.attachment, seen.text) == ("balasan.txt", "Ini")
    assert app.box.files.find(seen.file_id).upload.content == b"ISI SURAT"


async def test_two_people_have_chats_of_their_own(app: AppFixture, chat: Chat) -> None:
    other = app.person("Budi")
    await chat.sends("rahasia")
    await other.sends("lain")
    assert [seen.text for seen in other.person.messages] == ["lain", "Anda: lain"]


async def test_a_forwarded_message_arrives_with_its_text(app: AppFixture, chat: Chat) -> None:
    other = app.person("Budi")
    source = await other.sends("edaran")
    await chat.forwards(source, other)
    chat.shows("Anda: Anda: edaran")


async def test_in_a_group_the_bot_hears_commands_but_not_the_talk(app: AppFixture, chat: Chat) -> None:
    [in_group] = app.group("Kepegawaian", chat)
    await in_group.sends("obrolan biasa")
    in_group.is_silent()
    await in_group.sends("/start")
    in_group.shows("Selamat datang")


async def test_in_a_group_the_bot_hears_a_reply_to_itself(app: AppFixture, chat: Chat) -> None:
    [in_group] = app.group("Kepegawaian", chat)
    asked = await in_group.sends("/start")
    in_group.person.says("jawaban", reply_to=asked)
    await in_group.settles()
    in_group.shows("Anda: jawaban")


async def test_blocking_is_told_to_the_bot(app: AppFixture, chat: Chat) -> None:
    await chat.starts()
    chat.person.blocks_bot()
    await chat.settles()
    assert app.application.bot_data["membership"] == "kicked"


async def test_a_text_too_long_for_one_message_arrives_in_two(chat: Chat) -> None:
    chat.person.says("ä" * 4090 + "🇮🇩" * 4)
    assert [len(seen.text) for seen in chat.person.messages] == [4093, 5]


async def test_a_restart_keeps_the_chat_and_its_buttons(app: AppFixture, chat: Chat) -> None:
    await chat.starts()
    before = app.application
    await app.restart()
    await chat.taps("PNS")
    chat.shows("s:pns")
    assert app.application is not before


async def test_what_arrives_while_the_bot_is_down_is_answered_afterwards() -> None:
    async with AppFixture(echo) as app:
        chat = app.person()
        chat.person.says("satu")
        chat.person.says("dua")
        await app.restart()
        await chat.settles()
        assert [seen.text for seen in chat.replies] == ["Anda: satu", "Anda: dua"]


async def test_the_same_bot_works_by_long_polling(app: AppFixture, chat: Chat) -> None:
    updater = app.application.updater
    assert updater is not None
    await updater.start_polling()
    chat.person.says("lewat polling")
    async with asyncio.timeout(10):
        await app.box.until(lambda: chat.person.messages[-1].text == "Anda: lewat polling")
    await updater.stop()
    assert len(app.box.updates) == 0
