"""Lists with one wrong cell, or with rows that contradict each other."""

from __future__ import annotations

from datetime import date, datetime

from tests.people.roster.reader.defect import Defects, Sample, cells, sheets, table
from tests.people.roster.reader.sheets import BUDI, PEOPLE, SITI, Literal, changed, person, rows, xlsx


def _pair(first: dict[str, object], second: dict[str, object]) -> list[list[object]]:
    """The usual three, then rows 5 and 6."""
    return rows(*PEOPLE, person(1, **first), person(2, **second))


def _superiors(*above: str) -> list[list[object]]:
    """Pegawai 1x, 2x … in rows 2, 3 …, each with his superior."""
    return rows(*(person(number, atasan=name) for number, name in enumerate(above, 1)))


_HONORARY = {"nama": "Ni Luh Ayu", "nip": "", "status": "honorer"}

CELLS: Defects = {
    "a name missing": cells("nama", "nama belum diisi", ["", " -", "\u200b\u00a0"]),
    "a name without letters": cells("nama", "bukan nama", ["123", "1985 01", "(?)"]),
    "a name too short or too long": cells("nama", "2 sampai 100 huruf", ["A", "A" * 101, "Siti " * 30]),
    "a number where words belong": [
        *sheets("nama", "berisi bilangan", [12]),
        *sheets("status", "berisi bilangan", [1]),
        *sheets("unit", "berisi bilangan", [7.5]),
        *sheets("jabatan", "berisi bilangan", [3]),
    ],
    "no NIP": [
        *cells("nip", "NIP belum diisi", ["", "-"], row=2),
        *cells("nip", "NIP belum diisi", ["' "], row=3),
    ],
    "a NIP of another length": cells("nip", "harus 18 angka", [SITI[:17], SITI + "0", "196001"]),
    "a NIP with letters": cells(
        "nip", "selain angka", ["1985O1012010012001", "NIP 198501012010012001", "19850101/2010012001"]
    ),
    "a NIP without a birth date": cells(
        "nip", "bukan tanggal lahir", ["198513012010012001", "198502302010012001", "000001012010012001"]
    ),
    "a NIP of another century": cells(
        "nip", "tahun lahir", ["190001012010012001", "188512312010012001", "202711232010012001"]
    ),
    "a NIP of a child": cells(
        "nip", "belum 15 tahun", ["201111232026212001", "202001012026212001", "202611222026212001"]
    ),
    "a NIP with an impossible appointment": cells(
        "nip", "tahun pengangkatan", ["198501011999212001", "198501012028212001", "198501010000212001"]
    ),
    "a NIP with an impossible month": cells(
        "nip", "01 sampai 12", ["198501012010002001", "198501012010132001", "198501012010212001"], row=2
    ),
    "a NIP that became a number": sheets(
        "nip", "angka terakhirnya hilang", [int(SITI), float(BUDI), 1.98e17]
    ),
    "a NIP with an exponent": cells(
        "nip", "angka terakhirnya hilang", ["1,98501E+17", "1.98501E+17", "1.98501012010012e17", "2E+17"]
    ),
    "an odd employee number": cells("nip", "nomor pegawai", ["KTR 001", "A" * 31, "#7", "é1"], row=4),
    "a fraction for a number": [
        *sheets("nip", "pecahan", [1985.5]),
        *sheets("telepon", "rusak", [8123.25]),
        *sheets("telegram_id", "bukan nomor ID", [10.5]),
    ],
    "no status": cells("status", "status belum diisi", ["", "--", "\u00a0"]),
    "an unknown status": cells(
        "status", "PNS, CPNS, PPPK, atau PPNPN", ["ASN", "pensiun", "PNS/CPNS", "TNI"]
    ),
    "no unit": cells("unit", "unit belum diisi", ["", "—", "   "]),
    "a gap in the unit's path": cells(
        "unit", "kosong di antara", ["Dinas A//Bidang", "/Dinas A", "Dinas A/ ", "/"]
    ),
    "a unit too deep": cells(
        "unit", "6 tingkat", ["A/B/C/D/E/F/G", "/".join("ABCDEFGH"), "1 / 2 / 3 / 4 / 5 / 6 / 7"]
    ),
    "a unit's name too long": cells("unit", "80 huruf", ["D" * 81, "Dinas/" + "B" * 99, "Dinas " * 20]),
    "a unit within itself": cells(
        "unit", "dalam dirinya sendiri", ["Dinas A/Bidang/Dinas A", "UPT/upt", "A/Sub Bagian/subbagian"]
    ),
    "a position too long": cells("jabatan", "120 huruf", ["J" * 121, "Kepala " * 20, "x" * 500]),
    "a telephone with letters": cells(
        "telepon", "selain angka", ["tidak ada", "0812-ABC-123", "081234567801 (Siti)"]
    ),
    "two telephones": cells(
        "telepon",
        "lebih dari satu",
        ["081234567811/081234567812", "081234567811, 0812", "081234567811 atau 0812"],
    ),
    "a telephone too short": cells("telepon", "terlalu pendek", ["08123", "62812345", "0215"]),
    "a telephone too long": cells(
        "telepon", "terlalu panjang", ["081234567890123", "081234567811 081234567812", "+6281234567890123"]
    ),
    "a telephone with an exponent": cells("telepon", "rusak", ["6,28123E+11", "8.12346E+11", "6.2812E+12"]),
    "a telephone that starts oddly": cells(
        "telepon", "diawali 0, 62, atau +", ["1234567890", "2112345678", "9" * 11]
    ),
    "a foreign telephone of impossible length": cells(
        "telepon", "luar negeri", ["+651234", "+1" + "2" * 15, "+0123456789"]
    ),
    "an unknown zone": cells("zona", "WIB, WITA, atau WIT", ["WITTA", "GMT+7", "Asia/Tokyo", "Barat"]),
    "a superior too long": cells("atasan", "NIP-nya saja", ["A" * 121, "Ibu " * 40, "B" * 999]),
    "a superior's NIP that became a number": sheets(
        "atasan", "angka terakhirnya hilang", [int(SITI), 1.97e17, float(BUDI)]
    ),
    "a superior who may be several": [
        table([*_pair({"nama": "Ani"}, {"nama": "Ani"}), person(3, atasan="ANI")], 7, "atasan", "baris 5, 6"),
        table(
            [*_pair({"nama": "Siti Rahma"}, {}), person(3, atasan="siti rahma")],
            7,
            "atasan",
            "baris 2, 5",
            dress=1,
        ),
        table(
            _pair({"nama": "Wayan Putra"}, {"atasan": "Wayan  Putra"}), 6, "atasan", "NIP atasannya", dress=2
        ),
    ],
    "a superior of himself": [
        table(changed("atasan", BUDI, 3), 3, "atasan", "atasannya sendiri"),
        table(changed("atasan", "siti rahma", 2), 2, "atasan", "atasannya sendiri", dress=1),
        table(changed("atasan", "1985 0101 2010 01 2001", 2), 2, "atasan", "atasannya sendiri", dress=2),
    ],
    "superiors in a circle": [
        table(_superiors("Pegawai 2x", "Pegawai 1x"), 2, "atasan", "(baris 2, 3)"),
        table(
            _superiors("", "Pegawai 4x", "Pegawai 2x", "Pegawai 3x"), 3, "atasan", "(baris 3, 5, 4)", dress=1
        ),
        table(_superiors("Pegawai 3x", "", "Pegawai 4x", "Pegawai 3x"), 4, "atasan", "(baris 4, 5)", dress=2),
    ],
    "a group's id": cells("telegram_id", "milik grup", ["-1001234567890", "-5", Literal("-100")]),
    "a user name for an id": cells(
        "telegram_id", "bukan nama pengguna", [Literal("@siti"), "@budi_s", "@wayan"]
    ),
    "no id at all": cells("telegram_id", "bukan nomor ID", ["siti", "12 34", "1e5x", "t.me/siti"]),
    "an id out of range": cells("telegram_id", "di luar batas", ["0", str(2**52 + 1), "9" * 400]),
    "a formula": sheets("nama", "rumus", ["=A2", "=CONCATENATE(A2,B2)"])
    + sheets("nip", "rumus", ['="198501012010012001"'])
    + sheets("telepon", "rumus", ["=SUM(1,2)"]),
    "text like a formula": cells(
        "nama", "terbaca sebagai rumus", [Literal("=1+2"), "@SUM(A1)", "+A1", "-Budi", "＝A1", "\t=A1"]
    )
    + cells("jabatan", "terbaca sebagai rumus", ["- Kepala Seksi", "+62"])
    + cells("telepon", "terbaca sebagai rumus", [Literal("=cmd|' /C calc'!A0"), "+cmd"]),
    "a cell gone wrong": sheets("unit", "galat '#N/A'", ["#N/A"])
    + sheets("nip", "galat '#REF!'", ["#REF!"])
    + sheets("telepon", "galat", ["#VALUE!"])
    + cells("nama", "galat '#NAME?'", [Literal("#NAME?")]),
    "a date": sheets("nip", "menjadi tanggal", [date(1985, 1, 1)])
    + sheets("telepon", "menjadi tanggal", [datetime(2026, 1, 2, 3, 4)])  # noqa: DTZ001
    + sheets("jabatan", "menjadi tanggal", [date(2026, 3, 1)]),
    "a truth value": sheets("status", "BENAR/SALAH", [True])
    + sheets("atasan", "BENAR/SALAH", [False])
    + sheets("zona", "BENAR/SALAH", [True]),
    "a NIP twice": [
        table(changed("nip", SITI, 3), 3, "nip", "1985…01 sudah dipakai di baris 2"),
        table(_pair({}, {"nip": person(1)[1]}), 6, "nip", "di baris 5", dress=1),
        table(_pair({"nip": "non-asn/07", "status": "THL"}, {}), 5, "nip", "di baris 4", dress=2),
    ],
    "a telephone twice": [
        table(changed("telepon", "+62 812-3456-7801", 3), 3, "telepon", "+628…01 sudah dipakai di baris 2"),
        table(
            _pair({"telepon": "021-5550123"}, {"telepon": "+62215550123"}),
            6,
            "telepon",
            "di baris 5",
            dress=1,
        ),
        table(changed("telepon", "81234567802", 4), 4, "telepon", "di baris 3", dress=2),
    ],
    "an id twice": [
        table(changed("telegram_id", "101", 3), 3, "telegram_id", "sudah dipakai di baris 2"),
        Sample(lambda: xlsx(changed("telegram_id", 102, 4)), 4, "telegram_id", "di baris 3"),
        table(_pair({"telegram_id": "7"}, {"telegram_id": "007"}), 6, "telegram_id", "di baris 5", dress=1),
    ],
    "two who cannot be told apart": [
        table(_pair(_HONORARY, _HONORARY), 6, "nip", "pada baris 5"),
        table(_pair(_HONORARY, _HONORARY | {"nama": "NI LUH  AYU"}), 6, "nip", "isi nomor pegawai", dress=1),
        table(
            _pair(_HONORARY | {"unit": "Dinas A/UPT B"}, _HONORARY | {"unit": "dinas a / Upt B"}),
            6,
            "nip",
            "sama",
            dress=2,
        ),
    ],
}
