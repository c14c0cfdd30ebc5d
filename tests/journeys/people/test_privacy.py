"""What is held about a person, for him alone, and what goes when he asks."""

import pytest

from tests.support.databases import on_both
from tests.support.small_office import code_for, joins, nip

MINE = {
    "account": "SELECT joined_at FROM account WHERE telegram_id = :me",
    "role_grant": "SELECT role FROM role_grant WHERE telegram_id = :me AND revoked_at IS NULL",
    "join_attempt": "SELECT at FROM join_attempt WHERE telegram_id = :me",
    "move_request": "SELECT asked_at FROM move_request WHERE telegram_id = :me",
    "dialogue": "SELECT flow FROM dialogue WHERE person = 'tg:' || CAST(:me AS TEXT)",
    "draft": "SELECT flow FROM draft WHERE person = 'tg:' || CAST(:me AS TEXT)",
    "preference": "SELECT language FROM preference WHERE person = 'tg:' || CAST(:me AS TEXT)",
}


async def data_of(chat) -> list[str]:
    """The lines of /data_saya."""
    await chat.sends("/data_saya")
    return chat.received.decode("utf-8-sig").splitlines()


@pytest.fixture
async def known(app, owner, office, siti, stranger, records):
    """Siti after everything that leaves something behind: failures, a language, a role, an open question."""
    await siti.starts()
    await siti.sends("2222-2222")
    await joins(siti)
    await owner.sends(f"/beri_peran auditor {nip(1)}")
    await siti.sends("/bahasa")
    await siti.taps("Bahasa Indonesia")
    await siti.sends("saya boleh dampingi suami kampanye?")
    return siti


async def mine(records, chat) -> dict[str, int]:
    """How many rows each table holds about him."""
    me = chat.person.user.id
    return {
        table: len(await records.rows(query, me=str(me) if "CAST" in query else me))
        for table, query in MINE.items()
    }


@on_both
async def test_his_data_have_a_line_for_every_row_there_is(known, records):
    lines = await data_of(known)
    rows = await mine(records, known)
    names = {
        "account": "Bergabung:",
        "role_grant": "Peran:",
        "join_attempt": "Percobaan bergabung yang gagal:",
        "move_request": "Permintaan pindah akun:",
        "dialogue": "Percakapan yang terbuka:",
        "draft": "Yang sedang disusun:",
        "preference": "Bahasa pilihan: id",
    }
    told = {table: sum(line.startswith(name) for line in lines) for table, name in names.items()}
    assert told == rows


async def test_his_data_have_his_row_of_the_list(known):
    lines = await data_of(known)
    assert {
        "Nama: Siti Rahma",
        f"NIP atau nomor pegawai: {nip(1)}",
        "Status: PNS",
        "Unit: Dishub/Subbag Umum",
        "Jabatan: Analis",
        "Zona waktu: WITA",
        "Telepon: hanya sidik (hash), nomornya tidak disimpan",
        "Ada dalam daftar terbaru: ya",
    } <= set(lines)


async def test_of_his_messages_none_is_held_once_it_was_dealt_with(known, records):
    lines = await data_of(known)
    held = [line for line in lines if line.startswith("Pesan masuk yang belum dihapus:")]
    assert all(line.endswith("/data_saya") for line in held), held
    assert await records.rows("SELECT payload FROM inbox WHERE payload <> '{}'") == []


async def test_his_data_have_every_line_of_the_log_about_him(known, records):
    lines = await data_of(known)
    me = f"tg:{known.person.user.id}"
    log = await records.rows(
        "SELECT id FROM audit WHERE actor = :me OR subject = :me OR subject = 'person:1'", me=me
    )
    assert sum(line.startswith("Catatan tindakan:") for line in lines) == len(log)


async def test_his_data_never_hold_his_telephone_number(known):
    text = "".join(await data_of(known))
    assert known.person.user.phone.removeprefix("+62") not in text


async def test_the_database_holds_no_telephone_number_at_all(known, records):
    digits = known.person.user.phone.removeprefix("+")
    assert await records.rows("SELECT 1 FROM inbox WHERE payload LIKE :it", it=f"%{digits}%") == []


async def test_his_data_are_his_alone(known, hr):
    text = "\n".join(await data_of(known))
    assert "Budi" not in text
    assert "Citra" not in text
    assert f": {hr.person.user.id}" not in text


async def test_a_move_that_was_asked_for_is_among_the_data(joined, second_phone):
    await second_phone.shares_contact()
    await second_phone.taps("Benar")
    assert any(line.startswith("Permintaan pindah akun:") for line in await data_of(second_phone))


async def test_a_code_that_waits_is_among_the_data(hr, joined):
    await code_for(hr, "siti")
    assert any(line.startswith("Kode bergabung berlaku sampai:") for line in await data_of(joined))


async def test_a_strangers_data_are_few(office, stranger):
    lines = await data_of(stranger)
    assert not any(line.startswith("Nama:") for line in lines)


async def test_nothing_goes_before_it_is_confirmed(known, records):
    before = await mine(records, known)
    await known.sends("/hapus_data")
    known.shows("Langsung terhapus", "Tetap tersimpan", buttons=["Ya, hapus"])
    # A command ends what was expected, be it only for a warning.
    assert await mine(records, known) == before | {"dialogue": 0}


@on_both
async def test_what_was_promised_to_go_is_gone(known, records):
    await known.sends("/hapus_data")
    await known.taps("Ya, hapus")
    known.shows("Terhapus")
    assert set((await mine(records, known)).values()) == {0}


async def test_afterwards_nothing_of_before_is_left_but_the_log(known):
    await known.sends("/hapus_data")
    await known.taps("Ya, hapus")
    lines = [line for line in await data_of(known) if line and not line.startswith("Catatan tindakan:")]
    words = [line.split(": ", 2)[-1] for line in lines if line.startswith("Pesan masuk")]
    assert all(word.startswith("1:fg") or word == "/data_saya" for word in words)
    assert not any(line.startswith(("Nama", "NIP", "Peran", "Percakapan", "Bergabung")) for line in lines)


async def test_what_the_office_keeps_by_duty_stays(known, records):
    await known.sends("/hapus_data")
    await known.taps("Ya, hapus")
    assert len(await records.rows("SELECT * FROM person WHERE active")) == 3


async def test_hr_is_told_of_it(known, hr):
    await known.sends("/hapus_data")
    await known.taps("Ya, hapus")
    assert "Siti Rahma, Subbag Umum, Dishub, meminta datanya dihapus" in hr.last.text


async def test_his_role_and_its_menu_go_too(known):
    await known.sends("/hapus_data")
    await known.taps("Ya, hapus")
    assert "catatan" not in known.person.menu
    await known.sends("/catatan")
    known.shows("Ini untuk")


async def test_he_may_join_again_at_any_time(known):
    await known.sends("/hapus_data")
    await known.taps("Ya, hapus")
    await joins(known)


@on_both
async def test_erasing_twice_does_no_harm(known, hr):
    await known.sends("/hapus_data")
    await known.taps_again("Ya, hapus")
    known.shows("Terhapus")
    assert sum("meminta datanya dihapus" in seen.text for seen in hr.person.messages) == 1


async def test_times_are_told_in_the_employees_own_zone(known):
    lines = await data_of(known)
    assert lines[0].endswith("22 November 2026, 10.00 WITA")
    assert "Bergabung: 22 November 2026, 10.00 WITA (contact)" in lines


async def test_who_has_no_zone_is_told_the_offices_time(hr, office, citra):
    await joins(citra)
    assert (await data_of(citra))[0].endswith("22 November 2026, 09.00 WIB")
