"""A small office: its list as a workbook, what people do in most journeys, and its database read with SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Pool, event, text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.support.app import AppFixture
from tests.support.chat import Chat

HEADINGS = ("nama", "nip", "status", "unit", "jabatan", "telepon", "zona", "atasan", "telegram_id")
_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@dataclass(frozen=True, slots=True)
class Employee:
    """A row of the list as HR types it, in the order of HEADINGS."""

    name: str
    number: str = ""
    status: str = "PNS"
    unit: str = "Dishub/Subbag Umum"
    position: str = ""
    phone: str = ""
    zone: str = ""
    superior: str = ""
    account: str = ""


def nip(serial: int) -> str:
    """A possible NIP, another one for each serial below 1000."""
    return f"198501012010011{serial:03d}"


def at_home(chat: Chat) -> str:
    """Somebody's telephone number as an Indonesian writes it, with spaces and without country code."""
    number = "0" + chat.person.user.phone.removeprefix("+62")
    return f"{number[:4]} {number[4:7]} {number[7:]}"


def workbook(staff: Iterable[Employee], headings: Sequence[str] = HEADINGS) -> bytes:
    """The list as XLSX; with fewer `headings`, the other columns are left out."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Pegawai"
    sheet.append(list(headings))
    for one in staff:
        cells = dict(zip(HEADINGS, astuple(one), strict=True))
        sheet.append([cells[heading] for heading in headings])
    return _saved(book)


def filled(template: bytes, staff: Iterable[Employee]) -> bytes:
    """HR's own template with these people typed into it."""
    book = load_workbook(BytesIO(template))
    for row, one in enumerate(staff, 2):
        for column, value in enumerate(astuple(one), 1):
            book["Pegawai"].cell(row, column, value)
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture(autouse=True, scope="module")
def without_disk() -> Iterator[None]:
    """SQLite does not wait for the disk, which takes most of the time of a message: nobody pulls the plug."""
    event.listen(Pool, "checkout", _forgoes_disk)
    yield
    event.remove(Pool, "checkout", _forgoes_disk)


def _forgoes_disk(connection: Any, record: Any, _proxy: object) -> None:
    # At the first use of a connection: whatever the product asks for when it opens one comes before.
    if "asyncpg" not in type(connection).__module__ and record.info.setdefault("waits", True):
        record.info["waits"] = False
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.close()


async def sends_list(hr: Chat, staff: Iterable[Employee], headings: Sequence[str] = HEADINGS) -> None:
    """HR sends a list, and has a preview or the faults."""
    await hr.sends_document("pegawai.xlsx", workbook(staff, headings))


async def imports(
    hr: Chat, staff: Iterable[Employee], button: str = "Terapkan", headings: Sequence[str] = HEADINGS
) -> None:
    """HR sends a list and takes it over."""
    await sends_list(hr, staff, headings)
    await hr.taps(button)
    hr.shows("Daftar pegawai diperbarui")


async def joins(chat: Chat) -> None:
    """An employee joins by his own telephone number."""
    await chat.shares_contact()
    await chat.taps("Benar")
    chat.shows("Tercatat sebagai")


async def appoints(app: AppFixture, name: str, role: str, unit: str = "") -> Chat:
    """Somebody presses Start, and the owner gives him a role."""
    owner, somebody = app.somebody("Rahma"), app.person(name)
    await somebody.starts()
    await owner.sends(f"/beri_peran {role} {somebody.person.user.id} {unit}")
    owner.shows("diberikan kepada")
    return somebody


async def code_for(hr: Chat, name: str) -> str:
    """A new code from the card of the employee of this name, who may have joined already."""
    card = await hr.sends(f"/pegawai {name}")
    assert card is not None
    await hr.taps(next(label for label in card.buttons if label.startswith("Kode")))
    return code_in(hr)


def code_in(chat: Chat) -> str:
    """The code in the bot's last message."""
    found = _CODE.search(chat.last.text)
    assert found, chat.last.text
    return found[0]


class Records:
    """The bot's database, read with plain SQL by somebody else."""

    def __init__(self, url: str) -> None:
        self._engine = create_async_engine(url)

    async def close(self) -> None:
        """Reads no more."""
        await self._engine.dispose()

    async def rows(self, query: str, **values: Any) -> list[Any]:
        """What the query finds."""
        async with self._engine.connect() as connection:
            return list(await connection.execute(text(query), values))

    async def all_of(self, *tables: str) -> dict[str, list[Any]]:
        """Every row of these tables, to be compared with a later look."""
        return {table: await self.rows(f"SELECT * FROM {table} ORDER BY 1") for table in tables}
