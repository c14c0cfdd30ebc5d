"""An office where two must agree, with something of everything open in it; a copy of it for each test."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import fixed
from bot.remind.plan import wanted
from bot.understand.open import Knowledge
from tests.journeys.authority.opened import Open
from tests.journeys.authority.specification import LIFTED, NEWS, PUZZLE, ROLES
from tests.support.chat import MORNING, Stage
from tests.support.office import OWNER_ID, STAFF, STRANGER, open_office, product, roster
from tests.support.small_office import read_here, without_disk

__all__ = ["without_disk"]


async def leaves_things_open(stage: Stage, database: sqlite3.Connection) -> None:
    """An answer, a question without one, a suspension, a proposal, a second account, a list; a pledge, which
    everybody has been asked for; a broadcast, and two that are being put together.
    """
    people = await open_office(stage)
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
    await has_sent(database)
    await people["hr"].sends("/ikrar_baru")
    await people["hr"].taps("Pratinjau")
    for key in ("second", "hr"):
        await people[key].sends("/siaran")
        await people[key].sends(NEWS)
        await people[key].taps("Pratinjau")
    await people["second"].taps("Kirim")


async def has_sent(database: sqlite3.Connection) -> None:
    """Waits until nothing is under way any more, so that copies of the office are at rest."""
    async with asyncio.timeout(20):
        while database.execute("SELECT 1 FROM broadcast WHERE phase IN ('freezing', 'running')").fetchone():  # noqa: ASYNC110
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


def proposes_a_reminder(database: sqlite3.Connection, knowledge: Knowledge) -> None:
    """The last reminder of all the calendar, as if its stage were to begin in three days."""
    last = max(wanted(knowledge.book), key=lambda one: one.send_on)
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


@pytest.fixture(scope="module")
def reader() -> Iterator[None]:
    """Lists are read in this process: who may send them is asked here, not what stands in them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.wiring.read_apart", read_here)
        yield


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Path:
    """The folder of the office."""
    folder: Path = tmp_path_factory.mktemp("kantor")

    async def build() -> None:
        async with Stage(product(folder, knowledge, second_person=True), fixed(MORNING)) as stage:
            with closing(sqlite3.connect(folder / "netral.db")) as database:
                await leaves_things_open(stage, database)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.wiring.read_apart", read_here)
        asyncio.run(build())
    with closing(sqlite3.connect(folder / "netral.db")) as database, database:
        puts_a_message_together(database)
        proposes_a_reminder(database, knowledge)
    return folder


@pytest.fixture
async def office(begun: Path, tmp_path: Path, knowledge: Knowledge, reader: None) -> AsyncIterator[Open]:
    """Another copy of it, open."""
    folder = shutil.copytree(begun, tmp_path / "kantor")
    async with Stage(product(folder, knowledge, second_person=True), fixed(MORNING)) as stage:
        with closing(sqlite3.connect(folder / "netral.db", isolation_level=None)) as database:
            yield Open(stage, database)
