"""The columns of the office's list, each declared once: its headings, how a cell is read and checked, how the
template shows it, and which field of an employee it fills.

To add a column, say `golongan`, touch three files:

1. here: one `Column(...)`, listed in COLUMNS;
2. `reader/text_columns.py` (or `number_columns.py`): what a cell of it may say, as a function that returns
   the value or raises CellError with one Indonesian sentence;
3. `bot/people/member.py`: the field in `Particulars`, which a row of the list and an employee share.

Finding the header, reading rows, checks across rows, the template, the serialiser and the comparison with the
employees on record all go by this table. Keeping the value from one import to the next is the store's part: a
migration, and the field in `store.roster_rows` and `store.member`; until then every import counts it as a
change. The preview in chat names the fields it shows in `tg.roster`, with labels in the locales.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.people.member import Status, Zone
from bot.people.roster.reader import number_columns, text_columns
from bot.people.roster.reader.cells import Cell, RowContext

Read = Callable[[Cell, RowContext], object]


def _alone(read: Callable[[Cell], object]) -> Read:
    """A reader that needs to know no more than the cell."""
    return lambda cell, _: read(cell)


def _as_it_is(value: object) -> object:
    return value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """One column; two are the same only if they are the same object.

    Recognised by: `heading`, the name in the template and in errors; `spellings`, every heading that means
    it, separated by commas, in any case and with any punctuation.

    Read by: `read`, from a cell to the value, raising CellError; `holds_digits`, whether a numeric cell will
    do (and the template formats the column as Text, since spreadsheets spoil long numbers);
    `may_begin_with_sign`, whether + and @ at the beginning are no sign of a formula.

    Checked by: `required`, whether a list without the heading is refused; `unique`, whether two rows may not
    share a value.

    Kept in: `field`, of `Particulars`; `restore`, from what JSON holds back to the value.

    Shown by: `width` in characters, `choices` of a drop-down, `advice` and `example` on the page of advice.
    """

    heading: str
    spellings: str
    read: Read
    field: str
    restore: Callable[[Any], object] = _as_it_is
    required: bool = False
    unique: bool = False
    holds_digits: bool = False
    may_begin_with_sign: bool = False
    width: int
    choices: tuple[str, ...] = ()
    advice: str
    example: str


NAME = Column(
    heading="nama",
    spellings="nama, nama lengkap, nama pegawai, nama lengkap pegawai",
    read=_alone(text_columns.name),
    field="name",
    required=True,
    width=34,
    advice="Nama lengkap, boleh dengan gelar.",
    example="Siti Rahma, S.Sos.",
)
NUMBER = Column(
    heading="nip",
    spellings="nip, nip baru, nip/nomor pegawai, nip atau nomor pegawai, nomor induk pegawai, no nip",
    read=number_columns.number,
    field="number",
    required=True,
    unique=True,
    holds_digits=True,
    width=24,
    advice="NIP 18 angka. PPNPN: isi nomor pegawai, atau kosongkan bila tidak ada.",
    example="198501012010012001",
)
STATUS = Column(
    heading="status",
    spellings="status, status pegawai, status kepegawaian, jenis pegawai, status asn, jenis asn",
    read=_alone(text_columns.status),
    field="status",
    restore=Status,
    required=True,
    width=10,
    choices=tuple(Status),
    advice="PNS, CPNS, PPPK, atau PPNPN.",
    example="PNS",
)
UNIT = Column(
    heading="unit",
    spellings="unit, unit kerja, satuan kerja, satker, opd, skpd, bagian, nama unit, nama unit kerja, "
    "nama opd",
    read=_alone(text_columns.unit),
    field="unit",
    restore=tuple,
    required=True,
    width=44,
    advice="Jalur dari unit teratas, dipisah garis miring.",
    example="Dinas Pendidikan/Bidang SMP",
)
POSITION = Column(
    heading="jabatan",
    spellings="jabatan, nama jabatan",
    read=_alone(text_columns.position),
    field="position",
    width=32,
    advice="Nama jabatan.",
    example="Analis Kebijakan",
)
PHONE = Column(
    heading="telepon",
    spellings="telepon, telp, telpon, hp, no hp, nomor hp, no telepon, nomor telepon, no telp, "
    "wa, no wa, nomor wa, whatsapp, nomor whatsapp, no whatsapp, no hp/wa, hp/wa, "
    "no wa/hp, telepon/hp, telepon/wa",
    read=_alone(number_columns.phone),
    field="phone",
    unique=True,
    holds_digits=True,
    may_begin_with_sign=True,
    width=20,
    advice="Satu nomor telepon seluler, untuk mengenali pegawai.",
    example="081234567890",
)
ZONE = Column(
    heading="zona",
    spellings="zona, zona waktu",
    read=_alone(text_columns.zone),
    field="zone",
    restore=Zone,
    width=8,
    choices=tuple(Zone),
    advice="WIB, WITA, atau WIT; kosong berarti zona kantor.",
    example="WITA",
)
SUPERIOR = Column(
    heading="atasan",
    spellings="atasan, atasan langsung, nip atasan, nama atasan, nip atasan langsung, nama atasan langsung",
    read=_alone(number_columns.superior),
    field="superior",
    holds_digits=True,
    width=24,
    advice="NIP atasan langsung, atau namanya.",
    example="197001011995031001",
)
TELEGRAM = Column(
    heading="telegram_id",
    spellings="telegram_id, telegram, id telegram",
    read=_alone(number_columns.telegram_id),
    field="telegram_id",
    unique=True,
    holds_digits=True,
    may_begin_with_sign=True,
    width=16,
    advice="Nomor ID Telegram, bila diketahui.",
    example="123456789",
)
# The order of the template, of checks across rows, and of the values in JSON. A list that waits in the
# database to be confirmed, a day at most, cannot be read any more once their order or number has changed.
COLUMNS = (NAME, NUMBER, STATUS, UNIT, POSITION, PHONE, ZONE, SUPERIOR, TELEGRAM)
# Beside nip where an office keeps both, and then a PPNPN's number stands here; alone it is read as nip.
EMPLOYEE_NUMBER = replace(
    NUMBER, heading="nomor pegawai", spellings="nomor pegawai, no pegawai, no peg", required=False
)
RECOGNISED = (*COLUMNS, EMPLOYEE_NUMBER)
REQUIRED = tuple(column for column in COLUMNS if column.required)


def listed(columns: Sequence[Column]) -> str:
    """Their headings as a sentence lists them: "nama, nip, dan unit"."""
    *first, last = [column.heading for column in columns]
    return f"{', '.join(first)}, dan {last}"
