"""Taking over a list of 20,000 employees while people ask: both stay as quick as they are promised to be."""

import asyncio
import time
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from telegram import Update

from bot.simulator.api.params import Upload
from bot.simulator.state import Box

HEADINGS = ("nama", "nip", "status", "unit", "jabatan", "telepon", "zona", "atasan", "telegram_id")
ROWS, ASKING = 20_000, 40
# What a person takes to read: forty of them make about twenty questions a second.
PAUSE = 2.0
MOST_SECONDS, MOST_WAITING = 20.0, 0.5

pytestmark = pytest.mark.proof


def office(rows: int) -> bytes:
    """An XLSX list of so many people, a quarter of them without NIP."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Pegawai")
    sheet.append(HEADINGS)
    for n in range(rows):
        status, zone = ("PNS", "CPNS", "PPPK", "PPNPN")[n % 4], ("WIB", "WITA", "WIT")[n % 3]
        born = date(1965, 1, 1) + timedelta(n % 10_000)
        nip = "" if status == "PPNPN" else f"{born:%Y%m%d}20150{1 + n % 9}1{n // 10_000:03d}"
        unit, phone = f"Dinas {n % 40}/Bidang {n % 7}", f"0812{n:08d}"
        sheet.append((f"Pegawai {n}", nip, status, unit, "Analis", phone, zone, "", ""))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


class Crowd:
    """People who go on asking, each as soon as he is answered, and how long each answer took."""

    def __init__(self, app) -> None:
        self._box: Box = app.box
        self._application = app.application
        self._people = [app.person(f"Pegawai {n}").person for n in range(ASKING)]
        self.waited: list[float] = []

    async def deliver(self) -> None:
        """Hands over what people have done since, as polling does."""
        for raw in self._box.updates.take():
            await self._application.update_queue.put(Update.de_json(raw, self._application.bot))

    async def ask(self, until: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            for n, person in enumerate(self._people):
                group.create_task(self._ask_on(person, until, n * PAUSE / ASKING))

    async def _ask_on(self, person, until: asyncio.Event, delay: float) -> None:
        await asyncio.sleep(delay)
        while not until.is_set():
            before = len(person.messages)
            person.says("boleh like postingan caleg?")
            began = time.perf_counter()
            await self.deliver()
            await self._box.until(lambda seen=before: len(person.messages) > seen + 1)
            self.waited.append(time.perf_counter() - began)
            await asyncio.sleep(PAUSE)


@pytest.fixture
def reader() -> None:
    """The list is read in a process of its own."""


async def shown(box: Box, person, text: str) -> None:
    await box.until(lambda: any(text in message.text for message in person.messages))


async def test_a_list_of_twenty_thousand_is_taken_over_while_everybody_is_answered(app, owner):
    await owner.starts()
    crowd, over = Crowd(app), asyncio.Event()
    content = office(ROWS)

    async def import_list() -> float:
        began = time.perf_counter()
        owner.person.sends_document(Upload("pegawai.xlsx", content))
        await crowd.deliver()
        await shown(app.box, owner.person, "Pratinjau daftar pegawai")
        owner.person.taps("Terapkan")
        await crowd.deliver()
        await shown(app.box, owner.person, "Daftar pegawai diperbarui")
        over.set()
        return time.perf_counter() - began

    async with asyncio.TaskGroup() as group:
        importing = group.create_task(import_list())
        group.create_task(crowd.ask(over))
    slowest = sorted(crowd.waited)[int(len(crowd.waited) * 0.99)]
    assert importing.result() < MOST_SECONDS
    assert slowest < MOST_WAITING
