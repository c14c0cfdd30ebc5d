"""A role that was taken, or whose holder has left, is without effect from the very next press on."""

import pytest

from bot.tg.broadcast import buttons as broadcast
from bot.tg.people import buttons as people
from tests.journeys.authority.opened import Open, assert_refused, changed
from tests.journeys.authority.specification import CONTROL, MAY_TYPE, PERSONNEL
from tests.support.chat import Chat
from tests.support.office import STAFF, roster


async def test_a_revoked_role_is_without_effect_from_the_very_next_press(office):
    hr, owner = office.people["hr"], office.people["owner"]
    await hr.sends(f"/pegawai {STAFF['absent'].number}")
    await owner.sends(f"/cabut_peran hr {STAFF['hr'].number}")
    before = office.tables()
    await hr.taps("Kode bergabung")
    (notice,) = hr.notices
    assert_refused(notice, PERSONNEL, hr)
    await hr.sends(f"/kode {STAFF['absent'].number}")
    assert_refused(hr.last.text, PERSONNEL, hr)
    assert changed(before, office.tables()) == set()


async def test_it_is_without_effect_even_when_the_press_already_waits_behind_the_revocation(office):
    hr, owner = office.people["hr"], office.people["owner"]
    await hr.sends(f"/pegawai {STAFF['absent'].number}")
    codes = office.asks("SELECT count(*) FROM join_code")
    owner.person.says(f"/cabut_peran hr {STAFF['hr'].number}")
    hr.person.taps("Kode bergabung")
    await hr.settles()
    assert office.asks("SELECT count(*) FROM join_code") == codes
    assert any("minta perannya" in notice for notice in hr.notices)


async def test_a_role_that_was_given_works_from_the_very_next_press(office):
    siti, owner = office.people["employee"], office.people["owner"]
    await office.presses(siti, people.CARD, 0)
    siti.is_silent()
    await owner.sends(f"/beri_peran auditor {STAFF['employee'].number}")
    await office.presses(siti, people.CARD, 0)
    siti.shows("Siti Rahmawati", "1990…06")


async def test_who_leaves_the_office_has_no_role_from_the_next_press_on(office):
    auditor, owner = office.people["auditor"], office.people["owner"]
    await auditor.sends("/catatan")
    auditor.shows("memperbarui daftar pegawai")
    await owner.sends_document(
        "pegawai.csv", roster(*(key for key in STAFF if key not in ("left", "auditor")))
    )
    await owner.taps("Terapkan, 1 keluar")
    await auditor.sends("/catatan")
    assert_refused(auditor.last.text, CONTROL, auditor)


async def test_a_proposal_and_a_list_of_ones_own_wait_for_somebody_else(office):
    second, before = office.people["second"], office.tables()
    for button in (people.AGREE, people.APPLY, broadcast.ORDER_AGREE):
        await office.presses(second, button, 0)
        second.is_silent()
    assert changed(before, office.tables()) == set()


# Who has left holds no role any more; nothing but a new grant, or undoing the list, gives him one.

ROLES_IN_MENU = ("pegawai", "peran", "catatan", "tak_terjawab")


async def assert_has_no_role(office: Open, chat: Chat) -> None:
    for name in ROLES_IN_MENU:
        await office.types(chat, name)
        assert_refused(chat.last.text, MAY_TYPE[name], chat)


async def test_who_left_has_no_role_again_once_his_account_is_forgotten(office, clock):
    clock.move(days=400)
    await office.app.restart()
    await assert_has_no_role(office, office.people["left"])


async def test_who_left_has_no_role_again_by_somebody_elses_slip(office):
    hr, left = office.people["hr"], office.people["left"]
    await hr.sends(f"/kode {STAFF['absent'].number}")
    code = next(word for word in hr.last.text.split() if len(word) == 9 and word[4] == "-")
    await left.sends(code)
    await left.taps("Benar")
    await assert_has_no_role(office, left)


async def test_who_left_and_is_employed_again_has_no_role_until_it_is_given_again(office):
    await office.people["owner"].sends_document("pegawai.csv", roster())
    await office.people["owner"].taps("Terapkan")
    await assert_has_no_role(office, office.people["left"])


async def test_the_role_of_somebody_who_left_can_be_taken_for_good(office):
    owner = office.people["owner"]
    await owner.sends(f"/cabut_peran hr {STAFF['left'].account}")
    query = "SELECT count(*) FROM role_grant WHERE telegram_id = ? AND role = 'hr' AND revoked_at IS NULL"
    assert office.asks(query, STAFF["left"].account) == 0


@pytest.mark.parametrize("how", ["code", "release"])
async def test_an_account_that_lost_its_employee_has_lost_his_roles(office, how):
    """A stolen telephone: HR moves the colleague to another account, or unties the one he had."""
    second, hr = office.people["second"], office.people["hr"]
    await second.sends(f"/pegawai {STAFF['hr'].number}")
    if how == "release":
        await second.taps("Lepaskan akun")
    else:
        await second.taps("Kode pindah akun")
        code = next(word for word in second.last.text.split() if len(word) == 9 and word[4] == "-")
        await office.people["stranger"].sends(code)
        await office.people["stranger"].taps("Benar")
    await assert_has_no_role(office, hr)
