"""A second account says that it is an employee who has joined: HR decides, or has issued a code for it."""

import pytest

from tests.support.chat import Chat
from tests.support.databases import on_both
from tests.support.small_office import code_for, imports

HELD_BY = "SELECT telegram_id FROM account WHERE person_id = 1"
CHOICES = ["Izinkan pindah", "Tolak"]


@pytest.fixture
async def claim(joined: Chat, second_phone: Chat) -> Chat:
    """The second account after it has asked."""
    await second_phone.shares_contact()
    await second_phone.taps("Benar")
    return second_phone


async def holder(records) -> list[int]:
    """The account that Siti is joined with."""
    return [row.telegram_id for row in await records.rows(HELD_BY)]


@on_both
async def test_a_second_account_is_not_taken_without_hr(claim, joined, records):
    claim.shows("sudah bergabung dengan akun Telegram lain", "Kepegawaian sudah diberi tahu")
    assert await holder(records) == [joined.person.user.id]


async def test_asking_again_does_not_bother_hr_again(claim, hr):
    hr.looks()
    await claim.shares_contact()
    await claim.taps("Benar")
    claim.shows("sudah menunggu keputusan")
    hr.looks()
    hr.is_silent()


async def test_everybody_in_hr_is_told_with_a_choice(colleague, hr, claim):
    for one in (hr, colleague):
        assert "Pindah akun?" in one.last.text
        assert one.last.buttons == CHOICES


async def test_hr_reads_its_own_language_whatever_the_claimant_speaks(hr, joined, second_phone):
    await second_phone.sends("/bahasa")
    await second_phone.taps("English")
    await second_phone.shares_contact()
    await second_phone.taps("Yes")
    assert hr.last.buttons == CHOICES


async def test_without_hr_the_owners_are_told(app, owner, hr, office, joined, second_phone):
    await owner.sends(f"/cabut_peran hr {hr.person.user.id}")
    await second_phone.shares_contact()
    await second_phone.taps("Benar")
    assert owner.last.buttons == CHOICES


async def test_when_nobody_in_hr_can_be_reached_the_owners_are_told(app, owner, hr, joined, second_phone):
    hr.person.blocks_bot()
    await app.settle()
    await second_phone.shares_contact()
    await second_phone.taps("Benar")
    assert owner.last.buttons == CHOICES


async def test_in_hrs_chat_everybody_in_hr_may_decide(app, settings, hr, colleague, joined, second_phone):
    (group, others) = app.group("Kepegawaian", hr, colleague)
    settings["hr_chat"] = group.person.chat.id
    await app.restart()
    await second_phone.shares_contact()
    await second_phone.taps("Benar")
    assert "Pindah akun?" in group.last.text
    assert "Pindah akun?" not in hr.last.text
    await others.taps("Izinkan pindah")
    others.shows("Siti Rahma kini memakai akun yang baru")


async def test_in_hrs_chat_who_is_not_of_hr_decides_nothing(
    app, settings, hr, joined, second_phone, stranger, records
):
    (_, guest) = app.group("Kepegawaian", hr, stranger)
    settings["hr_chat"] = guest.person.chat.id
    await app.restart()
    await second_phone.shares_contact()
    await second_phone.taps("Benar")
    await guest.taps("Izinkan pindah")
    assert guest.notices[0].startswith("Ini untuk kepegawaian.")
    assert await holder(records) == [joined.person.user.id]


@on_both
async def test_allowed_it_becomes_the_new_account_and_both_are_told(claim, hr, joined, records):
    await hr.taps("Izinkan pindah")
    assert "Kepegawaian mengizinkan" in claim.last.text
    assert "Akun ini tidak lagi tercatat sebagai Siti Rahma" in joined.last.text
    assert await holder(records) == [claim.person.user.id]


@on_both
async def test_refused_everything_stays_and_the_claimant_is_told(claim, hr, joined, records):
    await hr.taps("Tolak")
    hr.shows("Siti Rahma tetap memakai akun yang lama", buttons=[])
    assert "belum mengizinkan" in claim.last.text
    assert await holder(records) == [joined.person.user.id]


@on_both
async def test_the_first_of_two_in_hr_decides(claim, hr, colleague, joined, records):
    """Hendra was appointed later; the question has gone to Hana alone, so he presses what she forwards."""
    question = hr.last
    allow, refuse = (button.data for button in question.rows[0])
    hr.person.presses(hr.person.chat.messages[question.id], refuse)
    await hr.settles()
    await colleague.forwards(question, hr)
    mine = colleague.person.messages[-2]
    colleague.person.presses(colleague.person.chat.messages[mine.id], allow)
    await colleague.settles()
    assert colleague.notices == ["Permintaan ini sudah diputus atau sudah tidak ada."]
    assert await holder(records) == [joined.person.user.id]


