"""Only law that is in force, certain and binding is printed; the repealed beside what took its place."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rulebook.cite import alive, citations
from bot.rulebook.model import Basis, Statement
from tests.support.knowledge import Base, instrument, provision

DAY = date(2024, 10, 15)
OLD = {"sumber": "uu-5", "letak": "Pasal 2 huruf f", "dicabut": "true"}
NEW = {"sumber": "uu-20", "letak": "Pasal 9 ayat (2)"}


def on_law(name: str, express: bool = True) -> Basis:
    return Basis(name, None, None, None, express)


@pytest.fixture
def book(tmp_path):
    base = Base()
    base.instruments = [
        instrument(
            "pp-1",
            provision("larangan-dukung", "pp-1"),
            provision("tanpa-letak", "pp-1", letak=[{"sumber": "pp-1", "letak": None}]),
            provision("ragu", "pp-1", keyakinan="rendah"),
            provision("khusus-pppk", "pp-1", untuk=["pppk"]),
            provision("khusus-pns", "pp-1", untuk=["pns"], letak=[{"sumber": "pp-1", "letak": "Pasal 9"}]),
        ),
        instrument(
            "pp-pns",
            provision("disiplin", "pp-pns"),
            mengikat=["pns", "cpns"],
        ),
        instrument(
            "uu-5",
            provision("asas", "uu-5", letak=[OLD, NEW]),
            berlaku={"sejak": "2014-01-15", "sampai": "2023-10-30"},
            diganti_oleh="uu-20",
        ),
        instrument(
            "uu-20",
            provision("asas-2", "uu-20", letak=[NEW, OLD]),
            berlaku={"sejak": "2023-10-31", "sampai": None},
        ),
        instrument("kabar", keyakinan="rendah"),
        instrument(
            "se-18", berlaku={"sejak": "2023-01-01", "sampai": "2024-12-31"}, berlaku_untuk="Pemilu 2024"
        ),
    ]
    return base.load(tmp_path)


def printed(book, *basis, on=DAY, status=None):
    return [(one.instrument, one.pinpoint, one.note) for one in citations(book, basis, on, status)]


def test_a_provision_is_cited_with_its_place(book):
    assert printed(book, on_law("larangan-dukung")) == [("PP-1", "Pasal 5 huruf n", None)]


def test_a_place_not_verified_leaves_the_instrument_alone(book):
    assert printed(book, on_law("tanpa-letak")) == [("PP-1", None, None)]


def test_what_is_doubtful_is_never_cited(book):
    kabar = Basis(None, "kabar", None, None, True)
    assert printed(book, on_law("ragu"), kabar) == []


def test_an_instrument_is_not_shown_to_those_it_does_not_bind(book):
    assert printed(book, on_law("disiplin"), status="pppk") == []
    assert printed(book, on_law("disiplin"), status="cpns") == [("PP-PNS", "Pasal 5 huruf n", None)]


def test_a_provision_is_not_shown_to_those_it_is_not_for(book):
    assert printed(book, on_law("khusus-pppk"), on_law("tanpa-letak"), status="pns") == [("PP-1", None, None)]


def test_a_provision_for_others_is_shown_rather_than_none_at_all(book):
    assert printed(book, on_law("khusus-pppk"), status="pns") == [("PP-1", "Pasal 5 huruf n", None)]


def test_what_is_written_for_pns_is_shown_to_cpns(book):
    assert printed(book, on_law("khusus-pns"), on_law("tanpa-letak"), status="cpns") == [
        ("PP-1", "Pasal 9", None),
        ("PP-1", None, None),
    ]


def test_with_an_unknown_status_nothing_is_left_out(book):
    assert printed(book, on_law("disiplin"), on_law("khusus-pppk")) != []


@pytest.mark.parametrize("name", ["asas", "asas-2"])
def test_a_repealed_place_is_told_beside_its_successor(book, name):
    assert printed(book, on_law(name)) == [("UU-20", "Pasal 9 ayat (2)", "dulu UU-5 Pasal 2 huruf f")]


def test_before_its_repeal_the_old_law_is_cited_with_its_successor_named(book):
    assert printed(book, on_law("asas"), on=date(2023, 1, 1)) == [
        ("UU-5", "Pasal 2 huruf f", "kemudian diganti UU-20")
    ]


def test_an_instrument_is_cited_only_while_it_speaks(book):
    circular = Basis(None, "se-18", None, None, False)
    assert printed(book, circular) == [("SE-18", None, "Pemilu 2024")]
    assert printed(book, circular, on=date(2025, 1, 1)) == []


def test_a_statement_is_cited_with_its_year_and_source(book):
    said = Statement("Bawaslu RI", 2024, "menyukai dinilai keberpihakan", "https://contoh.go.id/a")
    (cited,) = citations(book, [Basis(None, None, said, None, False)], DAY, "pns")
    assert (cited.instrument, cited.kind, cited.link) == (
        "Bawaslu RI (2024)",
        "statement",
        "https://contoh.go.id/a",
    )


def test_what_was_not_found_is_said(book):
    (cited,) = citations(book, [Basis(None, None, None, "larangan", False)], DAY, None)
    assert (cited.instrument, cited.note, cited.kind) == ("", "tidak ditemukan larangan", "not_found")


def test_the_same_place_is_cited_once_and_as_express_if_either_is(book):
    (cited,) = citations(book, [on_law("larangan-dukung", False), on_law("larangan-dukung")], DAY, None)
    assert cited.express


def test_a_provision_lives_on_in_the_law_that_took_its_place(book):
    assert [alive(book, book.provisions["asas"], day) for day in (date(2013, 1, 1), DAY)] == [False, True]
