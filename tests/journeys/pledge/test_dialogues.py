"""One dialogue for each person and chat: whoever asked last has the next words, and nobody's work is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.people.dialogue import Conversation, Draft, Expected
from bot.store.chat.dialogue import DialogueStore
from bot.store.engine.db import Database
from tests.support.app import MORNING
from tests.support.chat import Chat
from tests.support.databases import on_both

OBJECTION = "Saya belum paham butir ketiga."
LEFT = "Siaran tadi belum dikirim. Lanjutkan dengan /siaran."
OUTGROWN = "Setelah pembaruan, langkah yang tadi tidak dapat saya lanjutkan"


@pytest.fixture
async def clerk(app, siti, opened) -> Chat:
    """Siti, who has been asked to pledge, writes to many as well."""
    owner = app.somebody("Rahma")
    await owner.sends(f"/beri_peran hr {siti.person.user.id}")
    owner.shows("diberikan kepada")
    await siti.settles()
    return siti


@pytest.fixture
async def dialogues(place) -> AsyncIterator[DialogueStore]:
    """What the bot remembers of dialogues, for another release to write into."""
    db = await Database.open(place.url)
    yield DialogueStore(db)
    await db.close()


async def notes(records) -> list:
    return await records.rows("SELECT kind, text FROM pledge_note")


async def drafts(records) -> list:
    return await records.rows("SELECT flow FROM draft WHERE flow IN ('siaran', 'ikrar_baru')")


def of(chat: Chat) -> Conversation:
    return Conversation(f"tg:{chat.person.user.id}", chat.person.chat.id)


# Who asked last has the next words.


@on_both
async def test_an_objection_while_a_broadcast_is_open_is_an_objection(clerk, hr, records):
    await clerk.taps("Baca dan berikrar")
    await clerk.sends("/siaran")
    await clerk.taps("Keberatan")
    clerk.shows(LEFT, "Apa keberatan Anda")
    await clerk.sends(OBJECTION)
    clerk.shows("Keberatan Anda sudah dicatat")
    await hr.settles()
    assert OBJECTION in hr.last.text
    assert await notes(records) == [("objection", OBJECTION)]
    assert await drafts(records) == []


async def test_the_broadcast_goes_on_where_the_objection_interrupted_it(clerk, records):
    await clerk.taps("Baca dan berikrar")
    await clerk.sends("/siaran")
    await clerk.sends("Apel pagi pindah.")
    await clerk.taps("Penerima")
    await clerk.taps("Keberatan")
    await clerk.sends(OBJECTION)
    await clerk.sends("/siaran")
    clerk.shows("Siaran yang tadi belum dikirim masih ada")
    await clerk.taps("Lanjutkan yang tadi")
    clerk.shows("Pesannya sudah saya terima")
    await clerk.taps("Pratinjau")
    assert any("Apel pagi pindah." in seen.text for seen in clerk.replies)
    assert await notes(records) == [("objection", OBJECTION)]


@pytest.mark.parametrize("first", ["/siaran", "/ikrar_baru"])
async def test_the_audience_of_a_pledge_typed_while_a_broadcast_is_open_is_its_audience(hr, records, first):
    """The field is asked for on the pledge's screen, be that opened before or after the broadcast."""
    second = ({"/siaran", "/ikrar_baru"} - {first}).pop()
    await hr.sends(first)
    await hr.sends(second)
    await hr.taps("Penerima")
    await hr.sends("status:PNS")
    hr.shows("Ikrar baru", "Penerima: status:PNS")
    assert await drafts(records) == [("ikrar_baru",)]


async def test_a_broadcast_begun_while_a_field_of_a_pledge_is_asked_for_gets_the_words(hr):
    await hr.sends("/ikrar_baru")
    await hr.taps("Penerima")
    await hr.sends("/siaran")
    hr.shows("Ikrar tadi belum dibuka. Lanjutkan dengan /ikrar_baru.", "Siaran baru")
    await hr.sends("status:PNS")
    hr.shows("Pesannya sudah saya terima")
    await hr.sends("/ikrar_baru")
    hr.shows("Penerima: semua")


# What ends it.


async def test_another_command_ends_what_is_expected_and_says_how_to_go_on(hr, records):
    await hr.sends("/siaran")
    await hr.sends("/jadwal")
    hr.shows(LEFT)
    await hr.sends("boleh like postingan caleg?")
    hr.shows("⛔ Tidak boleh")
    assert await drafts(records) == []


async def test_a_command_leaves_the_draft_and_its_buttons_alone(hr):
    await hr.sends("/siaran")
    await hr.sends("Apel pagi pindah.")
    await hr.taps("Penerima")
    await hr.sends("/jadwal")
    await hr.sends("status:PNS")
    assert not any("Pesannya sudah saya terima" in seen.text for seen in hr.replies)
    await hr.taps("PPPK")
    hr.shows("status:PPPK")


