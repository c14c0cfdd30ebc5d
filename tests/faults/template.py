"""What every office of these tests stands on, made once: a tiny rule base and a list of employees taken over.

Everybody on the list has joined. Units hold the first so many of them, so that an audience has a known size.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.cli.conftest import worded
from tests.support.knowledge import Base

ROOT = Path(__file__).parents[2]
FIRST_ACCOUNT = 7_300_000_000
_HEADINGS = "nama,nip,status,unit,jabatan,telepon,zona,atasan,telegram_id"
# The first 30 are in the innermost unit, the first 60 in that or the one around it.
_UNITS = ((30, "Dinas/Bidang/Seksi"), (60, "Dinas/Bidang"))


@dataclass(frozen=True, slots=True)
class OfficeTemplate:
    """A folder with the rule base, compiled, and the files of an office that has taken over its list."""

    home: Path
    people: int

    @property
    def accounts(self) -> range:
        """The Telegram accounts of everybody on the list."""
        return range(FIRST_ACCOUNT, FIRST_ACCOUNT + self.people)

    def audience(self, size: int) -> str:
        """The expression for the first so many on the list."""
        named = {first: f'unit:"{unit}"' for first, unit in _UNITS} | {self.people: "semua"}
        return named[size]

    def environment(self, folder: Path, **settings: str) -> dict[str, str]:
        """The environment of a process whose database lies in `folder`, unless `settings` say otherwise."""
        rest = {name: value for name, value in os.environ.items() if not name.startswith("NETRAL_")}
        chosen = {
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'netral.db'}",
            "KEY_FILE": str(folder / "netral.key"),
            "KNOWLEDGE": str(self.home / "pengetahuan"),
            "OWNER_IDS": str(FIRST_ACCOUNT),
        } | settings
        prefixed = {f"NETRAL_{name}": value for name, value in chosen.items()}
        return rest | prefixed | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(self.home / "cache")}

    def copy_to(self, folder: Path) -> None:
        """Puts the office's database and key there."""
        for name in ("netral.db", "netral.key"):
            shutil.copy(self.home / name, folder / name)

    def take_over(self, environment: dict[str, str]) -> None:
        """Imports the list as HR would at a terminal."""
        written = self.home / "pegawai.csv"
        written.write_text("\n".join([_HEADINGS, *map(_row, range(self.people))]), encoding="utf-8")
        command = [sys.executable, "-m", "bot", "roster", "import", str(written), "--yes"]
        subprocess.run(command, cwd=self.home, env=environment, check=True, capture_output=True)


def make_template(home: Path, people: int) -> OfficeTemplate:
    """Lays it in an empty folder."""
    template = OfficeTemplate(home, people)
    worded(Base(), home)
    template.take_over(template.environment(home))
    return template


def _row(number: int) -> str:
    unit = next((unit for first, unit in _UNITS if number < first), "Dinas")
    facts = (f"Pegawai {number}", "", "PPNPN", unit, "Analis", f"+62813{number:08d}", "WIB", "")
    return ",".join((*facts, str(FIRST_ACCOUNT + number)))
