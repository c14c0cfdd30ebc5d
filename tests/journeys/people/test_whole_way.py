"""The whole way of an office, nothing replaced but HTTP and time."""

import pytest

from bot.text.links import Start
from tests.support.databases import on_both
from tests.support.small_office import code_for, filled


@pytest.fixture
def reader() -> None:
    """The whole way: every list is read in a process of its own."""


@on_both
async def test_an_office_goes_from_an_empty_database_to_all_joined(app, owner, staff, siti, budi, citra):
    hr = app.person("Hana")
    await hr.starts()
    await hr.sends("/profil")
    hr.shows(f"ID Telegram Anda {hr.person.user.id}")
    await owner.sends(f"/beri_peran hr {hr.person.user.id}")
    await hr.sends("/pegawai")
    await hr.taps("Templat Excel")
    await hr.sends_document("pegawai.xlsx", filled(hr.received, staff))
    hr.shows("Belum ada yang disimpan", "Baru 3 · berubah 0 · keluar 0 · tetap 0")
    await hr.taps("Terapkan")
    await hr.taps("Slip kode yang belum")
    assert hr.received.startswith(b"%PDF")

    await siti.starts()
    await siti.taps("Bergabung")
    await siti.taps("Bagikan nomor saya")
    await siti.taps("Benar")
    await budi.sends(await code_for(hr, "budi"))
    await budi.taps("Benar")
    await citra.starts(Start.JOIN + (await code_for(hr, "citra")).replace("-", ""))
    await citra.taps("Benar")
    await hr.sends("/pegawai")
    hr.shows("3 pegawai dalam daftar", "100 % bergabung · 3 sudah · 0 belum", buttons=[])
