"""The commands there are, and in whose menu each stands. What they do is in `routes`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command without its slash; every private chat has it unless it is for owners only."""

    name: str
    in_groups: bool = False
    owners_only: bool = False


COMMANDS = (
    Command("start"),
    Command("tanya", in_groups=True),
    Command("topik", in_groups=True),
    Command("sumber"),
    Command("jadwal", in_groups=True),
    Command("lapor", in_groups=True),
    Command("jawaban"),
    Command("bahasa"),
    Command("bantuan", in_groups=True),
    Command("tangguhkan", owners_only=True),
    Command("cabut_tangguhan", owners_only=True),
    Command("tak_terjawab", owners_only=True),
)
