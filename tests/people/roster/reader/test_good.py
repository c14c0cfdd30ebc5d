"""What offices write without thinking of us is read as they meant it."""

import pytest

from bot.people.member import Status, Zone
from bot.people.roster.model import RosterEntry
from bot.people.roster.reader.read import read
from tests.people.roster.reader.sheets import (
    BUDI,
    HEADINGS,
    PEOPLE,
    SITI,
    TODAY,
    WAYAN,
    Literal,
    changed,
    csv,
    fill,
    person,
    rows,
    xlsx,
)

EXPECTED = (
    RosterEntry(
        row=2,
        name="Siti Rahma",
        number=SITI,
        status=Status.PNS,
        unit=("Dinas Pendidikan",),
        position="Kepala",
        phone="+6281234567801",
        zone=Zone.WIB,
        superior="",
        telegram_id=101,
    ),
    RosterEntry(
        row=3,
        name="Budi Santoso",
        number=BUDI,
        status=Status.PPPK,
        unit=("Dinas Pendidikan", "Bidang SMP"),
        position="Guru",
        phone="+6281234567802",
        zone=Zone.WITA,
        superior=SITI,
        telegram_id=102,
    ),
    RosterEntry(
        row=4,
        name="Wayan Putra",
        number=WAYAN,
        status=Status.PPNPN,
        unit=("Dinas Pendidikan", "Bidang SD"),
        position="Staf",
        phone="+6281234567803",
        zone=Zone.WIT,
        superior="",
        telegram_id=103,
    ),
)


def _read(content: bytes):
    return read(content, "daftar", TODAY).entries


def _cell(column: str, value: object, row: int = 3) -> RosterEntry:
    return _read(xlsx(changed(column, value, row)))[row - 2]


@pytest.mark.parametrize(
    "content",
    [
        xlsx(rows()),
        csv(rows()),
        csv(rows(), ";", "utf-8-sig"),
        csv(rows(), "\t", "utf-16"),
        csv(rows(), "|", "utf-16-be").join([b"\xfe\xff", b""]),
        b"sep=;\r\n" + csv(rows(), ";"),
        csv(rows()).replace(b"\r\n", b"\n").rstrip(),
        csv(rows()).replace(b"\r\n", b"\r"),
        csv([[f" {value} " for value in row] for row in rows()], ";"),
        csv([[*row, "", ""] for row in rows()]),
    ],
)
def test_one_list_reads_the_same_from_every_kind_of_file(content):
    assert _read(content) == EXPECTED


def test_titles_above_and_empty_rows_between_only_move_the_row_numbers():
    table = [
        ["DAFTAR PEGAWAI"],
        [""],
        ["Unit Kerja:", "Dinas Pendidikan"],
        *rows()[:2],
        [""],
        *rows()[2:],
        [""],
    ]
    for content in (xlsx(table), csv(table)):
        found = _read(content)
        assert [entry.row for entry in found] == [5, 7, 8]
        assert [entry.name for entry in found] == [person[0] for person in PEOPLE]


def test_a_row_number_is_the_spreadsheets_after_a_cell_of_several_lines():
    table = changed("nama", "Siti\nRahma", 2)
    assert [entry.row for entry in _read(csv(table))] == [2, 3, 4]
    assert _read(csv(table))[0].name == "Siti Rahma"


@pytest.mark.parametrize(
    "headings",
    [
        (
            "Nama Lengkap",
            "NIP Baru",
            "Status Pegawai",
            "Unit Kerja",
            "Nama Jabatan",
            "No. HP",
            "Zona Waktu",
            "Atasan Langsung",
            "Telegram",
        ),
        (
            "NAMA PEGAWAI",
            "NIP / Nomor Pegawai",
            "Status_Kepegawaian",
            "OPD",
            "JABATAN",
            "WhatsApp",
            "zona",
            "NIP Atasan",
            "ID Telegram",
        ),
        (
            "nama",
            "NIP atau nomor pegawai",
            "Jenis Pegawai",
            "Satuan Kerja",
            "jabatan",
            "Telp.",
            "ZONA",
            "atasan",
            "Telegram ID",
        ),
        (" Nama ", "No Pegawai", "STATUS", "Bagian", "jabatan", "no_wa", "zona", "atasan", "telegram_id"),
    ],
)
def test_headings_may_be_the_offices_own(headings):
    assert _read(xlsx(rows(headings=headings))) == EXPECTED


def test_what_is_not_ours_is_ignored_and_told():
    table = [["No.", "NIK", "Status Perkawinan", *HEADINGS, "Tanggal Lahir"]]
    table += [[1, "3171", "kawin", *person, "=TODAY()"] for person in PEOPLE]
    roster = read(xlsx(table), "daftar", TODAY)
    assert roster.ignored == ("No.", "NIK", "Status Perkawinan", "Tanggal Lahir")
    assert roster.entries == EXPECTED
    assert roster.columns == set(HEADINGS)


def test_only_the_columns_that_are_there_are_named():
    assert read(csv([row[:4] for row in rows()]), "daftar", TODAY).columns == {
        "nama",
        "nip",
        "status",
        "unit",
    }


def test_with_both_number_columns_a_ppnpn_takes_the_employee_number():
    table = [[*row, extra] for row, extra in zip(rows(), ["Nomor Pegawai", "77", "88", "K-9"], strict=True)]
    assert [entry.number for entry in _read(xlsx(table))] == [SITI, BUDI, "K-9"]


