"""Somebody says that he is somebody else, alone or in a race."""

from bot.text.links import Start
from tests.support.databases import on_both
from tests.support.small_office import code_for, joins

ACCOUNTS = "SELECT telegram_id, person_id FROM account"
HR_ONLY = "Ini untuk kepegawaian."


async def test_somebody_elses_card_is_not_used(office, stranger, siti):
    await stranger.shares_contact(siti.person.user)
    stranger.shows("Itu bukan kontak Anda sendiri, jadi tidak saya pakai dan tidak saya simpan")


async def test_somebody_elses_card_is_not_kept_as_it_says(office, stranger, siti, records):
    await stranger.shares_contact(siti.person.user)
    digits = siti.person.user.phone.removeprefix("+")
    assert await records.rows("SELECT 1 FROM inbox WHERE payload LIKE :it", it=f"%{digits}%") == []


async def test_guessing_ends_after_five_codes(office, stranger, records):
    for digit in "234678":
        await stranger.sends(f"ABCD-EF2{digit}")
    stranger.shows("terlalu banyak percobaan")
    assert len(await records.rows("SELECT * FROM join_attempt")) == 5


async def test_guessing_by_links_counts_as_well(office, stranger):
    for digit in "234678":
        await stranger.starts(f"{Start.JOIN}ABCDEF2{digit}")
    stranger.shows("terlalu banyak percobaan")


async def test_who_has_joined_cannot_claim_somebody_else(hr, joined, records):
    await joined.sends(await code_for(hr, "budi"))
    joined.shows("Akun ini sudah bergabung sebagai Siti Rahma", buttons=[])
    assert len(await records.rows(ACCOUNTS)) == 1


async def test_of_two_claims_the_later_one_counts_whichever_button_is_tapped(hr, office, siti, records):
    await siti.sends(await code_for(hr, "budi"))
    first = siti.last.rows[0][0]
    await siti.shares_contact()
    siti.person.taps(first)
    await siti.settles()
    siti.shows("Konfirmasi ini sudah tidak berlaku")
    assert await records.rows(ACCOUNTS) == []


async def test_a_confirmation_button_without_a_claim_ties_nobody(office, siti, stranger, records):
    await siti.shares_contact()
    version, kind, _, person = siti.last.rows[0][0].data.split(":")
    await stranger.sends("/bantuan")
    message = stranger.person.chat.messages[stranger.last.id]
    stranger.person.presses(message, f"{version}:{kind}:0:{person}")
    await stranger.settles()
    stranger.shows("Konfirmasi ini sudah tidak berlaku")
    assert await records.rows(ACCOUNTS) == []


@on_both
async def test_of_two_who_race_for_one_code_one_wins_and_the_other_is_told(
    app, hr, office, budi, stranger, records
):
    code = await code_for(hr, "budi")
    for one in (budi, stranger):
        await one.sends(code)
    for one in (budi, stranger):
        one.person.taps("Benar")
    await app.rush()
    assert len(await records.rows(ACCOUNTS)) == 1
    heard = {one: [seen.text for seen in one.person.messages] for one in (budi, stranger)}
    won = [one for one in heard if any("Tercatat sebagai" in text for text in heard[one])]
    lost = [one for one in heard if any("sudah dipakai atau sudah diganti" in text for text in heard[one])]
    assert len(won) == len(lost) == 1


@on_both
async def test_of_a_telephone_and_a_code_in_a_race_one_wins(app, hr, office, siti, stranger, records):
    await stranger.sends(await code_for(hr, "siti"))
    await siti.shares_contact()
    siti.person.taps("Benar")
    stranger.person.taps("Benar")
    await app.rush()
    assert len(await records.rows(ACCOUNTS)) == 1


@on_both
async def test_many_taps_at_one_moment_join_once(app, office, siti, records):
    await siti.shares_contact()
    for _ in range(10):
        siti.person.taps("Benar")
    await app.rush()
    assert len(await records.rows("SELECT * FROM audit WHERE act = 'join.joined'")) == 1


async def test_forged_buttons_of_hr_do_nothing(joined, records):
    tables = ("person", "account", "roster_import", "join_code", "audit")
    before = await records.all_of(*tables)
    own = next(b.data for s in joined.person.messages for r in s.rows for b in r).split(":")[2]
    await joined.sends("/bantuan")
    message = joined.person.chat.messages[joined.last.id]
    for data in ("ra:{}:abcdef123456:1", "ru:{}:1", "pk:{}:1", "pr:{}:1", "ps:{}", "mv:0:1:1"):
        joined.person.presses(message, "1:" + data.format(own))
        await joined.settles()
        (notice,) = joined.notices
        assert notice.startswith(HR_ONLY), data
        assert await records.all_of(*tables) == before, data


async def test_hrs_commands_are_refused_with_a_way_to_the_role(joined):
    for command in ("/kode semua", "/templat", "/peran", "/catatan", "/beri_peran hr 1"):
        told = await joined.sends(command)
        assert "Ini untuk kepegawaian" in told.text, command
        assert f"sebutkan ID Telegram {joined.person.user.id}" in told.text, command


async def test_a_list_from_somebody_else_is_not_opened(stranger, office, monkeypatch):
    async def opened(*_):
        raise AssertionError

    monkeypatch.setattr("bot.people.roster.roster_import.RosterImport.check", opened)
    await stranger.sends_document("pegawai.csv", b"nama,nip,status,unit\n")
    assert "Pratinjau" not in stranger.last.text


async def test_the_real_one_still_joins_after_an_impostor_has_tried(office, stranger, siti):
    await stranger.shares_contact(siti.person.user)
    await joins(siti)
