"""An office that has joined and has not pledged yet.

Siti works in Makassar's time, Budi in Jayapura's and without NIP, Citra in another office; Karta heads the
first office; Dodi is on the list and has not joined; Maling is on no list.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.support.app import AppFixture, Place
from tests.support.chat import Chat
from tests.support.small_office import Employee, appoints, at_home, imports, nip
from tests.support.snapshots import Story

TITLE = "Ikrar Netralitas Pegawai"
INVITED = "Anda diminta membaca dan berikrar"


def list_of(app: AppFixture) -> list[Employee]:
    """The office's list."""
    siti, budi, citra, karta = (app.somebody(name) for name in ("Siti", "Budi", "Citra", "Karta"))
    dodi = app.somebody("Dodi")
    number = {chat: str(chat.person.user.id) for chat in (siti, budi, citra, karta)}
    return [
        Employee("Siti Rahma", nip(1), unit="Dishub/Subbag Umum", zone="WITA", account=number[siti]),
        Employee("Budi Santoso", "", "PPNPN", "Dishub/Bidang Lalin", zone="WIT", account=number[budi]),
        Employee("Citra Dewi", nip(2), "PPPK", "Disdik/Bidang SMP", account=number[citra]),
        Employee("Karta Hadi", nip(3), unit="Dishub", position="Kepala Dinas", account=number[karta]),
        Employee("Dodi Pranata", nip(4), unit="Disdik", phone=at_home(dodi)),
    ]


async def has_joined(app: AppFixture, _: Place) -> None:
    """HR takes the list over, which brings everybody's account along; Karta becomes head."""
    hana = await appoints(app, "Hana", "hr")
    for name in ("Siti", "Budi", "Citra", "Karta", "Dodi", "Maling"):
        await app.person(name).starts()
    await imports(hana, list_of(app))
    owner = app.somebody("Rahma")
    await owner.sends(f"/beri_peran kepala {nip(3)} Dishub")
    owner.shows("diberikan kepada")


@pytest.fixture
def story() -> Story:
    return Story({"app": has_joined})


@pytest.fixture
def head(app: AppFixture) -> Chat:
    return app.somebody("Karta")


@pytest.fixture
def dodi(app: AppFixture) -> Chat:
    return app.somebody("Dodi")


@pytest.fixture
def staff(app: AppFixture) -> list[Employee]:
    """The office's list."""
    return list_of(app)


@pytest.fixture
def opens(hr: Chat) -> Callable[..., Awaitable[None]]:
    """HR opens the usual pledge; what is typed by its field: `await opens(Penerima="status:PNS")`."""

    async def opened(**typed: str) -> None:
        await hr.sends("/ikrar_baru")
        for field, value in typed.items():
            await hr.taps(field.replace("_", " "))
            await hr.sends(value)
        await hr.taps("Pratinjau")
        await hr.taps("Buka dan undang")
        hr.shows("dibuka (nomor")

    return opened


@pytest.fixture
async def opened(opens: Callable[..., Awaitable[None]], siti: Chat) -> None:
    """The usual pledge is open, and the invitation has arrived with Siti."""
    await opens()
    await siti.receives(INVITED)