@pytest.mark.parametrize("word", ["/batal", "batal", "Batal."])
async def test_batal_ends_it_and_names_what_is_kept(hr, word):
    await hr.sends("/siaran")
    await hr.sends("Apel pagi pindah.")
    await hr.taps("Waktu")
    await hr.sends(word)
    hr.shows("Baik, dibatalkan.", LEFT)
    await hr.sends("besok 09.00")
    assert not any("Pesannya sudah saya terima" in seen.text for seen in hr.replies)


async def test_batal_with_nothing_open_says_so(siti):
    await siti.sends("/batal")
    siti.shows("Tidak ada yang sedang berjalan.")


async def test_what_was_asked_an_hour_ago_takes_no_words_any_more(hr, clock, records):
    await hr.sends("/siaran")
    clock.move(hours=2)
    await hr.sends("boleh like postingan caleg?")
    hr.shows(LEFT, "⛔ Tidak boleh")
    assert await drafts(records) == []


async def test_a_command_long_after_is_not_told_what_was_left(hr, clock):
    await hr.sends("/siaran")
    clock.move(hours=2)
    await hr.sends("/jadwal")
    assert not any(LEFT in seen.text for seen in hr.replies)


async def test_an_unknown_command_ends_nothing(hr):
    await hr.sends("/siaran")
    await hr.sends("/sirana")
    hr.shows("Perintah itu tidak saya kenal")
    await hr.sends("Apel pagi pindah.")
    hr.shows("Pesannya sudah saya terima")


async def test_words_of_somebody_who_has_lost_the_role_are_taken_for_nothing(app, clerk, records):
    await clerk.sends("/siaran")
    await app.somebody("Rahma").sends(f"/cabut_peran hr {clerk.person.user.id}")
    await clerk.sends("Apel pagi pindah.")
    clerk.shows("Ini untuk kepegawaian.")
    assert await drafts(records) == []


# What another release has left.


@on_both
@pytest.mark.parametrize(
    ("flow", "step", "state"),
    [("kuis", "jawaban", {}), ("siaran", "warna", {}), ("ikrar_catatan", "question", {"campaign": "satu"})],
)
async def test_an_unknown_step_is_forgotten_and_told_once(clerk, dialogues, records, flow, step, state):
    until = MORNING + timedelta(hours=1)
    await dialogues.expect(of(clerk), Expected(flow, step, until, state))
    await clerk.sends("biru")
    clerk.shows(OUTGROWN)
    await clerk.sends("boleh like postingan caleg?")
    clerk.shows("⛔ Tidak boleh")
    assert not any(OUTGROWN in seen.text for seen in clerk.replies)
    assert await notes(records) == []


@pytest.mark.parametrize("state", [{"html": "Halo", "warna": "biru"}, {"html": 7}])
async def test_an_unknown_draft_is_forgotten_and_told_once(hr, dialogues, state):
    await dialogues.keep_draft(of(hr), "siaran", Draft("d1", state, MORNING))
    await hr.sends("/siaran")
    hr.shows(OUTGROWN)
    await hr.sends("/siaran")
    hr.shows("Siaran baru")
    assert not any(OUTGROWN in seen.text for seen in hr.replies)


async def test_a_tap_on_an_unknown_draft_is_told_so(hr, dialogues):
    await hr.sends("/siaran")
    await hr.sends("Apel pagi pindah.")
    await dialogues.keep_draft(of(hr), "siaran", Draft("d1", {"warna": "biru"}, MORNING))
    await hr.taps("Pratinjau")
    assert OUTGROWN in hr.notices[0]
    await hr.taps("Pratinjau")
    assert hr.notices == ["Siaran ini sudah dikirim atau dibatalkan. Mulai lagi dengan /siaran."]


# Leaving.


async def test_an_opening_that_fails_loses_nothing_and_opens_once(hr, siti, records, monkeypatch):
    async def fails(*_: object) -> None:
        raise RuntimeError("the disk is full")

    await hr.sends("/ikrar_baru")
    await hr.taps("Naskah")
    await hr.taps(next(label for label in hr.last.buttons if label.startswith("☐ ")))
    await hr.taps("Pratinjau")
    with monkeypatch.context() as patch:
        patch.setattr("bot.store.outbox.broadcast.write", fails)
        await hr.taps("Buka dan undang")
    assert await records.rows("SELECT id FROM campaign") == []
    await hr.taps("Buka dan undang")
    hr.shows("dibuka (nomor 1)", "dibuka (nomor 2)")
    tied = await records.rows("SELECT campaign_id FROM broadcast ORDER BY id")
    assert tied == [(1,), (2,)]
