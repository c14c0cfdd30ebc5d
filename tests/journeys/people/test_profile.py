"""As whom somebody has joined, and what it changes for the answers that he gets."""

from tests.support.scripts import verdict
from tests.support.small_office import imports, joins, nip


async def test_the_profile_shows_the_number_masked(joined):
    await joined.sends("/profil")
    joined.shows("Siti Rahma\nDishub › Subbag Umum\nPNS · 1985…01 · Analis · WITA")
    assert nip(1) not in joined.last.text


async def test_the_profile_names_roles_and_units(appoint, office):
    head = await appoint("Kiki", "kepala", "Bidang Lalu Lintas")
    await head.sends("/profil")
    head.shows("Peran: kepala unit", "Unit yang Anda pimpin: Dishub › Bidang Lalu Lintas")


async def test_he_is_told_the_sanctions_of_his_own_status(office, citra, joined):
    await joins(citra)
    await citra.sends("boleh like postingan caleg?")
    citra.shows("Risiko (PPPK): Dapat dikenai sanksi menurut aturan disiplin PPPK")
    await joined.sends("boleh like postingan caleg?")
    joined.shows("Risiko (PNS):")


async def test_who_has_not_joined_is_told_the_general_sentence(office, citra):
    await citra.sends("boleh like postingan caleg?")
    citra.shows("Risiko: Sebelum calon ditetapkan")


async def test_the_status_goes_along_with_the_question_so_that_nobody_asks_for_it(office, citra, script):
    await joins(citra)
    script.says(verdict())
    await citra.sends("boleh?")
    assert script.asked[-1].status == "pppk"


async def test_who_has_left_has_no_status_any_more(hr, office, joined, script):
    await imports(hr, office[1:], "Terapkan, 1 keluar")
    script.says(verdict())
    await joined.sends("boleh?")
    assert script.asked[-1].status is None
