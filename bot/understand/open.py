"""The rule base with its reader, ready to use: from the compiled cache when the sources are unchanged.

The cache is keyed by the contents of all source files and by this program's own modules, so it can only be
right or absent; it is rebuilt by itself. Must not know settings: the caller says where the cache may lie.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.rulebook.model import RuleBook
from bot.understand import index, lexicon
from bot.understand.extract import extract
from bot.understand.match import frames
from bot.understand.normalise import tokens
from bot.understand.read import Reader

_OFTEN = 3
"""A word seen in so many phrasings is right as it is and never corrected to a lexicon word."""
_CODE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A rule base and the reader compiled from it."""

    book: RuleBook
    reader: Reader


def open_knowledge(folder: Path, overlays: Sequence[Path] = (), cache: Path | None = None) -> Knowledge:
    """Load, or take from `cache` (a folder) what was compiled from the very same files.

    Raises KnowledgeError or LexiconError when the sources are faulty. A cache that cannot be written only
    costs the time to compile again.
    """
    if cache is None:
        return compiled(folder, overlays)
    kept = cache / f"{_fingerprint((folder, *overlays))}.pickle"
    if kept.is_file():
        with kept.open("rb") as file:
            found: Knowledge = pickle.load(file)
        return found
    knowledge = compiled(folder, overlays)
    _keep(knowledge, kept)
    return knowledge


def compiled(folder: Path, overlays: Sequence[Path] = ()) -> Knowledge:
    """Load and compile from the sources."""
    from bot.rulebook.load import load  # the schema library costs more time and memory than answering does

    book = load(folder, overlays)
    return Knowledge(book, reader(book))


def reader(book: RuleBook) -> Reader:
    """Compile the lexicon and index the phrasings of all rules that are answered from."""
    rules = {rule.id: rule for rule in book.rules.values() if rule.active}
    phrasings = [(rule.id, text) for rule in rules.values() for text in rule.phrasings]
    first = lexicon.build(book.lexicon, book.facts, frozenset())
    seen = Counter(word for _, text in phrasings for word in {token.word for token in tokens(text, first.shorthand)})
    words = lexicon.build(book.lexicon, book.facts, frozenset(word for word, n in seen.items() if n >= _OFTEN))
    rows = [(rule, index.features(extract(tokens(text, words.shorthand), words), words)) for rule, text in phrasings]
    return Reader(words, index.build(rows), frames(rules))


def _fingerprint(folders: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    modules = sorted(path for part in ("rulebook", "understand") for path in (_CODE / part).glob("*.py"))
    for path in modules:
        digest.update(path.read_bytes())
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()[:32]


def _keep(knowledge: Knowledge, kept: Path) -> None:
    """Write beside and rename, so that a killed process leaves no half cache; older caches are dropped."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = kept.with_suffix(".part")
        with part.open("wb") as file:
            pickle.dump(knowledge, file, protocol=pickle.HIGHEST_PROTOCOL)
        part.replace(kept)
    except OSError:
        return  # a read-only folder: compile at each start
    for other in kept.parent.glob("*.pickle"):
        if other != kept:
            other.unlink(missing_ok=True)