def test_the_numbers_of_the_columns_below_the_header_are_skipped():
    assert len(_read(xlsx([HEADINGS, list(range(1, 10)), *PEOPLE]))) == 3


@pytest.mark.parametrize(
    "written",
    [
        "19850101 201001 2 001",
        "'198501012010012001",
        "1985.0101.2010.012.001",
        "１９８５０１０１２０１００１２００１",
    ],
)
def test_a_nip_may_be_spaced_for_the_eye(written):
    assert _cell("nip", written, row=2).number == SITI


@pytest.mark.parametrize(
    ("written", "kept"), [("", None), ("-", None), (1234, "1234"), ("A/1.2-3", "A/1.2-3")]
)
def test_a_ppnpn_may_have_any_number_or_none(written, kept):
    assert _cell("nip", written, row=4).number == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("pns", "PNS"),
        ("Honorer", "PPNPN"),
        ("Non ASN", "PPNPN"),
        ("non-asn", "PPNPN"),
        ("THL", "PPNPN"),
        ("Tenaga Kontrak", "PPNPN"),
        ("PTT", "PPNPN"),
        ("P3K", "PPPK"),
        ("PPPK Paruh Waktu", "PPPK"),
    ],
)
def test_a_status_is_known_by_its_everyday_names(written, kept):
    row = person(1, status=written) if kept != "PPPK" else person(1, status=written, nip="198001012022211001")
    assert _read(xlsx(rows(row)))[0].status == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0812-3456-7811", "+6281234567811"),
        ("6281234567811", "+6281234567811"),
        ("+62 812-3456-7811", "+6281234567811"),
        ("(+62) 0812 3456 7811", "+6281234567811"),
        (81234567811, "+6281234567811"),
        ("'081234567811", "+6281234567811"),
        ("0062 812 3456 7811", "+6281234567811"),
        ("(021) 555-0123", "+62215550123"),
        ("+65 6123 4567", "+6561234567"),
        ("-", None),
        ("", None),
    ],
)
def test_a_telephone_is_read_however_it_is_written(written, kept):
    assert _cell("telepon", written).phone == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [("wib", Zone.WIB), ("Asia/Jayapura", Zone.WIT), ("asia/makassar", Zone.WITA), ("", None), ("-", None)],
)
def test_a_zone_has_two_names(written, kept):
    assert _cell("zona", written).zone == kept


def test_invisible_characters_make_no_difference():
    assert _cell("nama", "\u200bNi\u00a0Luh\u2003 Ayu\ufeff").name == "Ni Luh Ayu"
    assert _cell("nama", "Ni_x000D_\nLuh").name == "Ni Luh"


def test_a_unit_has_the_spelling_it_has_first():
    found = _read(
        csv(
            rows(
                person(1, unit="Dinas A / UPT Sub Bagian"),
                person(2, unit="DINAS A/upt  subbagian/Seksi"),
                person(3, unit="dinas a"),
            )
        )
    )
    assert [entry.unit for entry in found] == [
        ("Dinas A", "UPT Sub Bagian"),
        ("Dinas A", "UPT Sub Bagian", "Seksi"),
        ("Dinas A",),
    ]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("siti  RAHMA", SITI),
        ("19850101 201001 2 001", SITI),
        ("wayan putra", WAYAN),
        ("Bupati", "Bupati"),
        ("197001011995031001", "197001011995031001"),
    ],
)
def test_a_superior_is_found_by_number_or_name_or_kept_as_written(written, kept):
    assert _cell("atasan", written).superior == kept


def test_a_superior_without_a_number_is_known_by_name():
    table = rows(person(1, nama="Ni Luh", nip="", status="PPNPN"), person(2, atasan="NI LUH"))
    assert _read(csv(table))[1].superior == "Ni Luh"


def test_the_sheet_called_pegawai_is_taken_among_several():
    def shape(sheet):
        fill(sheet.parent.create_sheet("Rekap", 0), [["a"] * 99])
        sheet.merge_cells("K1:L9")
        sheet.column_dimensions["M"].hidden = True

    assert _read(xlsx(rows(), shape, title=" PEGAWAI ")) == EXPECTED


def test_empty_and_hidden_sheets_do_no_harm():
    def shape(sheet):
        sheet.parent.create_sheet("Sheet2")
        sheet.parent.create_sheet("Sheet3").sheet_state = "hidden"

    assert _read(xlsx(rows(), shape)) == EXPECTED


def test_formatting_down_to_the_last_row_does_no_harm():
    def shape(sheet):
        sheet["I1048576"].number_format = "@"
        sheet["XFD2"].number_format = "@"
        sheet.row_dimensions[1000].hidden = True

    assert _read(xlsx(rows(), shape)) == EXPECTED


def test_text_that_only_starts_like_a_telephone_is_none_of_a_formula():
    assert _cell("telepon", Literal("+6281234567811")).phone == "+6281234567811"
    assert _cell("jabatan", "Guru = Pendidik").position == "Guru = Pendidik"


def test_the_day_decides_who_is_old_enough():
    table = csv(rows(person(1, nip="201111222026111001")))
    assert read(table, "daftar", TODAY).entries[0].number == "201111222026111001"
