"""The rule base with its reader, ready to use: from the compiled cache when the sources are unchanged.

The cache is keyed by the contents of all source files and by this program's own modules, and carries its own
checksum, so it can only be right or absent; it is rebuilt by itself. Must not know settings: the caller says
where the cache may lie, in a folder that only he may write to.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from bot.rulebook.model import RuleBook
from bot.understand.learned.reader import FOLDER, MANIFEST, open_reader
from bot.understand.read import Reader

_CODE = Path(__file__).resolve().parent.parent
_EXAMINED_BY = ("rulebook", "understand", "check")
_CHECKSUM = hashlib.sha256().digest_size
_KEPT = 4
"""Compiled rule bases kept side by side, so that a draft and the release do not drive each other out."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A rule base and the reader compiled from it."""

    book: RuleBook
    reader: Reader


def open_knowledge(
    folder: Path, overlays: Sequence[Path] = (), cache: Path | None = None, key: str | None = None
) -> Knowledge:
    """Load, or take from `cache` (a folder) what was compiled from the very same files.

    `key` is their `fingerprint`, if it is known already. Raises KnowledgeError or LexiconError when the
    sources are faulty, ReaderError when the learned reader is. A cache that cannot be read or written only
    costs the time to compile again.
    """
    if cache is None:
        return compiled(folder, overlays)
    kept = cache / f"{key or fingerprint(folder, overlays)}.pickle"
    found = _kept(kept)
    if found is not None:
        # The encoder is not in the cache: it is taken, and verified, from where this rule base lies.
        found.reader.learned.attach(folder / FOLDER)
    else:
        found = compiled(folder, overlays)
        _keep(found, kept)
    return found


def compiled(folder: Path, overlays: Sequence[Path] = ()) -> Knowledge:
    """Load and compile from the sources."""
    # The schema library costs more time and memory than answering does.
    from bot.rulebook.lines import load_lines
    from bot.rulebook.reading.load import load
    from bot.understand.compile import reader

    book = load(folder, overlays)
    return Knowledge(book, reader(book, load_lines(folder, book), open_reader(folder / FOLDER)))


def fingerprint(folder: Path, overlays: Sequence[Path] = ()) -> str:
    """Names the contents of all source files together with the modules that compile and examine them."""
    digest = hashlib.sha256()
    for path in sorted(path for part in _EXAMINED_BY for path in (_CODE / part).rglob("*.py")):
        digest.update(path.read_bytes())
    for source in (folder, *overlays):
        for path in sorted((*source.rglob("*.yaml"), *source.rglob("*.jsonl"), *source.rglob(MANIFEST))):
            digest.update(str(path.relative_to(source)).encode())
            digest.update(path.read_bytes())
        # Problems are told by path, so the same files in a folder of another name are another rule base.
        digest.update(f"\0{source.name}\0".encode())
    return digest.hexdigest()[:32]


def _kept(kept: Path) -> Knowledge | None:
    """What was written there whole; None for a file that is missing, unreadable, cut short or altered."""
    # So many objects at once would send the garbage collector searching in vain, for half of the time.
    searching = gc.isenabled()
    gc.disable()
    try:
        with kept.open("rb") as file:
            checksum = file.read(_CHECKSUM)
            if hashlib.file_digest(file, "sha256").digest() != checksum:
                return None
            file.seek(_CHECKSUM)
            found: Knowledge = pickle.load(file)
            return found
    except OSError:
        return None
    finally:
        if searching:
            gc.enable()


class _Packer(pickle.Pickler):
    """Packs data classes as calls to their own constructors: frozen ones unpack several times faster so."""

    def reducer_override(self, packed: object) -> Any:
        if is_dataclass(packed) and not isinstance(packed, type):
            return type(packed), tuple(getattr(packed, field.name) for field in fields(packed))
        return NotImplemented


def _keep(knowledge: Knowledge, kept: Path) -> None:
    """Write beside and rename, so that a killed process leaves no half cache; the oldest are dropped."""
    packed = BytesIO()
    _Packer(packed, protocol=pickle.HIGHEST_PROTOCOL).dump(knowledge)
    body = packed.getbuffer()
    part = kept.with_suffix(f".{os.getpid()}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.write_bytes(b"".join((hashlib.sha256(body).digest(), body)))
        part.replace(kept)
        by_age = sorted(kept.parent.glob("*.pickle"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in by_age[_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        # A read-only folder or a full disk: compile at each start, and leave nothing half-written behind.
        with suppress(OSError):
            part.unlink(missing_ok=True)
