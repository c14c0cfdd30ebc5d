"""Nothing about a person is said in a group, and a button there obeys the role of whoever presses it."""

PERSONAL = ["gabung", "profil", "data_saya", "hapus_data"]
OF_HR = ["pegawai", "templat", "kode semua", "peran", "beri_peran hr 1", "cabut_peran hr 1", "catatan"]


async def test_personal_commands_send_him_to_the_private_chat(app, joined):
    (group,) = app.group("Dinas", joined)
    for command in PERSONAL:
        told = await group.sends(f"/{command}")
        assert "Ini hanya di obrolan pribadi" in told.text, command
        assert "@netral_bot" in told.text, command
        assert told.buttons == [], command
        assert "Siti Rahma" not in told.text, command


async def test_not_even_hr_gets_the_list_in_a_group(app, hr, office):
    (group,) = app.group("Kepegawaian", hr)
    for command in OF_HR:
        told = await group.sends(f"/{command}")
        assert "Ini hanya di obrolan pribadi" in told.text, command


async def test_a_contact_in_a_group_is_ignored(app, office, siti, records):
    (group,) = app.group("Dinas", siti)
    await group.settles()
    user = siti.person.user
    contact = {"phone_number": user.phone, "first_name": user.first_name, "user_id": user.id}
    message = app.box.post(group.person.chat, user.described(), {"contact": contact})
    app.box.updates.push("message", message)
    await group.settles()
    group.is_silent()
    assert await records.rows("SELECT * FROM dialogue") == await records.rows("SELECT * FROM draft") == []


async def test_a_code_in_a_group_joins_nobody(app, office, hr, siti, records):
    (group,) = app.group("Dinas", siti)
    await hr.sends(f"/kode {office[0].number}")
    await group.sends(f"/start g_{hr.last.text.rpartition('g_')[2][:8]}")
    assert "Siti Rahma" not in group.last.text
    assert await records.rows("SELECT * FROM dialogue") == await records.rows("SELECT * FROM draft") == []


async def test_a_list_in_a_group_is_not_read(app, hr, office, records):
    (group,) = app.group("Kepegawaian", hr)
    await group.sends("/tanya boleh like postingan caleg?")
    document = app.box.files.keep(_upload(), "documents")
    content = {"document": {**document.described(), "file_name": "pegawai.csv"}}
    message = app.box.post(group.person.chat, hr.person.user.described(), content)
    app.box.updates.push("message", message)
    await group.settles()
    group.is_silent()
    assert await records.rows("SELECT * FROM roster_draft") == []


async def test_erasure_is_told_in_hrs_chat_where_there_is_one(app, settings, hr, joined):
    (group,) = app.group("Kepegawaian", hr)
    settings["hr_chat"] = group.person.chat.id
    await app.restart()
    await joined.sends("/hapus_data")
    await joined.taps("Ya, hapus")
    assert "meminta datanya dihapus" in group.last.text
    assert "meminta datanya dihapus" not in hr.last.text


async def test_a_button_in_hrs_chat_obeys_the_presser_even_after_he_has_lost_the_role(
    app, settings, hr, owner, joined, second_phone, records
):
    (group,) = app.group("Kepegawaian", hr)
    settings["hr_chat"] = group.person.chat.id
    await app.restart()
    await second_phone.shares_contact()
    await second_phone.taps("Benar")
    await owner.sends(f"/cabut_peran hr {hr.person.user.id}")
    await group.taps("Izinkan pindah")
    assert group.notices[0].startswith("Ini untuk kepegawaian.")
    assert await records.rows("SELECT * FROM move_request WHERE decided_at IS NOT NULL") == []


async def test_the_menu_of_groups_has_nothing_about_people(app, hr, office):
    (group,) = app.group("Dinas", hr)
    await group.settles()
    assert not {command.split()[0] for command in PERSONAL + OF_HR} & set(group.person.menu)


def _upload():
    from bot.simulator.api.params import Upload

    return Upload("pegawai.csv", b"nama,nip,status,unit\nSiti,198501012010011001,PNS,Dishub\n")
