"""A knowledge folder, and an office's overlay folders over it, into one RuleBook.

The only module of the engine that touches files. It reports everything that is wrong at once and never
returns half a rule base. Whether the law in it is sound is not its business: see `bot.check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from bot.rulebook.model import (
    Contest,
    Instrument,
    Pledge,
    Provision,
    Release,
    Reminder,
    Rule,
    RuleBook,
    Sanction,
)
from bot.rulebook.problem import KnowledgeError, Problem
from bot.rulebook.reading import law, schema
from bot.rulebook.reading.references import References
from bot.rulebook.reading.rules import rule
from bot.rulebook.reading.source import Parsed, Source, read
from bot.rulebook.reading.validate import Shape, checked

__all__ = ["KnowledgeError", "Problem", "load"]

Item = TypeVar("Item", Instrument, Provision, Sanction)
Added = TypeVar("Added", Contest, Pledge, Reminder)
Adapt = Callable[[str, dict[str, Parsed]], dict[str, Parsed]]
"""The name of a section and what a file of it holds → what it holds in today's keys."""

# Files and folders of a knowledge folder; those marked may be missing, those marked local may be overlaid.
_REQUIRED = ("kosakata.yaml", "sumber", "sanksi.yaml", "tahapan", "rilis.yaml", "ikrar", "aturan")
_OPTIONAL = ("leksikon", "pengingat", "arsip", "latihan", "pembaca")
# Retired rules, training lines (see `lines`) and the learned reader: nothing that is answered from.
_ELSEWHERE = frozenset({"arsip", "latihan", "pembaca"})
_LOCAL = ("sumber", "sanksi.yaml", "aturan", "tahapan", "pengingat", "ikrar")


@dataclass(slots=True)
class _Layer:
    """One folder read: its files by section."""

    name: str
    sources: dict[str, list[Source]] = field(default_factory=dict)

    def all(self, section: str) -> list[Source]:
        return self.sources.get(section, [])

    def adapt(self, adapted: Adapt) -> None:
        """Put what `adapted` makes of each file in its place."""

        def today(section: str, source: Source) -> Source:
            found = source.data
            return replace(source, data=adapted(section, found)) if isinstance(found, dict) else source

        self.sources = {
            section: [today(section, source) for source in sources]
            for section, sources in self.sources.items()
        }


def load(folder: Path, overlays: Sequence[Path] = (), adapted: Adapt | None = None) -> RuleBook:
    """Read the rule base and lay the overlays over it, in order.

    `adapted` makes of a section's name and a file of it the file as it would be written today; only who reads
    history has any.

    Raises KnowledgeError with every problem found; the files of an overlay may add instruments, provisions,
    sanctions, elections, reminders, pledges and rules, and replace rules, nothing else.
    """
    problems: list[Problem] = []
    base = _gather(folder, False, problems)
    layers = [base, *(_gather(overlay, True, problems) for overlay in overlays)]
    if adapted:
        for layer in layers:
            layer.adapt(adapted)
    facts = {}
    for source in base.all("kosakata.yaml"):
        facts = law.vocabulary(source, problems)
    if not facts:
        raise KnowledgeError(tuple(sorted(set(problems))))
    refs = References(facts, problems=problems)
    # Complaints about a file of a section mean that references into the section cannot be judged.
    refs.broken.update(_section(problem) for problem in problems)
    instruments, provisions = _instruments(layers, refs)
    sanctions = _sanctions(layers, refs)
    contests = _contests(layers, refs)
    release = _release(base, problems)
    pledges = _pledges(layers, refs)
    lexicon = {Path(source.path).name: _entries(source, problems) for source in base.all("leksikon")}
    rules, replaced, local = _rules(layers, refs)
    reminders = _reminders(layers, refs)
    if problems or release is None:
        raise KnowledgeError(tuple(sorted(set(problems))))
    return RuleBook(
        facts=facts,
        instruments=instruments,
        provisions=provisions,
        sanctions=sanctions,
        rules=rules,
        contests=contests,
        release=release,
        lexicon=lexicon,
        pledges=pledges,
        reminders=reminders,
        local=local,
        replaced=replaced,
    )