@on_both
async def test_two_in_hr_at_the_same_moment_decide_once(app, colleague, hr, claim, records):
    hr.person.taps("Izinkan pindah")
    colleague.person.taps("Tolak")
    await app.rush()
    decided = await records.rows("SELECT act FROM audit WHERE act IN ('move.allowed', 'move.refused')")
    assert len(decided) == 1
    moved = await holder(records) == [claim.person.user.id]
    assert moved == (decided[0].act == "move.allowed")


async def test_a_stranger_who_presses_a_forwarded_button_changes_nothing(
    claim, hr, stranger, joined, records
):
    await stranger.forwards(hr.last, hr)
    forwarded = next(iter(stranger.person.chat.messages.values()))
    stranger.person.presses(forwarded, hr.last.rows[0][0].data)
    await stranger.settles()
    assert stranger.notices[0].startswith("Ini untuk kepegawaian.")
    assert await holder(records) == [joined.person.user.id]


async def test_who_has_lost_the_role_decides_no_more(claim, hr, owner, joined, records):
    await owner.sends(f"/cabut_peran hr {hr.person.user.id}")
    await hr.taps("Izinkan pindah")
    assert hr.notices[0].startswith("Ini untuk kepegawaian.")
    assert await holder(records) == [joined.person.user.id]


@on_both
async def test_when_the_employee_has_left_hr_is_told_that_nothing_moves(claim, hr, office, joined, records):
    await imports(hr, office[1:], "Terapkan, 1 keluar")
    await hr.taps("Izinkan pindah")
    hr.shows("Tidak dapat dipindahkan: Siti Rahma sudah keluar")
    assert await holder(records) == [joined.person.user.id]


async def test_when_the_employee_has_left_the_claimant_hears_of_it_as_promised(app, claim, hr, office):
    await imports(hr, office[1:], "Terapkan, 1 keluar")
    before = claim.last
    await hr.taps("Izinkan pindah")
    assert claim.last != before


@on_both
async def test_who_left_elsewhere_may_move_here(app, hr, office, joined, second_phone, budi, records):
    """The claimant's account had belonged to Budi, who has left."""
    await second_phone.sends(await code_for(hr, "budi"))
    await second_phone.taps("Benar")
    await imports(hr, [office[0], office[2]], "Terapkan, 1 keluar")
    await second_phone.shares_contact()
    await second_phone.taps("Benar")
    await hr.taps("Izinkan pindah")
    assert await holder(records) == [second_phone.person.user.id]


@on_both
async def test_allowing_what_a_code_has_done_meanwhile_says_nothing_untrue(claim, hr, records):
    await claim.sends(await code_for(hr, "siti"))
    await claim.taps("Benar")
    await hr.taps("Izinkan pindah")
    assert await holder(records) == [claim.person.user.id]
    assert "tidak lagi tercatat" not in claim.last.text


async def test_the_question_can_be_decided_after_a_restart(app, claim, hr, records):
    await app.restart()
    await hr.taps("Izinkan pindah")
    assert await holder(records) == [claim.person.user.id]


async def test_a_code_issued_after_joining_says_that_it_moves(hr, joined):
    await hr.sends("/pegawai siti")
    await hr.taps("Kode pindah akun")
    hr.shows("siapa yang memakai kode ini menggantikan akunnya")


@on_both
async def test_a_code_issued_after_joining_moves_at_once_and_tells_the_old_account(
    hr, joined, stranger, records
):
    await stranger.sends(await code_for(hr, "siti"))
    await stranger.taps("Benar")
    stranger.shows("Tercatat sebagai Siti Rahma")
    assert "Akun ini tidak lagi tercatat sebagai Siti Rahma" in joined.last.text
    assert await holder(records) == [stranger.person.user.id]


@on_both
async def test_roles_do_not_stay_behind_on_a_telephone_that_was_lost(hr, owner, office, joined, stranger):
    await owner.sends(f"/beri_peran hr {office[0].number}")
    await stranger.sends(await code_for(hr, "siti"))
    await stranger.taps("Benar")
    await joined.sends("/pegawai")
    joined.shows("Ini untuk")


async def test_the_log_names_who_decided(claim, hr, appoint):
    await hr.taps("Izinkan pindah")
    auditor = await appoint("Agus", "auditor")
    await auditor.sends("/catatan")
    auditor.shows(f"ID {hr.person.user.id} · mengizinkan pindah akun · Siti Rahma")
