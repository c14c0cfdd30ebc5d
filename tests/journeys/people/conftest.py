"""The product in a small office, of which little is there at first."""

from collections.abc import Awaitable, Callable

import pytest

from tests.support.app import AppFixture, Place
from tests.support.chat import Chat
from tests.support.small_office import Employee, appoints, at_home, imports, joins, nip
from tests.support.snapshots import Story


def list_of(app: AppFixture) -> list[Employee]:
    """Siti works in Makassar's time, and the list has her telephone; Budi drives and has neither NIP nor
    telephone; Citra is employed by contract, in another office."""
    siti, citra = app.somebody("Siti"), app.somebody("Citra")
    return [
        Employee("Siti Rahma", nip(1), position="Analis", phone=at_home(siti), zone="WITA"),
        Employee("Budi Santoso", status="PPNPN", unit="Dishub/Bidang Lalu Lintas", position="Sopir"),
        Employee("Citra Dewi", nip(2), "PPPK", "Disdik/Bidang SMP", "Guru", at_home(citra)),
    ]


async def has_hr(app: AppFixture, _: Place) -> None:
    """Hana keeps the list."""
    await appoints(app, "Hana", "hr")


async def has_list(app: AppFixture, _: Place) -> None:
    """HR takes the list over."""
    await imports(app.somebody("Hana"), list_of(app))


async def has_siti(app: AppFixture, _: Place) -> None:
    """Siti joins."""
    siti = app.somebody("Siti")
    await siti.starts()
    await joins(siti)


@pytest.fixture
def story() -> Story:
    return Story({"hr": has_hr, "office": has_list, "joined": has_siti})


@pytest.fixture
def appoint(owner: Chat, app: AppFixture) -> Callable[..., Awaitable[Chat]]:
    """Somebody presses Start, and the owner gives him a role: `await appoint("Agus", "auditor")`."""

    async def appointed(name: str, role: str, unit: str = "") -> Chat:
        return await appoints(app, name, role, unit)

    return appointed


@pytest.fixture
def staff(app: AppFixture) -> list[Employee]:
    """The office's list."""
    return list_of(app)


@pytest.fixture
def office(staff: list[Employee]) -> list[Employee]:
    """The list after HR has taken it over."""
    return staff


@pytest.fixture
async def colleague(appoint: Callable[..., Awaitable[Chat]], hr: Chat) -> Chat:
    """Hendra, the second one in HR."""
    return await appoint("Hendra", "hr")


@pytest.fixture
def joined(siti: Chat) -> Chat:
    """Siti after she has joined."""
    return siti


@pytest.fixture
def second_phone(app: AppFixture, siti: Chat) -> Chat:
    """Another account with Siti's number: hers on a new telephone, or that of whoever has her old number."""
    chat = app.person("Siti")
    chat.person.user.phone = siti.person.user.phone
    return chat