def _gather(folder: Path, overlay: bool, problems: list[Problem]) -> _Layer:
    """Read every YAML file of a folder; what is missing, misnamed or unreadable is a problem."""
    layer = _Layer(folder.resolve().name)
    if not folder.is_dir():
        what = "folder tempelan" if overlay else "folder pengetahuan"
        problems.append(Problem(str(folder), 1, f"{what} tidak ada; periksa alamatnya"))
        return layer
    allowed = _LOCAL if overlay else _REQUIRED + _OPTIONAL
    for entry in sorted(folder.iterdir()):
        name = f"{layer.name}/{entry.name}"
        if entry.name in allowed:
            layer.sources[entry.name] = list(_sources(entry, name, problems))
        elif entry.suffix != ".md" and not entry.name.startswith("."):
            whose = "tempelan hanya boleh memuat" if overlay else "yang dikenal:"
            problems.append(
                Problem(name, 1, f"berkas atau folder ini tidak dikenal; {whose} {', '.join(allowed)}")
            )
    if not overlay:
        missing = [name for name in _REQUIRED if name not in layer.sources]
        problems.extend(Problem(f"{layer.name}/{name}", 1, "belum ada, padahal wajib") for name in missing)
    return layer


def _sources(entry: Path, name: str, problems: list[Problem]) -> Iterator[Source]:
    if entry.name in _ELSEWHERE:
        return
    if entry.suffix == ".yaml":
        source = read(entry, name, problems)
        if source:
            yield source
        return
    for file in sorted(path for path in entry.rglob("*") if path.is_file() and not path.name.startswith(".")):
        shown = f"{name}/{file.relative_to(entry).as_posix()}"
        if file.suffix == ".yaml":
            source = read(file, shown, problems)
            if source:
                yield source
        elif file.suffix != ".md":
            problems.append(Problem(shown, 1, "nama berkas harus berakhiran .yaml"))


def _section(problem: Problem) -> str:
    part = problem.path.split("/")[1] if "/" in problem.path else ""
    return {"sanksi.yaml": "sanksi"}.get(part, part)


def _shaped(
    shape: type[Shape], sources: Sequence[Source], section: str, refs: References
) -> list[tuple[Shape, Source]]:
    """Every file that has the shape; the section is marked broken for each that has not."""
    found = []
    for source in sources:
        value = checked(shape, source.data, source, refs.problems)
        if value is None:
            refs.broken.add(section)
        else:
            found.append((value, source))
    return found


def _instruments(
    layers: Sequence[_Layer], refs: References
) -> tuple[dict[str, Instrument], dict[str, Provision]]:
    shaped = [
        pair
        for layer in layers
        for pair in _shaped(schema.InstrumentFile, layer.all("sumber"), "sumber", refs)
    ]
    if "sumber" in refs.broken:
        refs.broken.add("ketentuan")
    refs.names["sumber"] = _known(shaped)
    refs.names["ketentuan"] = {item.id for shape, _ in shaped for item in shape.provisions}
    instruments: dict[str, Instrument] = {}
    provisions: dict[str, Provision] = {}
    for shape, source in shaped:
        _add(instruments, law.instrument(shape, source, refs), "sumber", refs)
        for provision in law.provisions(shape, source, refs):
            _add(provisions, provision, "ketentuan", refs)
    return instruments, provisions


def _sanctions(layers: Sequence[_Layer], refs: References) -> dict[str, Sanction]:
    found: dict[str, Sanction] = {}
    for layer in layers:
        for source in layer.all("sanksi.yaml"):
            before = len(refs.problems)
            for sanction in law.sanctions(source, refs.problems).values():
                _add(found, sanction, "sanksi", refs)
            if len(refs.problems) > before:
                refs.broken.add("sanksi")
    refs.names["sanksi"] = set(found)
    return found


