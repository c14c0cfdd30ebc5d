"""Where the office wants two: one in HR proposes, another one agrees; an owner alone may."""

import pytest

from tests.support.small_office import Employee, imports, nip, sends_list

ACTIVE = "SELECT * FROM person WHERE active"
IN_FORCE = "SELECT role FROM role_grant WHERE telegram_id = :who AND revoked_at IS NULL"


@pytest.fixture
def settings():
    return {"second_person": True}


async def roles_of(records, chat) -> list[str]:
    return [row.role for row in await records.rows(IN_FORCE, who=chat.person.user.id)]


async def test_who_sent_the_list_is_offered_only_to_drop_it(hr, colleague, staff):
    await sends_list(hr, staff)
    hr.shows("Menunggu petugas kepegawaian kedua", buttons=["Batal"])


async def test_the_other_one_sees_the_same_preview_and_applies_it(hr, colleague, staff, records):
    await sends_list(hr, staff)
    assert "Baru 3" in colleague.last.text
    assert colleague.last.buttons == ["Terapkan", "Batal"]
    await colleague.taps("Terapkan")
    assert len(await records.rows(ACTIVE)) == 3


async def test_who_sent_the_list_cannot_apply_it_by_the_others_button(hr, colleague, staff, records):
    await sends_list(hr, staff)
    data = colleague.last.rows[0][0].data
    hr.person.presses(hr.person.chat.messages[hr.last.id], data)
    await hr.settles()
    assert hr.notices[0].startswith("Menunggu petugas kepegawaian kedua")
    assert await records.rows(ACTIVE) == []


async def test_an_owner_applies_his_own_list(owner, staff, records):
    await sends_list(owner, staff)
    await owner.taps("Terapkan")
    assert len(await records.rows(ACTIVE)) == 3


async def test_where_there_is_no_second_one_in_hr_the_owner_is_asked(hr, owner, staff, records):
    await sends_list(hr, staff)
    await owner.taps("Terapkan")
    assert len(await records.rows(ACTIVE)) == 3


async def test_a_list_that_became_stale_can_still_be_applied_by_the_other_one(
    hr, colleague, owner, office, records
):
    await sends_list(hr, office[1:])
    await imports(owner, [*office, Employee("Dewi", nip(4))])
    await colleague.taps("Terapkan, 1 keluar")
    await colleague.taps("Terapkan, 2 keluar")
    assert len(await records.rows(ACTIVE)) == 2


async def test_a_role_is_proposed_and_not_given_yet(hr, colleague, stranger, records):
    await hr.sends(f"/beri_peran auditor {stranger.person.user.id}")
    hr.shows("Diteruskan kepada petugas kepegawaian kedua")
    assert await roles_of(records, stranger) == []


async def test_the_other_one_agrees_and_both_hear_of_it(hr, colleague, stranger, records):
    await stranger.starts()
    await hr.sends(f"/beri_peran auditor {stranger.person.user.id}")
    await colleague.taps("Setuju")
    assert await roles_of(records, stranger) == ["auditor"]
    assert "Disetujui: peran auditor" in hr.last.text
    assert "Anda kini berperan sebagai auditor" in stranger.last.text


async def test_the_other_one_declines_and_nothing_is_given(hr, colleague, stranger, records):
    await hr.sends(f"/beri_peran auditor {stranger.person.user.id}")
    await colleague.taps("Tolak")
    assert "Ditolak: peran auditor" in hr.last.text
    assert await roles_of(records, stranger) == []


async def test_nobody_agrees_to_his_own_proposal(hr, colleague, stranger, records):
    await hr.sends(f"/beri_peran auditor {stranger.person.user.id}")
    data = colleague.last.rows[0][0].data
    hr.person.presses(hr.person.chat.messages[hr.last.id], data)
    await hr.settles()
    assert hr.notices == ["Usul sendiri harus disetujui orang lain."]
    assert await roles_of(records, stranger) == []


async def test_a_proposal_is_decided_once(hr, colleague, stranger, records):
    await stranger.starts()
    await hr.sends(f"/beri_peran auditor {stranger.person.user.id}")
    agree, decline = (button.data for button in colleague.last.rows[0])
    message = colleague.person.chat.messages[colleague.last.id]
    colleague.person.presses(message, decline)
    colleague.person.presses(message, agree)
    await colleague.settles()
    assert colleague.notices == ["Usul ini sudah diputus atau sudah tidak ada."]
    assert await roles_of(records, stranger) == []


async def test_taking_a_role_needs_two_as_well(hr, colleague, owner, appoint, records):
    auditor = await appoint("Agus", "auditor")
    await hr.sends(f"/cabut_peran auditor {auditor.person.user.id}")
    assert await roles_of(records, auditor) == ["auditor"]
    await colleague.taps("Setuju")
    assert await roles_of(records, auditor) == []


async def test_an_owner_gives_a_role_alone(owner, appoint, records):
    auditor = await appoint("Agus", "auditor")
    assert await roles_of(records, auditor) == ["auditor"]


async def test_who_has_lost_the_role_agrees_to_nothing(hr, colleague, owner, stranger, records):
    await hr.sends(f"/beri_peran auditor {stranger.person.user.id}")
    await owner.sends(f"/cabut_peran hr {colleague.person.user.id}")
    await colleague.taps("Setuju")
    assert colleague.notices[0].startswith("Ini untuk kepegawaian.")
    assert await roles_of(records, stranger) == []


async def test_alone_in_hr_and_no_owner_to_be_reached_is_said(app, hr, stranger, owner):
    owner.person.blocks_bot()
    await app.settle()
    await hr.sends(f"/beri_peran auditor {stranger.person.user.id}")
    hr.shows("belum ada yang dapat dihubungi")
