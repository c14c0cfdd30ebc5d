"""The receipt as the employee keeps it: read back from the PDF itself."""

from datetime import timedelta
from functools import cache

import pytest
import segno

from bot.pledge.receipt import receipt
from bot.printing.qr import runs
from tests.pledge.files import AT, EN, HASH, ID, LONG, modules
from tests.support.pdf import pages, said

LINK = "https://t.me/palu_bot?start=cIKR-7F3A-2291"


@cache
def usual():
    return made()


def made(**changed):
    given = {
        "number": "IKR-7F3A-2291",
        "title": "Ikrar Netralitas Pegawai",
        "version": "1",
        "text_hash": HASH,
        "name": "Siti Rahma, S.Sos.",
        "unit": "Dishub/Subbag Umum",
        "moment": "22 November 2026, 09.14 WITA",
        "link": LINK,
        "at": AT,
        "words": ID,
    }
    return receipt(**(given | changed))


def test_it_says_who_pledged_what_and_when():
    (page,) = said(usual())
    for wanted in (
        "Bukti Ikrar",
        "IKR-7F3A-2291",
        "Siti Rahma, S.Sos.",
        "Dishub › Subbag Umum",
        "Ikrar Netralitas Pegawai, versi 1",
        "22 November 2026, 09.14 WITA",
        HASH,
    ):
        assert page.count(wanted) == 1


def test_it_says_that_it_is_no_certified_signature():
    assert "Catatan elektronik ini bukan tanda tangan elektronik tersertifikasi." in " ".join(
        said(usual())[0]
    )
    assert "This electronic record is not a certified electronic signature." in " ".join(
        said(made(words=EN))[0]
    )


def test_it_says_how_anybody_checks_it():
    (page,) = said(usual())
    assert "/cek IKR-7F3A-2291" in page
    assert "".join(page).count(LINK) == 1


def test_its_code_opens_the_bot_with_the_number():
    assert modules(usual()) == runs(segno.make_qr(LINK, error="m").matrix)


@pytest.mark.parametrize("words", [ID, EN])
def test_however_long_the_names_nothing_runs_into_anything_or_off_the_page(words):
    (page,) = pages(
        made(name=LONG, unit=f"{LONG}/{LONG}", title=LONG, version=LONG, moment=LONG, words=words)
    )
    heights = [y for _, _, y in page]
    code = 210 / 25.4 * 72 - 133 / 25.4 * 72
    assert min(heights) > 30
    above = [y for text, _, y in page[: [text for text, _, _ in page].index(HASH) + 1]]
    assert min(above) > code
    assert all(x < 133 / 25.4 * 72 for _, x, _ in page)


@pytest.mark.parametrize(("name", "printed"), [("", "–"), ("{nb} =x خان 𠮷田 👩🏽‍💻", "{nb} =x خان □□ □□")])
def test_any_name_is_printed(name, printed):
    assert printed in said(made(name=name, unit=name))[0]


def test_the_same_pledge_is_the_same_bytes():
    assert made() == usual()
    assert usual() != made(at=AT + timedelta(days=1))


def test_it_stays_small_enough_for_a_weak_connection():
    assert len(usual()) < 40_000
