"""Whatever goes wrong inside is logged without what was said and about whom."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.simulator.api.failure import ApiError, Cut, Fault
from bot.store.desk import audit
from bot.store.tables import person as people_table
from bot.tg.transport.inbox import Inbox
from tests.journeys.silence.log import QUESTION
from tests.support.app import MORNING
from tests.support.office import STAFF, roster


def fails_with(error: Callable[[], BaseException]) -> Callable[..., Any]:
    async def failing(*_args: object, **_named: object) -> None:
        raise error()

    return failing


def disk_error() -> OperationalError:
    """As SQLAlchemy reports it: its text quotes the statement and its parameters."""
    card = STAFF["employee"]
    return OperationalError("INSERT INTO x", (card.name, card.number, QUESTION), Exception("disk I/O error"))


async def test_an_answer_that_fails_is_logged_without_the_question(app, log, monkeypatch):
    def fails(_: object, question: Any) -> None:
        raise RuntimeError(question.text)

    monkeypatch.setattr("bot.ask.clerk.answer_to", fails)
    siti = app.person("Zulaikha")
    await siti.sends(QUESTION)
    siti.shows("ada gangguan")
    assert "RuntimeError" in log.text
    log.is_silent()


async def test_a_constraint_that_is_violated_is_logged_without_parameters(people, log, monkeypatch):
    one = STAFF["employee"]

    async def writes(connection: Any, _line: object) -> None:
        row = {"id": 10_000, "number": one.number, "name": one.name, "status": "PNS", "unit": one.unit}
        rest = {"position": "", "superior": "", "active": True, "added_at": MORNING}
        with pytest.raises(IntegrityError, match=one.number) as caught:
            await connection.execute(insert(people_table).values(row | rest))
        raise caught.value

    monkeypatch.setattr(audit, "write", writes)
    await people["hr"].sends(f"/kode {STAFF['absent'].number}")
    people["hr"].shows("ada gangguan")
    assert "IntegrityError" in log.text
    log.is_silent()


async def test_a_database_that_fails_is_logged_without_parameters(people, log, monkeypatch):
    assert QUESTION in str(disk_error())
    monkeypatch.setattr(audit, "write", fails_with(disk_error))
    await people["hr"].sends(f"/kode {STAFF['absent'].number}")
    people["hr"].shows("ada gangguan")
    await people["hr"].sends(f"/pegawai {STAFF['employee'].number}")
    await people["hr"].taps("Lepaskan akun")
    assert log.text.count("StoreError") == 2
    log.is_silent()


async def test_an_update_that_cannot_be_marked_as_done_is_logged_without_parameters(app, log, monkeypatch):
    monkeypatch.setattr(Inbox, "finish", fails_with(disk_error))
    await app.person().sends(QUESTION)
    assert "OperationalError" in log.text
    log.is_silent()


@pytest.mark.parametrize(
    "fault",
    [
        ApiError(400, f"Bad Request: can't parse entities: {QUESTION}"),
        ApiError(403, "Forbidden: bot was blocked by the user"),
        ApiError(429, "Too Many Requests: retry after 9", retry_after=9),
        ApiError(400, "Bad Request: upgraded to a supergroup", migrate_to_chat_id=-1001),
        Cut.RESET,
    ],
    ids=["refused", "blocked", "slower", "moved", "cut"],
)
async def test_what_cannot_be_sent_is_logged_without_its_text(app, people, log, fault):
    always: dict[str, Any] = {"error": fault} if isinstance(fault, ApiError) else {"cut": fault}
    app.box.faults.plan(Fault("sendMessage", times=None, **always))
    await people["hr"].sends("/pegawai siti")
    await people["hr"].sends(QUESTION)
    assert "incident" in log.text
    log.is_silent()


async def test_an_error_handler_that_fails_itself_logs_nothing_personal(app, log, monkeypatch):
    def fails(_: object, question: Any) -> None:
        raise RuntimeError(question.text)

    monkeypatch.setattr("bot.ask.clerk.answer_to", fails)
    monkeypatch.setattr("telegram.Message.reply_text", fails_with(lambda: ValueError("no reply")))
    await app.person().sends(QUESTION)
    log.is_silent()


async def test_a_reading_process_that_breaks_is_logged_without_the_list(people, log, monkeypatch):
    """As the reading process itself ends: code lines and the kind of the error, never its text."""
    broken = (
        "import sys; from bot.people.roster import worker; from bot.people.roster.reader import read\n"
        "def fails(content, name, today): raise ValueError(content.decode())\n"
        "read.read = fails; worker.main()"
    )
    monkeypatch.setattr("bot.people.roster.subprocess_reader.COMMAND", (sys.executable, "-c", broken))
    await people["hr"].sends_document("pegawai.csv", roster())
    assert "reading a list failed" in log.text
    assert "ValueError" in log.text
    log.is_silent()
