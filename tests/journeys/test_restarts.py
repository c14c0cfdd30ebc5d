"""A restart forgets nothing, and a kill loses no update."""

import json

import pytest
from telegram import Update

from bot.simulator.api.failure import ApiError, Cut, Fault
from tests.support.scripts import clarify, verdict


async def test_a_question_asked_before_a_restart_is_decided_after_it(chat, app):
    asked = await chat.sends("saya boleh dampingi suami kampanye?")
    await app.restart()
    decided = await chat.taps("Tidak, atau hanya cuti biasa")
    chat.shows("⛔ Tidak boleh")
    assert decided.id == asked.id


async def test_a_question_asked_back_a_month_ago_takes_neither_words_nor_taps(chat, app, clock):
    asked = await chat.sends("saya boleh dampingi suami kampanye?")
    clock.move(days=30)
    await app.restart()
    chat.person.taps(asked.rows[0][0])
    await chat.settles()
    assert chat.notices == ["Tombol ini sudah tidak berlaku. Silakan tulis lagi pertanyaannya."]
    await chat.sends("Tidak tahu")
    assert "⚖️" not in chat.last.text


async def test_the_buttons_of_an_answer_work_after_a_restart(chat, app):
    await chat.sends("boleh like postingan caleg?")
    await app.restart()
    await chat.taps("Dasar lengkap")
    chat.shows("PP 94/2021 Pasal 5")
    await chat.taps("Ubah fakta")
    chat.shows("Fakta mana yang keliru?")


async def test_an_update_that_was_received_but_not_handled_is_answered_after_a_kill(app, chat):
    """The kill falls between the commit of the update and its handling: nothing runs but the inbox."""
    chat.person.says("boleh like postingan caleg?")
    await app.kill_between_receipt_and_handling()
    assert sum("⛔ Tidak boleh" in seen.text for seen in chat.person.messages) == 1


async def test_an_update_that_comes_twice_is_answered_once(app, chat):
    chat.person.says("boleh like postingan caleg?")
    (raw,) = app.box.updates.take()
    for _ in range(2):
        await app.application.update_queue.put(
            Update.de_json(json.loads(json.dumps(raw)), app.application.bot)
        )
    await app.application.update_queue.join()
    await chat.settles()
    assert sum("⛔ Tidak boleh" in seen.text for seen in chat.person.messages) == 1


async def test_a_failure_is_told_with_a_number_and_logged_without_the_question(chat, script, caplog):
    def fails(question):
        raise RuntimeError(question.text)

    script.says(fails)
    await chat.sends("boleh rahasia ini?")
    chat.shows("Maaf, ada gangguan", "G-")
    assert "RuntimeError" in caplog.text
    assert "rahasia" not in caplog.text


async def test_a_failing_tap_is_answered_with_a_number(app, chat, script):
    def fails(_):
        raise RuntimeError

    script.says(clarify("cltn"), fails)
    await chat.sends("boleh?")
    await chat.taps("Ya, benar")
    assert "Nomor gangguan G-" in chat.notices[0]


async def test_after_a_failure_the_next_question_is_answered(chat, script):
    def fails(_):
        raise RuntimeError

    script.says(fails, verdict())
    await chat.sends("boleh?")
    await chat.sends("boleh?")
    chat.shows("⛔ Tidak boleh.")


@pytest.mark.parametrize(
    "fault",
    [
        Fault("sendMessage", error=ApiError(403, "Forbidden: bot was blocked by the user")),
        Fault("sendMessage", cut=Cut.RESET),
    ],
)
async def test_a_reply_that_cannot_be_sent_stops_nobody_else(app, chat, fault):
    app.box.faults.plan(fault)
    await chat.sends("boleh like postingan caleg?")
    other = app.person("Budi")
    await other.sends("boleh like postingan caleg?")
    other.shows("⛔ Tidak boleh.")


async def test_menus_that_cannot_be_set_do_not_keep_it_from_answering(app, chat):
    app.box.faults.plan(Fault("setMyCommands", error=ApiError(500, "Internal Server Error"), times=None))
    await app.restart()
    await chat.sends("boleh like postingan caleg?")
    chat.shows("⛔ Tidak boleh.")
