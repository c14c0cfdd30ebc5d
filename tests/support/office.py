"""An office to play in: a list of employees, one person for each role, and those who have none any more.

`await open_office(app)` sets it up the way an office does, in chat; `cast(app)` seats the same people
before an application whose database was set up earlier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.simulator.chats import User
from bot.simulator.person import Person
from tests.support.app import AppFixture
from tests.support.chat import Chat

OWNER_ID = 7_100_000_900
OWNED: Mapping[str, Any] = {"owner_ids": str(OWNER_ID)}
_HEADINGS = "nama,nip,status,unit,jabatan,telepon,zona,atasan,telegram_id"


@dataclass(frozen=True, slots=True)
class Card:
    """A row of the office's list; `account` is 0 for who has not joined."""

    name: str
    number: str
    unit: str
    phone: str
    account: int = 0
    status: str = "PNS"

    @property
    def row(self) -> str:
        """The row as it stands in the CSV file."""
        facts = (self.name, self.number, self.status, self.unit, "Analis", self.phone, "WIB", "")
        return ",".join((*facts, str(self.account or "")))


STAFF: Mapping[str, Card] = {
    "hr": Card("Hana Wulandari", "198503122010012001", "Setda/Kepegawaian", "+6281300000001", 7_100_000_001),
    "second": Card("Wati Kusumadewi", "198604132011012002", "Setda/Mutasi", "+6281300000002", 7_100_000_002),
    "kepala": Card("Kartono Hadi", "197705142005011003", "Dishub/Angkutan", "+6281300000003", 7_100_000_003),
    "hukum": Card("Lukman Firmansyah", "198806152012011004", "Setda/Hukum", "+6281300000004", 7_100_000_004),
    "auditor": Card("Agus Prasetiawan", "197907162006011005", "Itda/Irban", "+6281300000005", 7_100_000_005),
    "employee": Card(
        "Siti Rahmawati", "199008172014012006", "Dishub/Angkutan/Parkir", "+6281300000006", 7_100_000_006
    ),
    "left": Card(
        "Lestari Anggraini", "198209182008012007", "Dishub/Angkutan", "+6281300000007", 7_100_000_007
    ),
    "revoked": Card("Rudi Hartanto", "198310192009011008", "Setda/Protokol", "+6281300000008", 7_100_000_008),
    # Two who have not joined, in units that a head of Dishub/Angkutan has nothing to do with.
    "absent": Card("Bambang Sutrisno", "199111202015011009", "Dishub/Angkutan Laut/Parkir", "+6281300000009"),
    "other": Card("Yuniarti Maharani", "199212212016012010", "Dinkes/Gizi", "+6281300000010", status="PPPK"),
}
# Accounts that belong to nobody on the list; the claimant says that he is the employee.
STRANGER, CLAIMANT = 7_100_000_801, 7_100_000_802
HEADED = "Dishub/Angkutan"
GIVEN = ("hr", "kepala", "hukum", "auditor")


def roster(*keys: str) -> bytes:
    """The list as HR sends it; without keys everybody."""
    return "\n".join([_HEADINGS, *(STAFF[key].row for key in keys or STAFF)]).encode()


def cast(app: AppFixture) -> dict[str, Chat]:
    """Everybody's private chat with the bot, started long ago, by the keys of STAFF and four more."""
    users = [User(card.account, card.name, phone=card.phone) for card in STAFF.values() if card.account]
    keys = [key for key, card in STAFF.items() if card.account]
    people = dict(zip(keys, users, strict=True))
    people["owner"] = User(OWNER_ID, "Rahma", phone="+6281300000900")
    people["stranger"] = User(STRANGER, "Asing", phone="+6281300000801")
    people["claimant"] = User(CLAIMANT, "Ganti", phone=STAFF["employee"].phone)
    chats = {key: Chat(app, Person(app.box, user)) for key, user in people.items()}
    for chat in chats.values():
        chat.person.chat.bot_status = "member"
    return chats


async def open_office(app: AppFixture) -> dict[str, Chat]:
    """Takes over the list and gives the roles. `left` and `revoked` had every role and have none now."""
    people = cast(app)
    owner = people["owner"]
    await owner.sends_document("pegawai.csv", roster())
    await owner.taps("Terapkan")
    for key in ("hr", "second"):
        await owner.sends(f"/beri_peran hr {STAFF[key].number}")
    for key in ("hukum", "auditor"):
        await owner.sends(f"/beri_peran {key} {STAFF[key].number}")
    await owner.sends(f"/beri_peran kepala {STAFF['kepala'].number} {HEADED}")
    for key in ("left", "revoked"):
        for role in GIVEN:
            await owner.sends(f"/beri_peran {role} {STAFF[key].account} {HEADED if role == 'kepala' else ''}")
    await owner.sends_document("pegawai.csv", roster(*(key for key in STAFF if key != "left")))
    await owner.taps("Terapkan, 1 keluar")
    for role in GIVEN:
        await owner.sends(f"/cabut_peran {role} {STAFF['revoked'].account}")
    return people
