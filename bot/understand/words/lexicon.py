"""The words of `knowledge/leksikon/`, compiled for matching word by word.

A concept carries facts and the phrases that express it. Phrases are words separated by blanks; `a|b` is
either word, `a|b_c` either the word or the two words, `..` skips up to three words. Knows nothing of rules.
Raises `LexiconError` with one Indonesian line per problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.rulebook.model import Fact
from bot.understand.words.spell import Speller

GAP = frozenset[str]()
"""Element of a phrase that stands for up to three words of any kind."""

_CONCEPT_KEYS = {"fakta", "kata", "kecuali", "ingkar", "waspada", "label"}
_SPECIAL = {"ganti.yaml", "ingkar.yaml", "umum.yaml", "netral.yaml", "samar.yaml"}


class LexiconError(ValueError):
    """One or more faults in the lexicon files; `str` has a line for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Concept:
    """What a phrase means: `facts` when said, `negated` when denied ("belum cuti" → cltn tidak)."""

    id: str
    facts: Mapping[str, str]
    negated: Mapping[str, str]
    wary: bool
    """An aggravating word: no permission may be given past it unless the rule knows it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say a concept; a `guard` cancels what it covers instead of meaning something itself."""

    elements: tuple[frozenset[str], ...]
    concept: str
    guard: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All concepts, and the phrases by each word they may begin with."""

    shorthand: Mapping[str, tuple[str, ...]]
    concepts: Mapping[str, Concept]
    phrases: Mapping[str, tuple[Phrase, ...]]
    negators: frozenset[str]
    modals: frozenset[str]
    """Words after which a negator is a question tag ("boleh nggak"), and before which it denies the
    permission, not the act ("nggak boleh like")."""
    fillers: frozenset[str]
    connectors: tuple[str, ...]
    """Words that join two acts in one message; it is parted there."""
    closings: tuple[str, ...]
    """Words that end a question, with or without a question mark; a message is parted after them."""
    harmless: frozenset[str]
    """Words that never change a verdict: trades, places, weather, food, feelings."""
    places: frozenset[str]
    """Words after which an unknown word is the name of a place or an office."""
    ambiguous: Mapping[str, frozenset[str]]
    """Word → the words of which one must be said with it, or nobody knows what it means."""
    anchors: frozenset[str]
    """Concepts that tie a message to elections or neutrality; without one it is hardly our business."""
    speller: Speller = field(compare=False)

    def stem(self, word: str) -> str:
        """The shortest lexicon word that `word` may stand for; the word itself if it stands for none."""
        return min(self.speller.words(word), key=lambda known: (len(known), known), default=word)


def build(
    files: Mapping[str, Mapping[str, object]], facts: Mapping[str, Fact], ordinary: frozenset[str]
) -> Lexicon:
    """Compile parsed lexicon files. `ordinary` are words seen often enough in the phrasings to be right.

    Raises `LexiconError` for unknown keys, facts or options, doubled concepts and empty phrases.
    """
    problems: list[str] = []
    shorthand = {
        word: tuple(meaning.split()) for word, meaning in _texts(files, "ganti.yaml", "ganti", problems)
    }
    denial = files.get("ingkar.yaml", {})
    fillers = frozenset(_strings(files.get("umum.yaml", {}).get("pengisi")))
    plain = frozenset(_strings(files.get("umum.yaml", {}).get("biasa")))
    concepts: dict[str, Concept] = {}
    phrases: dict[str, list[Phrase]] = {}
    vocabulary: set[str] = set()
    shared: dict[frozenset[str], frozenset[str]] = {GAP: GAP}
    for name, entries in sorted(files.items()):
        if name in _SPECIAL:
            continue
        for concept_id, raw in entries.items():
            if not isinstance(raw, Mapping) or set(raw) - _CONCEPT_KEYS:
                allowed = ", ".join(sorted(_CONCEPT_KEYS))
                problems.append(f"leksikon/{name}: konsep {concept_id} hanya boleh memuat {allowed}.")
                continue
            if concept_id in concepts:
                problems.append(
                    f"leksikon/{name}: konsep {concept_id} sudah ada di berkas lain; ganti namanya."
                )
                continue
            concept = Concept(
                concept_id,
                _facts(raw.get("fakta"), facts, f"leksikon/{name}: konsep {concept_id}", problems),
                _facts(raw.get("ingkar"), facts, f"leksikon/{name}: konsep {concept_id}", problems),
                raw.get("waspada") == "true",
            )
            concepts[concept_id] = concept
            for key, guard in (("kata", False), ("kecuali", True)):
                for written in _strings(raw.get(key)):
                    for elements in _elements(written):
                        if GAP in (elements[0], elements[-1]):
                            problems.append(
                                f"leksikon/{name}: konsep {concept_id}: '{written}' berujung '..'."
                            )
                            continue
                        # The same words begin and end many phrases: kept once, they load and fit better.
                        phrase = Phrase(
                            tuple(shared.setdefault(one, one) for one in elements), concept_id, guard
                        )
                        for first in elements[0]:
                            phrases.setdefault(first, []).append(phrase)
                        vocabulary.update(word for element in elements for word in element)
    anchors = frozenset(_strings(files.get("umum.yaml", {}).get("jangkar")))
    problems.extend(
        f"leksikon/umum.yaml: jangkar '{name}' bukan konsep." for name in sorted(anchors - set(concepts))
    )
    if problems:
        raise LexiconError(problems)
    negators = frozenset(_strings(denial.get("pengingkar")))
    modals = frozenset(_strings(denial.get("penanda")))
    known_plain = (plain | ordinary | fillers | negators | modals) - vocabulary
    return Lexicon(
        shorthand,
        concepts,
        {first: tuple(found) for first, found in phrases.items()},
        negators,
        modals,
        fillers,
        tuple(_strings(files.get("umum.yaml", {}).get("penyambung"))),
        tuple(_strings(files.get("umum.yaml", {}).get("penutup_tanya"))),
        frozenset(word for words in files.get("netral.yaml", {}).values() for word in _strings(words)),
        frozenset(_strings(files.get("umum.yaml", {}).get("penunjuk_tempat"))),
        {word: frozenset(_strings(clear)) for word, clear in files.get("samar.yaml", {}).items()},
        anchors,
        Speller(vocabulary, known_plain),
    )


def _elements(written: str) -> list[tuple[frozenset[str], ...]]:
    """The phrases one written phrase stands for: single words stay together, longer alternatives part."""
    forms: list[tuple[frozenset[str], ...]] = [()]
    for word in written.casefold().split():
        if word == "..":
            forms = [(*form, GAP) for form in forms]
            continue
        alternatives = word.split("|")
        single = frozenset(one for one in alternatives if "_" not in one)
        ways: list[tuple[frozenset[str], ...]] = [(single,)] if single else []
        ways += [tuple(frozenset({part}) for part in one.split("_")) for one in alternatives if "_" in one]
        forms = [(*form, *way) for form in forms for way in ways]
    return [form for form in forms if form]


def _strings(raw: object) -> Iterator[str]:
    if isinstance(raw, list):
        yield from (str(item) for item in raw)
    elif isinstance(raw, str):
        yield from raw.split()


def _texts(
    files: Mapping[str, Mapping[str, object]], name: str, key: str, problems: list[str]
) -> Iterator[tuple[str, str]]:
    raw = files.get(name, {}).get(key)
    if not isinstance(raw, Mapping):
        problems.append(f"leksikon/{name}: kunci '{key}' belum ada atau bukan daftar kata: arti.")
        return
    for word, meaning in raw.items():
        yield str(word), str(meaning)


def _facts(raw: object, facts: Mapping[str, Fact], where: str, problems: list[str]) -> Mapping[str, str]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        problems.append(f"{where}: fakta harus berbentuk nama: nilai.")
        return {}
    for name, value in raw.items():
        if name not in facts or value not in facts[name].options:
            problems.append(f"{where}: fakta {name}: {value} tidak ada di kosakata.yaml.")
    return {str(name): str(value) for name, value in raw.items()}
