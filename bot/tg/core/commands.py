"""All commands: in whose menu each is shown and who may use it. Their handlers are in `routes`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people.authority import AUDIT, EVERYBODY, HR, LEGAL, OVERVIEW, Authority, Roles
from bot.tg.core.buttons import Where


@dataclass(frozen=True, slots=True)
class Command:
    """A command without its slash, who may use it, and where.

    Commands that show personal data are PRIVATE; `in_groups` puts a command into the menu of groups.
    """

    name: str
    roles: Roles
    where: Where
    in_groups: bool = False


COMMANDS = (
    Command("start", EVERYBODY, Where.ANYWHERE),
    Command("tanya", EVERYBODY, Where.ANYWHERE, in_groups=True),
    Command("topik", EVERYBODY, Where.ANYWHERE, in_groups=True),
    Command("sumber", EVERYBODY, Where.ANYWHERE),
    Command("jadwal", EVERYBODY, Where.ANYWHERE, in_groups=True),
    Command("lapor", EVERYBODY, Where.ANYWHERE, in_groups=True),
    Command("jawaban", EVERYBODY, Where.ANYWHERE),
    Command("gabung", EVERYBODY, Where.PRIVATE),
    Command("profil", EVERYBODY, Where.PRIVATE),
    Command("data_saya", EVERYBODY, Where.PRIVATE),
    Command("hapus_data", EVERYBODY, Where.PRIVATE),
    Command("ikrar", EVERYBODY, Where.PRIVATE),
    Command("cek", EVERYBODY, Where.ANYWHERE),
    Command("berhenti", EVERYBODY, Where.PRIVATE),
    Command("lanjutkan", EVERYBODY, Where.PRIVATE),
    Command("bahasa", EVERYBODY, Where.ANYWHERE),
    Command("batal", EVERYBODY, Where.ANYWHERE, in_groups=True),
    Command("bantuan", EVERYBODY, Where.ANYWHERE, in_groups=True),
    Command("pegawai", OVERVIEW, Where.PRIVATE),
    Command("templat", HR, Where.PRIVATE),
    Command("kode", HR, Where.PRIVATE),
    Command("siaran", HR, Where.PRIVATE),
    Command("rencana", HR, Where.PRIVATE),
    Command("ikrar_baru", HR, Where.PRIVATE),
    Command("rekap", OVERVIEW, Where.PRIVATE),
    Command("peran", AUDIT, Where.PRIVATE),
    Command("beri_peran", HR, Where.PRIVATE),
    Command("cabut_peran", HR, Where.PRIVATE),
    Command("catatan", AUDIT, Where.PRIVATE),
    Command("tangguhkan", LEGAL, Where.ANYWHERE),
    Command("cabut_tangguhan", LEGAL, Where.ANYWHERE),
    Command("tak_terjawab", LEGAL, Where.PRIVATE),
    Command("pengesahan", LEGAL, Where.PRIVATE),
)


def offered(authority: Authority) -> list[Command]:
    """The commands that somebody with this authority has, in the order of the menu."""
    return [command for command in COMMANDS if authority.has(command.roles)]
