"""`role`: roles given, taken and listed by whoever has the server in hand."""

from __future__ import annotations

import json

import pytest

LIST = """nama,nip,status,unit,telegram_id
Siti Rahma,198501012010012001,PNS,Dinas A/Bidang 2,77
Budi,198501012010011002,PNS,Dinas A,
"""


@pytest.fixture(autouse=True)
def office(netral, folder):
    (folder / "pegawai.csv").write_text(LIST, encoding="utf-8")
    netral("roster", "import", "pegawai.csv", "--yes")


def roles(netral) -> list[dict[str, object]]:
    return json.loads(netral("role", "list", "--json").out)["roles"]


@pytest.mark.parametrize("who", ["77", "198501012010012001", "19850101 201001 2 001"])
def test_a_role_is_given_by_number_or_by_telegram_id(netral, who):
    assert netral("role", "grant", "hr", who).code == 0
    assert roles(netral) == [{"role": "hr", "telegram_id": 77, "unit": None}]


def test_a_role_is_taken_again(netral):
    netral("role", "grant", "hr", "77")
    assert netral("role", "revoke", "hr", "77").code == 0
    assert roles(netral) == []


def test_a_head_has_a_unit_spelt_as_on_the_list(netral):
    netral("role", "grant", "kepala", "77", "--unit", "bidang 2")
    assert roles(netral) == [{"role": "kepala", "telegram_id": 77, "unit": "Dinas A/Bidang 2"}]
    assert "kepala: Siti Rahma · Dinas A/Bidang 2" in netral("role", "list").out


def test_what_is_so_already_is_found(netral):
    netral("role", "grant", "hr", "77")
    assert netral("role", "grant", "hr", "77").code == 1
    assert netral("role", "revoke", "auditor", "77").code == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["grant", "bos", "77"], "Peran 'bos' tidak ada"),
        (["grant", "pemilik", "77"], "Peran 'pemilik' tidak ada"),
        (["grant", "hr", "198501012010011002"], "bukan NIP pegawai yang sudah bergabung"),
        (["grant", "hr", "Siti"], "bukan NIP pegawai yang sudah bergabung"),
        (["grant", "hukum", "1087968824"], "bukan milik satu orang"),
        (["grant", "hr", "77", "--unit", "Dinas A"], "--unit hanya untuk peran kepala"),
        (["grant", "kepala", "77"], "Sebutkan unitnya"),
        (["grant", "kepala", "77", "--unit", "Dinas Z"], "Unit 'Dinas Z' tidak ada"),
    ],
)
def test_bad_input_is_refused_and_changes_nothing(netral, arguments, complaint):
    result = netral("role", *arguments)
    assert (result.code, complaint in result.err) == (2, True)
    assert roles(netral) == []
