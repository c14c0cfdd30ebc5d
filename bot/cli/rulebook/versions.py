"""Two versions of the rule base by name: each a knowledge folder, or a git revision of the repository that
holds the knowledge folder."""

from __future__ import annotations

import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.core.fault import InputError
from bot.rulebook.model import RuleBook
from bot.rulebook.reading.load import KnowledgeError, load
from bot.rulebook.reading.source import Parsed

# Nothing that is answered from, and large.
_LEFT_OUT = ("pembaca", "latihan")


def opened(old: str, new: str, knowledge: Path) -> tuple[RuleBook, RuleBook]:
    """Both versions loaded; raises InputError with the faults of each side that cannot be."""
    books: list[RuleBook] = []
    faults: list[str] = []
    for side, name in (("lama", old), ("baru", new)):
        with _folder(name, knowledge) as folder:
            try:
                books.append(load(folder, adapted=_as_today))
            except KnowledgeError as error:
                faults.append(f"Versi {side} ({name}) tidak dapat dibaca:\n{error}")
    if faults:
        raise InputError("\n".join(faults))
    return books[0], books[1]


def _as_today(section: str, file: dict[str, Parsed]) -> dict[str, Parsed]:
    """A file of the past with the keys of December 2026, rather than letting the schema forgive.

    Since then it has to be written down when a text was last read, and statements covered no longer are. A
    comparison looks at neither.
    """
    if section == "sumber":
        return {"dibaca": {"pada": "1945-08-17", "bentuk": "berita"}, **file}
    covers = file.get("mencakup")
    if section == "aturan" and isinstance(covers, dict):
        return {**file, "mencakup": {key: covers[key] for key in covers if key != "pernyataan"}}
    return file


@contextmanager
def _folder(name: str, knowledge: Path) -> Iterator[Path]:
    """The folder itself, or the revision's knowledge folder checked out for as long as it is needed."""
    if name and Path(name).is_dir():
        yield Path(name)
        return
    packed = _packed(name, knowledge)
    with TemporaryDirectory(prefix="netral-") as home:
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(home, filter="data")
        yield Path(home) / knowledge.resolve().name


def _packed(name: str, knowledge: Path) -> bytes:
    """The knowledge folder at that revision as a tar file; raises InputError."""
    here = knowledge.resolve()
    root = _git(here, "rev-parse", "--show-toplevel")
    if not root:
        raise InputError(
            f"'{name}' bukan folder, dan folder pengetahuan {knowledge} tidak berada dalam repositori git "
            "yang dapat dibuka; sebutkan dua folder pengetahuan."
        )
    commit = _git(here, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if not commit:
        raise InputError(
            f"'{name}' bukan folder dan bukan revisi git; tulis alamat folder pengetahuan, "
            "atau revisi seperti HEAD~1."
        )
    top = Path(os.fsdecode(root).rstrip("\n"))
    within = here.relative_to(top.resolve()).as_posix()
    tree = f"{os.fsdecode(commit).strip()}:{'' if within == '.' else within}"
    packed = _git(
        top,
        "archive",
        "--format=tar",
        f"--prefix={here.name}/",
        tree,
        *(f":(exclude){one}" for one in _LEFT_OUT),
    )
    if not packed:
        raise InputError(f"Revisi '{name}' tidak memuat folder {within}; pilih revisi yang memuatnya.")
    return packed


def _git(folder: Path, *arguments: str) -> bytes:
    """What git printed; nothing where it failed or is not installed.

    The repository is the folder's own, also when a hook of another one runs this.
    """
    around = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=around)
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
