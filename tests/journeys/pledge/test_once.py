"""A pledge counts once, whatever is tapped twice, restarted or killed on the way."""

from __future__ import annotations

import re
from contextlib import suppress

from telegram import Update

from bot.simulator.api.failure import Fault, server_error
from tests.journeys.pledge.conftest import INVITED
from tests.journeys.pledge.pledges import ON_TIME, confirmation, pledges, presses, written
from tests.support.databases import on_both


async def test_a_second_tap_says_when_the_first_was(siti, opened, clock, records):
    await pledges(siti)
    clock.move(hours=5)
    await presses(siti, await confirmation(siti, records))
    assert siti.notices == ["Ikrar Anda sudah tercatat 22 November 2026, 10.00 WITA."]
    assert ON_TIME in siti.last.text
    clock.move(days=30)
    await presses(siti, await confirmation(siti, records))
    assert siti.notices == ["Ikrar Anda sudah tercatat 22 November 2026, 10.00 WITA."]
    assert len(await written(records)) == 1


async def test_a_double_tap_counts_once(siti, opened, records):
    await siti.taps("Baca dan berikrar")
    await siti.taps_again("Saya berikrar", 3)
    siti.shows(ON_TIME)
    assert siti.notices == ["Ikrar Anda sudah tercatat 22 November 2026, 10.00 WITA."] * 2
    assert len(await written(records)) == 1


@on_both
async def test_everybody_at_one_moment(app, siti, budi, citra, head, opens, records):
    await opens()
    for chat in (siti, budi, citra, head):
        await chat.receives(INVITED)
        await chat.taps("Baca dan berikrar")
    for chat in (siti, budi, citra, head):
        for _ in range(2):
            chat.person.taps("Saya berikrar")
    await app.rush()
    assert len(await written(records)) == 4
    assert all("Tercatat" in chat.last.text for chat in (siti, budi, citra, head))


async def test_the_restart_between_text_and_tap_is_not_noticed(app, siti, opened, records):
    await siti.taps("Baca dan berikrar")
    await app.restart()
    await siti.taps("Saya berikrar")
    siti.shows(ON_TIME)
    assert len(await written(records)) == 1


@on_both
async def test_a_tap_that_was_received_but_not_handled_counts_after_a_kill_and_once(
    app, siti, opened, records
):
    await siti.taps("Baca dan berikrar")
    siti.person.taps("Saya berikrar")
    await app.kill_between_receipt_and_handling()
    assert ON_TIME in siti.last.text
    assert len(await written(records)) == 1


async def test_what_was_recorded_but_not_acknowledged_is_told_with_its_true_time(
    app, siti, opened, clock, records, monkeypatch
):
    """The kill falls between the commit of the row and the answer: the tap is handled once more."""
    await siti.taps("Baca dan berikrar")
    siti.person.taps("Saya berikrar")
    (raw,) = app.box.updates.take()

    async def dies(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("bot.pledge.service.Pledging.row", dies)
        patch.setattr("bot.tg.transport.update_processor.Processor.do_process_update", swallow_kill)
        await app.application.update_queue.put(Update.de_json(raw, app.application.bot))
        await app.application.update_queue.join()
    assert len(await written(records)) == 1
    for query in app.box.queries.values():
        query.answered = True  # Too late for any answer.
    clock.move(hours=2)
    await app.restart()
    await siti.settles()
    assert ON_TIME in siti.last.text
    assert len(await written(records)) == 1


async def swallow_kill(self, update, coroutine):
    """Stands in for the end of the process: what was under way leaves no trace in the inbox."""
    with suppress(KeyboardInterrupt):
        await coroutine


async def test_two_phones_of_one_person_pledge_once(app, siti, hr, opened, records):
    """He pledges on the old telephone, moves to a new one, and taps there."""
    await pledges(siti)
    new = app.person("Siti baru")
    await hr.sends("/pegawai Siti Rahma")
    await hr.taps(next(label for label in hr.last.buttons if label.startswith("Kode")))
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", hr.last.text)[0]
    await new.starts()
    await new.sends(code)
    await new.taps("Benar")
    await new.starts("i_1")
    await new.taps("Saya berikrar")
    assert "sudah tercatat 22 November 2026, 10.00 WITA" in new.notices[0]
    await presses(siti, await confirmation(siti, records))
    siti.shows("kantor perlu mengenali Anda dulu")
    assert len(await written(records)) == 1


async def test_a_pledge_that_is_recorded_is_never_told_as_failed(app, siti, opened, records, monkeypatch):
    async def at_once(_: float) -> None:
        return None

    monkeypatch.setattr("bot.tg.core.patience.sleep", at_once)
    await siti.taps("Baca dan berikrar")
    app.box.faults.plan(Fault("editMessageText", error=server_error(), times=None))
    await siti.taps("Saya berikrar")
    assert len(await written(records)) == 1
    assert siti.notices[-1].startswith("Ikrar Anda sudah tercatat; pesannya menyusul.")
