"""HR opens pledges, follows them and closes them; heads and auditors see what is theirs to see."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook

from bot.tg.pledge.buttons import RECAP, RECAP_ACT, RecapAct
from tests.journeys.pledge.conftest import INVITED, TITLE
from tests.support.chat import labelled
from tests.support.databases import on_both
from tests.support.small_office import Employee, appoints, imports, joins, nip

FILES = ["Grafik", "XLSX", "PDF rekap"]


async def pledges(chat, label: str = "Baca dan berikrar") -> None:
    await chat.taps(label)
    await chat.taps("Saya berikrar")
    chat.shows("Tercatat 22 November 2026")


async def campaigns(records) -> list:
    return await records.rows("SELECT * FROM campaign ORDER BY id")


def sheets(content: bytes) -> dict[str, list[list]]:
    book = load_workbook(BytesIO(content))
    return {name: [list(row) for row in book[name].iter_rows(values_only=True)] for name in book.sheetnames}


@on_both
async def test_from_an_empty_office_to_the_files_of_the_recap(hr, siti, budi, citra, head, opens, records):
    await hr.sends("/rekap")
    hr.shows("Belum ada ikrar yang dibuka. Buka dengan /ikrar_baru.")
    await hr.sends("/ikrar_baru")
    hr.shows(f"Naskah: {TITLE}", "semua · 5 pegawai, 4 sudah bergabung", "batas: 29 November 2026")
    await hr.taps("Pratinjau")
    hr.shows("1. Menjaga dan menegakkan", "Penerima 4 · semua · batas 29 November 2026", "belum bergabung 1")
    assert await campaigns(records) == []
    await hr.taps("Buka dan undang")
    hr.shows(f"✅ {TITLE} dibuka (nomor 1); 4 orang diundang.")
    for chat in (siti, budi, citra, head):
        await chat.receives(INVITED)
    await pledges(siti)
    await pledges(head)
    await budi.taps("Baca dan berikrar")
    await budi.taps("Keberatan")
    await budi.sends("Saya keberatan")
    await hr.sends("/rekap")
    hr.shows(
        f"{TITLE} · nomor 1 · sisa 7 hari",
        "▓▓▓▓▓▓░░░░ 66 % · 2/3 Dishub",
        "░░░░░░░░░░ 0 % · 0/2 Disdik",
        "Sudah 2 dari 5 · belum 1 · keberatan 1 · bertanya 0 · tidak terjangkau 0 · belum bergabung 1",
        buttons=[*FILES, "Ingatkan yang belum", "Poster upacara", "Tutup sekarang", "Lihat keberatan"],
    )
    await hr.taps("Grafik")
    assert hr.received.startswith(b"\x89PNG")
    await hr.taps("PDF rekap")
    assert hr.received.startswith(b"%PDF")
    await hr.taps("Poster upacara")
    assert hr.received.startswith(b"%PDF")
    await hr.taps("XLSX")
    found = sheets(hr.received)
    people = {row[0]: row for name in found for row in found[name] if len(row) == 7}
    assert {"Siti Rahma", "Budi Santoso", "Citra Dewi", "Karta Hadi", "Dodi Pranata"} <= set(people)
    assert people["Siti Rahma"][1] == nip(1)
    assert str(people["Siti Rahma"][5]).startswith("IKR-")


async def test_a_head_sees_his_subtree_and_nothing_else(hr, siti, head, citra, opens):
    await opens()
    await siti.receives(INVITED)
    await citra.receives(INVITED)
    await head.receives(INVITED)
    await pledges(siti)
    await pledges(citra)
    await head.sends("/rekap")
    head.shows("100 % · 1/1 Dishub › Subbag Umum", "0 % · 0/1 Dishub › Bidang Lalin", "Sudah 1 dari 3")
    assert head.last.buttons == FILES
    assert "Disdik" not in head.last.text
    await head.taps("XLSX")
    told = str(sheets(head.received))
    assert "Siti Rahma" in told
    assert not any(word in told for word in ("Citra", "Dodi", "Disdik"))
    for act in ("remind", "close", "poster", "objections", "questions", "everybody"):
        data = RECAP_ACT.data(head.person.user.id, 1, RecapAct(act))
        head.person.presses(head.person.chat.messages[head.last.id], data)
        await head.settles()
        head.is_silent()
    await hr.sends("/rekap")
    hr.shows("Sudah 2 dari 5")


async def test_a_head_of_an_empty_unit_gets_empty_files(app, hr, head, siti, opened, staff):
    await imports(hr, staff[2:3] + staff[3:4] + staff[4:], "Terapkan, 2 keluar")
    moved = [staff[2], Employee("Karta Hadi", nip(3), unit="Disdik", account=staff[3].account), staff[4]]
    await imports(hr, moved)
    await head.sends("/rekap")
    head.shows("Sudah 0 dari 0")
    for button in FILES:
        await head.taps(button)
        assert head.received


async def test_who_has_no_part_in_it_sees_no_recap(siti, opened):
    await siti.sends("/rekap")
    assert "nomor 1" not in siti.last.text
    own = siti.person.user.id
    for data in (RECAP.data(own, 1), RECAP_ACT.data(own, 1, RecapAct.XLSX)):
        siti.person.presses(siti.person.chat.messages[siti.last.id], data)
        await siti.settles()
        siti.is_silent()
        assert siti.notices


async def test_an_auditor_sees_everybody_and_changes_nothing(app, opened):
    auditor = await appoints(app, "Agus", "auditor")
    await auditor.sends("/rekap")
    auditor.shows("Sudah 0 dari 5", buttons=FILES)


async def test_two_documents_at_once_are_two_pledges(hr, siti, records):
    await hr.sends("/ikrar_baru")
    await hr.taps("Naskah")
    await hr.taps("☐ Pakta Integritas Netralitas")
    hr.shows(f"Naskah: {TITLE}, Pakta Integritas Netralitas")
    await hr.taps("Pratinjau")
    await hr.taps("Buka dan undang")
    hr.shows("dibuka (nomor 1)", "Pakta Integritas Netralitas dibuka (nomor 2)")
    await siti.receives(INVITED, 2)
    for number in (1, 2):
        await siti.starts(f"i_{number}")
        await siti.taps("Saya berikrar")
        siti.shows("Tercatat")
    await siti.sends("/ikrar")
    siti.shows(f"{TITLE} ·", "Pakta Integritas Netralitas ·")
    rows = await records.rows("SELECT campaign, text FROM ledger WHERE kind = 'pledge' ORDER BY seq")
    assert [row.campaign for row in rows] == [1, 2]
    assert rows[0].text != rows[1].text
    await hr.sends("/rekap")
    hr.shows("Pakta Integritas Netralitas · nomor 2", "Ikrar sebelumnya", buttons=[f"1. {TITLE}"])


async def test_an_office_s_own_text_is_shown_and_recorded_word_by_word(hr, siti, records):
    await hr.sends("/ikrar_baru")
    await hr.taps("Naskah")
    await hr.taps("Naskah sendiri")
    await hr.sends("Ikrar")
    hr.shows("Naskah sendiri: baris pertama judulnya")
    await hr.sends("Komitmen <Zona> Integritas\n\nSaya & kami **tidak** menerima gratifikasi.")
    await hr.taps("Naskah")
    await hr.taps(f"☑ {TITLE}")
    hr.shows("Naskah: Komitmen <Zona> Integritas")
    await hr.taps("Pratinjau")
    hr.shows("Komitmen <Zona> Integritas", "Saya & kami tidak menerima gratifikasi.")
    await hr.taps("Buka dan undang")
    await siti.receives(INVITED)
    await siti.taps("Baca dan berikrar")
    siti.shows("Saya & kami tidak menerima gratifikasi.")
    await siti.taps("Saya berikrar")
    siti.shows("Komitmen <Zona> Integritas", "Tercatat")
    ((body, hashed),) = await records.rows(
        "SELECT campaign.body, ledger.text FROM ledger JOIN campaign ON campaign.text_hash = ledger.text"
    )
    assert body == "Saya & kami **tidak** menerima gratifikasi."
    assert len(hashed) == 64


async def test_who_signs_first_is_asked_alone_until_hr_asks_everybody(hr, head, siti, budi, opens):
    await opens(Lebih_dulu="peran:kepala")
    hr.shows("1 orang diundang")
    await head.receives(INVITED)
    await pledges(head)
    assert not any(INVITED in seen.text for seen in siti.person.messages)
    await hr.sends("/rekap")
    await hr.taps("Undang semua")
    hr.shows("3 orang diundang.")
    for chat in (siti, budi):
        await chat.receives(INVITED)
    await pledges(siti)
    await hr.sends("/rekap")
    assert "Undang semua" not in hr.last.buttons
    assert sum(INVITED in seen.text for seen in head.person.messages) == 0


async def test_only_who_is_meant_is_asked(hr, siti, budi, citra, opens, records):
    await opens(Penerima='unit:"Dishub" + status:PPNPN')
    hr.shows("1 orang diundang")
    await budi.receives(INVITED)
    await pledges(budi)
    await hr.sends("/rekap")
    hr.shows("Sudah 1 dari 1")
    for chat in (siti, citra):
        assert not any(INVITED in seen.text for seen in chat.person.messages)
        await chat.sends("/ikrar")
        chat.shows("Belum ada ikrar Anda yang tercatat.")


async def test_what_cannot_be_is_said_and_the_rest_stays(hr):
    await hr.sends("/ikrar_baru")
    for field, typed, told in (
        ("Penerima", "unit:Tidak Ada", "Unit 'Tidak Ada' tidak ada"),
        ("Penerima", "belum:7", "Belum ada ikrar bernomor 7"),
        ("Batas waktu", "kapan-kapan", "kapan-kapan"),
        ("Lebih dulu", "status:ASN", "Status 'ASN' tidak ada"),
    ):
        await hr.taps(field)
        await hr.sends(typed)
        hr.shows(told, buttons=["Kembali"])
        await hr.taps("Kembali")
        hr.shows("Penerima: semua", "Berikrar lebih dulu: tidak ada")


async def test_a_deadline_that_has_passed_opens_nothing(hr, records, clock):
    await hr.sends("/ikrar_baru")
    await hr.taps("Pratinjau")
    clock.move(days=9)
    await hr.taps("Buka dan undang")
    hr.shows("Batas waktu ikrar harus sesudah pembukaannya dan belum lewat.")
    assert await campaigns(records) == []


async def test_a_double_tap_opens_once(hr, siti, records):
    await hr.sends("/ikrar_baru")
    await hr.taps("Pratinjau")
    await hr.taps_again("Buka dan undang", 2)
    assert hr.notices == ["Sudah dibuka, nomor 1. Kemajuannya di /rekap."]
    assert len(await campaigns(records)) == 1
    await siti.receives(INVITED)


async def test_what_is_dropped_is_not_sent(hr, records):
    await hr.sends("/ikrar_baru")
    await hr.taps("Batal")
    hr.shows("Dibatalkan. Tidak ada yang dikirim.")
    assert await campaigns(records) == []


async def test_without_a_text_there_is_nothing_to_open(hr, records):
    await hr.sends("/ikrar_baru")
    await hr.taps("Pratinjau")
    preview = hr.last
    await hr.sends("/ikrar_baru")
    await hr.taps("Naskah")
    await hr.taps(f"☑ {TITLE}")
    hr.shows("Naskah: belum dipilih")
    assert "Pratinjau" not in hr.last.buttons
    hr.person.taps(labelled(preview, "Buka dan undang"))
    await hr.settles()
    assert hr.notices == ["Isinya sudah berubah sejak pratinjau itu. Periksa pratinjau yang baru."]
    hr.shows("Naskah: belum dipilih")
    assert await campaigns(records) == []


async def test_reminders_go_to_those_missing_and_to_them_once(hr, siti, budi, opened, clock):
    await budi.receives(INVITED)
    await pledges(siti)
    await hr.sends("/rekap")
    await hr.taps_again("Ingatkan yang belum", 2)
    hr.shows("3 orang diundang.")
    await budi.receives(INVITED, 2)
    clock.move(minutes=5)
    await hr.sends("/rekap")
    await hr.taps("Ingatkan yang belum")
    await budi.receives(INVITED, 3)
    assert sum(INVITED in seen.text for seen in siti.person.messages) == 0


async def test_an_old_button_invites_nobody_to_what_is_closed(hr, siti, opens, records):
    await opens(Lebih_dulu="peran:kepala")
    await hr.sends("/rekap")
    screen = hr.last
    await hr.taps("Tutup sekarang")
    hr.shows("ditutup.")
    for act in ("everybody", "remind", "close"):
        data = RECAP_ACT.data(hr.person.user.id, 1, RecapAct(act))
        hr.person.presses(hr.person.chat.messages[screen.id], data)
        await hr.settles()
        hr.is_silent()
        assert hr.notices
    assert len(await records.rows("SELECT * FROM broadcast")) == 1


async def test_what_is_yet_to_open_can_be_closed_and_then_never_arrives(hr, siti, opens, clock, records):
    await opens(Pembukaan="besok 08.00")
    await hr.sends("/rekap")
    hr.shows("23 November 2026", buttons=[*FILES, "Poster upacara", "Tutup sekarang"])
    assert "sudah berakhir" not in hr.last.text
    await hr.taps("Tutup sekarang")
    clock.move(days=1)
    await opens()
    await siti.receives(INVITED)
    assert sum(INVITED in seen.text for seen in siti.person.messages) == 1


async def test_who_joins_later_finds_what_is_open(dodi, opened):
    await dodi.sends("/gabung")
    await joins(dodi)
    dodi.shows(TITLE, INVITED, buttons=["Baca dan berikrar"])
    await pledges(dodi)


async def test_the_button_of_a_preview_that_was_changed_since_opens_nothing(hr, records):
    await hr.sends("/ikrar_baru")
    await hr.taps("Pratinjau")
    preview = hr.last
    await hr.sends("/ikrar_baru")
    await hr.taps("Batas waktu")
    await hr.taps("3 hari")
    hr.person.taps(labelled(preview, "Buka dan undang"))
    await hr.settles()
    assert hr.notices == ["Isinya sudah berubah sejak pratinjau itu. Periksa pratinjau yang baru."]
    hr.shows("25 November 2026")
    assert await campaigns(records) == []
