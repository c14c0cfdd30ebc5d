"""The poster as it hangs in the hall: read back from the PDF itself."""

from datetime import timedelta
from functools import cache

import pytest
import segno

from bot.pledge.poster import poster
from bot.printing.qr import runs
from tests.pledge.files import AT, EN, ID, LONG, modules
from tests.support.pdf import pages, said

LINK = "https://t.me/palu_bot?start=i12"
POINT = 25.4 / 72


@cache
def usual():
    return made()


def made(**changed):
    given = {
        "title": "Ikrar Netralitas Pegawai",
        "office": "Pemerintah Kota Palu",
        "link": LINK,
        "bot": "palu_bot",
        "until": "30 November 2026, 16.00 WITA",
        "at": AT,
        "words": ID,
    }
    return poster(**(given | changed))


def test_it_says_what_whose_until_when_and_in_three_steps():
    (page,) = said(usual())
    text = " ".join(page)
    assert "Ikrar Netralitas Pegawai" in text
    assert "Pemerintah Kota Palu" in page
    assert "Paling lambat 30 November 2026, 16.00 WITA" in page
    assert [step for step in page if step in {"1", "2", "3", "4"}] == ["1", "2", "3"]
    assert "@palu_bot" in text


def test_its_code_is_the_link():
    assert modules(usual()) == runs(segno.make_qr(LINK, error="m").matrix)


@pytest.mark.parametrize(
    ("title", "words"), [("Ikrar", ID), ("Ikrar Netralitas Pegawai", EN), (LONG, ID), ("x" * 300, EN)]
)
def test_title_code_and_steps_keep_apart(title, words):
    (page,) = pages(made(title=title, office=LONG, bot="n" * 29 + "bot", until=LONG, words=words))
    millimetres = [(text, 297 - y * POINT) for text, _, y in page]
    first = next(place for place, (text, _) in enumerate(millimetres) if text == "1")
    assert max(y for _, y in millimetres[:first]) < 70
    assert min(y for _, y in millimetres[first:]) > 205
    assert max(y for _, y in millimetres) < 290
    steps = millimetres[first:-2]
    assert max(y for _, y in steps) < 256


def test_the_same_poster_is_the_same_bytes():
    assert made() == usual()
    assert usual() != made(at=AT + timedelta(days=1))