def _add(found: dict[str, Item], item: Item, what: str, refs: References) -> None:
    if item.id in found:
        other = found[item.id]
        message = f"{what} '{item.id}' sudah ada di {other.path}:{other.line}"
        refs.problems.append(Problem(item.path, item.line, message))
    else:
        found[item.id] = item


def _contests(layers: Sequence[_Layer], refs: References) -> dict[str, Contest]:
    found: dict[str, Contest] = {}
    for shape, source in _everywhere(schema.ContestFile, layers, "tahapan", refs):
        _new(found, shape.id, law.contest(shape, source, refs), source, refs)
    return found


def _release(base: _Layer, problems: list[Problem]) -> Release | None:
    for source in base.all("rilis.yaml"):
        shape = checked(schema.ReleaseFile, source.data, source, problems)
        if shape:
            return law.release(shape, source)
    return None


def _pledges(layers: Sequence[_Layer], refs: References) -> dict[str, Pledge]:
    found: dict[str, Pledge] = {}
    for shape, source in _everywhere(schema.PledgeFile, layers, "ikrar", refs):
        _new(found, shape.id, law.pledge(shape, source, refs), source, refs)
    return found


def _reminders(layers: Sequence[_Layer], refs: References) -> dict[str, Reminder]:
    found: dict[str, Reminder] = {}
    for shape, source in _everywhere(schema.ReminderFile, layers, "pengingat", refs):
        _new(found, shape.id, law.reminder(shape, source, refs), source, refs)
    return found


def _everywhere(
    shape: type[Shape], layers: Sequence[_Layer], section: str, refs: References
) -> list[tuple[Shape, Source]]:
    """What the base has and what the office adds to it."""
    return [pair for layer in layers for pair in _shaped(shape, layer.all(section), section, refs)]


def _new(found: dict[str, Added], name: str, item: Added, source: Source, refs: References) -> None:
    """An office adds; it does not replace."""
    if name in found:
        refs.say(source, ("id",), f"id '{name}' sudah dipakai berkas lain; pakai id lain")
    else:
        found[name] = item


def _entries(source: Source, problems: list[Problem]) -> dict[str, Parsed]:
    if isinstance(source.data, dict):
        return source.data
    problems.append(Problem(source.path, 1, "berkas ini harus berupa peta 'kunci: nilai'"))
    return {}


def _known(shaped: Iterable[tuple[schema.RuleFile | schema.InstrumentFile, Source]]) -> set[str]:
    """What may be referred to: ids and the names of files, so that an id which is not its file's name is told
    where it stands, and not once more at everybody who refers to it."""
    return {name for shape, source in shaped for name in (shape.id, Path(source.path).stem)}


def _rules(
    layers: Sequence[_Layer], refs: References
) -> tuple[dict[str, Rule], dict[str, Rule], frozenset[str]]:
    """All rules, those of the base that an overlay replaced, and the ids that an overlay brought."""
    shaped = [(_shaped(schema.RuleFile, layer.all("aturan"), "aturan", refs), layer) for layer in layers]
    refs.names["aturan"] = _known(pair for pairs, _ in shaped for pair in pairs)
    rules: dict[str, Rule] = {}
    replaced: dict[str, Rule] = {}
    local: set[str] = set()
    for pairs, layer in shaped:
        seen: dict[str, Rule] = {}
        for shape, source in pairs:
            compiled = rule(shape, source, refs)
            if compiled.id in seen:
                other = seen[compiled.id]
                message = f"aturan '{compiled.id}' sudah ada di {other.path}:{other.line}"
                refs.problems.append(Problem(compiled.path, compiled.line, message))
            seen[compiled.id] = compiled
        if layer is not layers[0]:
            local |= set(seen)
            replaced |= {name: rules[name] for name in seen if name in rules and name not in replaced}
        rules |= seen
    return rules, replaced, frozenset(local)
