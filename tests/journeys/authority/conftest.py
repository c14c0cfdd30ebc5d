"""An office where two must agree, with something of everything open in it; a copy of it for each test."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.remind.plan import wanted
from tests.journeys.authority.opened import Open
from tests.journeys.authority.specification import LIFTED, NEWS, PUZZLE, ROLES
from tests.support.app import MORNING, AppFixture, Place
from tests.support.office import OWNED, OWNER_ID, STAFF, STRANGER, open_office, roster
from tests.support.released import released
from tests.support.snapshots import Story


async def leaves_things_open(app: AppFixture, place: Place) -> None:
    """An answer, a question without one, a suspension, a proposal, a second account, a list; a pledge, which
    everybody has been asked for; a broadcast, and two that are being put together.
    """
    people = await open_office(app)
    await people["employee"].sends("boleh like postingan caleg?")
    await people["employee"].sends(PUZZLE)
    await people["employee"].taps("Bukan itu")
    await people["hukum"].sends(f"/tangguhkan {LIFTED} sedang dibahas")
    await people["second"].sends(f"/beri_peran auditor {STAFF['employee'].number}")
    await people["claimant"].shares_contact()
    await people["claimant"].taps("Benar")
    staying = (key for key in STAFF if key not in ("left", "other"))
    await people["second"].sends_document("pegawai.csv", roster(*staying))
    await people["hr"].sends("/ikrar_baru")
    # Neither of the days on which who has not pledged is reminded.
    for label in ("Batas waktu", "14 hari", "Pratinjau", "Buka dan undang"):
        await people["hr"].taps(label)
    await has_sent(place)
    await people["hr"].sends("/ikrar_baru")
    await people["hr"].taps("Pratinjau")
    for key in ("second", "hr"):
        await people[key].sends("/siaran")
        await people[key].sends(NEWS)
        await people[key].taps("Pratinjau")
    await people["second"].taps("Kirim")


async def has_sent(place: Place) -> None:
    """Waits until nothing is under way any more, so that copies of the office are at rest."""
    under_way = "SELECT 1 FROM broadcast WHERE phase IN ('freezing', 'running')"
    with closing(sqlite3.connect(place.file)) as database:
        async with asyncio.timeout(20):
            while database.execute(under_way).fetchone():  # noqa: ASYNC110
                await asyncio.sleep(0.01)


def puts_a_message_together(database: sqlite3.Connection) -> None:
    """Gives everybody what HR is putting together, as if he had begun it while he still could."""
    accounts = [cards.account for key, cards in STAFF.items() if key in ROLES]
    database.executemany(
        "INSERT OR REPLACE INTO draft (person, chat, flow, id, state, updated_at) "
        "SELECT ?, ?, flow, ?, state, updated_at FROM draft WHERE flow = ? AND person = ?",
        [
            (f"tg:{number}", number, f"{flow}-{number}", flow, f"tg:{STAFF['hr'].account}")
            for number in (*accounts, OWNER_ID, STRANGER)
            for flow in ("siaran", "ikrar_baru")
        ],
    )


def proposes_a_reminder(database: sqlite3.Connection) -> None:
    """The last reminder of all the calendar, as if its stage were to begin in three days."""
    last = max(wanted(released().book), key=lambda one: one.send_on)
    one = replace(last, send_on=(MORNING + timedelta(days=3)).date())
    row = (
        one.stage,
        one.reminder,
        str(one.stage_starts),
        str(one.send_on),
        one.state,
        one.text,
        one.audience,
    )
    database.execute(
        "INSERT INTO reminder (stage, reminder, stage_starts, send_on, state, text, audience) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        row,
    )


@pytest.fixture
def story() -> Story:
    return Story({"office": leaves_things_open}, OWNED | {"second_person": True})


@pytest.fixture
def place(place: Place) -> Place:
    """Written by hand before the product starts, which would hold the database up."""
    with closing(sqlite3.connect(place.file)) as database, database:
        puts_a_message_together(database)
        proposes_a_reminder(database)
    return place


@pytest.fixture
def office(app: AppFixture, place: Place) -> Iterator[Open]:
    """The office, open."""
    with closing(sqlite3.connect(place.file, isolation_level=None)) as database:
        yield Open(app, database)
