"""Ways in: the ceremony's code, and joining on the way."""

from __future__ import annotations

from tests.journeys.pledge.conftest import INVITED, TITLE
from tests.journeys.pledge.pledges import BELOW, pledges, written
from tests.support.small_office import joins


async def test_the_ceremony_s_code_leads_straight_to_the_text(siti, opened):
    await siti.starts("i_1")
    siti.shows("1. Menjaga dan menegakkan", buttons=BELOW)


async def test_the_ceremony_s_code_leads_through_joining_to_the_text(dodi, opened, records):
    await dodi.starts("i_1")
    dodi.shows("kantor perlu mengenali Anda dulu", buttons=["Bergabung"])
    await dodi.taps("Bergabung")
    await joins(dodi)
    dodi.shows(TITLE, INVITED, buttons=["Baca dan berikrar"])
    await pledges(dodi)
    dodi.shows("Tercatat 22 November 2026, 09.00 WIB.")
    assert len(await written(records)) == 1


async def test_a_code_of_no_campaign_says_so(siti, opened):
    for payload in ("i_", "i_7", "i_x", "i_9999999999"):
        await siti.starts(payload)
        siti.shows("Ikrar ini tidak ada lagi.")


async def test_who_joins_when_nothing_is_open_is_offered_nothing(dodi, opened, hr):
    await hr.sends("/rekap")
    await hr.taps("Tutup sekarang")
    await dodi.sends("/gabung")
    await joins(dodi)
    assert not any(INVITED in seen.text for seen in dodi.replies)
