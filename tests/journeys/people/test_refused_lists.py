"""Lists that cannot be taken over, and lists with something nasty in them."""

import pytest

from tests.support.small_office import Employee, imports, nip, sends_list, workbook

TABLES = ("person", "account", "roster_import", "roster_draft", "audit")
HOSTILE = ("<b>Siti</b> & <a href='x'>", "**Siti** _x_ `y`", "{name} %s {0}", "O'Brien; DROP TABLE person")
NO_LISTS = (
    ("pegawai.xlsx", b"PK\x03\x04 no workbook"),
    ("pegawai.xlsx", workbook([])),
    ("pegawai.csv", b"\xff\xfe\x00"),
    ("pegawai.pdf", b"%PDF-1.7"),
    ("foto.jpg", b"\xff\xd8\xff"),
    ("pegawai.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
)


@pytest.fixture
async def thirty(hr, office, records):
    """A list with thirty faults, after it has been refused."""
    await sends_list(hr, [Employee(f"Pegawai {n}", "123") for n in range(30)])


async def test_twelve_faults_are_shown_with_their_places(hr, thirty):
    hr.shows("30 hal perlu dibetulkan", "baris 2, kolom nip")
    shown = next(seen.text for seen in hr.replies if "perlu dibetulkan" in seen.text)
    assert shown.count("•") == 12


async def test_all_faults_come_as_a_text_file(hr, thirty):
    assert hr.last.attachment == "perbaikan.txt"
    lines = hr.received.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == [f"baris {n}" for n in range(2, 32)]


async def test_twelve_faults_need_no_file(hr, office):
    await sends_list(hr, [Employee(f"Pegawai {n}", "123") for n in range(12)])
    assert hr.last.attachment == ""


async def test_a_refused_file_leaves_the_database_as_it_was(hr, office, records):
    before = await records.all_of(*TABLES)
    await sends_list(hr, [*office, Employee("Dewi", "123")])
    hr.shows("1 hal perlu dibetulkan. Tidak ada yang disimpan")
    assert await records.all_of(*TABLES) == before


async def test_what_looks_like_markup_is_shown_literally(hr):
    for name in HOSTILE:
        await sends_list(hr, [Employee(name, nip(1), unit="<i>Dishub")])
        hr.shows(f"{name} (<i>Dishub)")


async def test_it_stays_literal_on_the_card(hr):
    rows = [
        Employee(name, nip(n), unit="**Dishub**", position="<b>Analis</b>") for n, name in enumerate(HOSTILE)
    ]
    await imports(hr, rows)
    for row in rows:
        await hr.sends(f"/pegawai {row.number}")
        hr.shows(row.name, "**Dishub**", "<b>Analis</b>")


async def test_it_stays_literal_when_its_owner_joins_and_asks_for_his_data(hr, app):
    people = {name: app.person(name) for name in HOSTILE}
    await imports(
        hr,
        [
            Employee(name, nip(n), account=str(somebody.person.user.id))
            for n, (name, somebody) in enumerate(people.items())
        ],
    )
    for name, somebody in people.items():
        await somebody.sends("/profil")
        somebody.shows(name)
        await somebody.sends("/data_saya")
        assert name in somebody.received.decode("utf-8-sig")


async def test_a_formula_is_refused_with_its_place(hr, office, records):
    before = await records.all_of(*TABLES)
    await sends_list(hr, [Employee('=HYPERLINK("http://x";"Siti")', nip(1))])
    hr.shows("baris 2, kolom nama", "rumus")
    assert await records.all_of(*TABLES) == before


async def test_what_is_no_list_is_refused_civilly(hr, office, records):
    before = await records.all_of(*TABLES)
    for name, content in NO_LISTS:
        told = await hr.sends_document(name, content)
        assert "perlu dibetulkan" in told.text, (name, content)
        assert await records.all_of(*TABLES) == before, (name, content)
