"""The commands there are, in whose menu each stands, and who may use it. What they do is in `routes`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people.authority import Authority, Role

_PEOPLE = frozenset({Role.HR})
_OVERVIEW = frozenset({Role.HR, Role.HEAD, Role.AUDITOR})
_LOG = frozenset({Role.HR, Role.AUDITOR})
_LAW = frozenset({Role.LEGAL})


@dataclass(frozen=True, slots=True)
class Command:
    """A command without its slash. `roles` are those of which one is needed, none for everybody.

    `in_groups` puts it into the menu of groups; a `personal` one shows what is nobody else's business and
    is refused there.
    """

    name: str
    in_groups: bool = False
    personal: bool = False
    roles: frozenset[Role] = frozenset()


COMMANDS = (
    Command("start"),
    Command("tanya", in_groups=True),
    Command("topik", in_groups=True),
    Command("sumber"),
    Command("jadwal", in_groups=True),
    Command("lapor", in_groups=True),
    Command("jawaban"),
    Command("gabung", personal=True),
    Command("profil", personal=True),
    Command("data_saya", personal=True),
    Command("hapus_data", personal=True),
    Command("ikrar", personal=True),
    Command("cek"),
    Command("berhenti", personal=True),
    Command("lanjutkan", personal=True),
    Command("bahasa"),
    Command("batal", in_groups=True),
    Command("bantuan", in_groups=True),
    Command("pegawai", personal=True, roles=_OVERVIEW),
    Command("templat", personal=True, roles=_PEOPLE),
    Command("kode", personal=True, roles=_PEOPLE),
    Command("siaran", personal=True, roles=_PEOPLE),
    Command("rencana", personal=True, roles=_PEOPLE),
    Command("ikrar_baru", personal=True, roles=_PEOPLE),
    Command("rekap", personal=True, roles=_OVERVIEW),
    Command("peran", personal=True, roles=_LOG),
    Command("beri_peran", personal=True, roles=_PEOPLE),
    Command("cabut_peran", personal=True, roles=_PEOPLE),
    Command("catatan", personal=True, roles=_LOG),
    Command("tangguhkan", roles=_LAW),
    Command("cabut_tangguhan", roles=_LAW),
    Command("tak_terjawab", personal=True, roles=_LAW),
    Command("pengesahan", personal=True, roles=_LAW),
)


def offered(authority: Authority) -> list[Command]:
    """The commands that somebody with this authority has, in the order of the menu."""
    return [command for command in COMMANDS if authority.has(command.roles)]
