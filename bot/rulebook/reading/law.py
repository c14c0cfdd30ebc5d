"""Vocabulary, instruments, sanctions, stages, release and pledges: from file shapes to the model.

It checks what a shape cannot: names that must agree, dates that must follow each other, references. It knows
nothing of rules.
"""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

from bot.rulebook.model import (
    STAGE,
    STATUS,
    Approval,
    Contest,
    Fact,
    Instrument,
    LastRead,
    Period,
    Pinpoint,
    Pledge,
    Provision,
    Release,
    Reminder,
    Sanction,
    Stage,
)
from bot.rulebook.model.facts import REQUIRED
from bot.rulebook.problem import Problem
from bot.rulebook.reading import schema
from bot.rulebook.reading.references import Place, References
from bot.rulebook.reading.source import Source
from bot.rulebook.reading.validate import checked


def vocabulary(source: Source, problems: list[Problem]) -> dict[str, Fact]:
    """The closed facts of kosakata.yaml."""
    if not isinstance(source.data, dict):
        problems.append(Problem(source.path, 1, "kosakata harus berupa peta fakta"))
        return {}
    facts: dict[str, Fact] = {}
    for name, value in source.data.items():
        shape = checked(schema.FactFile, value, source, problems, (name,))
        if shape is None:
            continue
        for option in shape.order:
            if option not in shape.options:
                line = source.line(name, "urutan")
                problems.append(Problem(source.path, line, f"urutan memuat '{option}' yang bukan pilihan"))
        if len(set(shape.order)) != len(shape.order) or len(shape.order) == 1:
            line = source.line(name, "urutan")
            problems.append(Problem(source.path, line, "urutan harus memuat dua pilihan berbeda atau lebih"))
        facts[name] = Fact(name, shape.question, dict(shape.options), not shape.single, tuple(shape.order))
    missing = [name for name in REQUIRED if name not in source.data]
    problems.extend(Problem(source.path, 1, f"fakta '{name}' wajib ada") for name in missing)
    return facts


def instrument(shape: schema.InstrumentFile, source: Source, refs: References) -> Instrument:
    """One file of sumber/, without its provisions."""
    named(shape.id, source, refs)
    bounds = {"sejak": shape.period.since, "sampai": shape.period.until}
    unknown = tuple(side for side, day in bounds.items() if day == schema.UNKNOWN)
    if unknown and not shape.validity_note:
        refs.say(source, ("berlaku",), "tanggal tidak diketahui: tulis akibatnya dalam 'catatan_berlaku'")
    refs.options(STATUS, shape.binds, source, ("mengikat",))
    refs.need("sumber", shape.successor, source, ("diganti_oleh",))
    for n, replaced in enumerate(shape.replaces):
        refs.need("sumber", replaced, source, ("menggantikan", n))
    period = Period(_day(shape.period.since), _day(shape.period.until))
    forwards(period, source, ("berlaku",), refs)
    return Instrument(
        id=shape.id,
        title=shape.title,
        short=shape.short,
        kind=shape.kind,
        period=period,
        unknown=unknown,
        validity_note=shape.validity_note,
        scope_note=shape.scope_note,
        successor=shape.successor,
        replaces=tuple(shape.replaces),
        binds=tuple(shape.binds),
        confidence=shape.confidence,
        read=LastRead(shape.read.day, shape.read.form),
        evidence=tuple(shape.evidence),
        path=source.path,
        line=source.line("id"),
    )


def provisions(shape: schema.InstrumentFile, source: Source, refs: References) -> list[Provision]:
    """The provisions whose home is this instrument."""
    found = []
    for n, item in enumerate(shape.provisions):
        place: Place = ("ketentuan", n)
        refs.options(STAGE, item.stages, source, (*place, "tahap"))
        refs.options(STATUS, item.statuses, source, (*place, "untuk"))
        for m, pinpoint in enumerate(item.pinpoints):
            refs.need("sumber", pinpoint.instrument, source, (*place, "letak", m, "sumber"))
        if item.pinpoints and item.pinpoints[0].instrument != shape.id:
            refs.say(source, (*place, "letak", 0), f"letak pertama harus dalam sumber ini ({shape.id})")
        if not item.pinpoints and shape.kind != "pernyataan":
            refs.say(
                source,
                (*place, "letak"),
                "ketentuan tanpa letak hanya boleh dalam sumber berjenis pernyataan",
            )
        found.append(
            Provision(
                id=item.id,
                conduct=item.conduct,
                outcome=item.outcome,
                stages=tuple(item.stages),
                statuses=tuple(item.statuses),
                confidence=item.confidence,
                pinpoints=tuple(
                    Pinpoint(one.instrument, one.text, one.paraphrase or "", one.repealed)
                    for one in item.pinpoints
                ),
                note=item.note,
                path=source.path,
                line=source.line(*place, "id"),
            )
        )
    return found


def sanctions(source: Source, problems: list[Problem]) -> dict[str, Sanction]:
    """All of sanksi.yaml."""
    if not isinstance(source.data, dict):
        problems.append(Problem(source.path, 1, "berkas sanksi harus berupa peta id sanksi"))
        return {}
    found = {}
    for name, value in source.data.items():
        shape = checked(schema.SanctionFile, value, source, problems, (name,))
        if shape is not None:
            found[name] = Sanction(
                name,
                shape.general,
                shape.pns,
                shape.pppk,
                shape.ppnpn,
                shape.criminal,
                source.path,
                source.line(name),
            )
    return found


def contest(shape: schema.ContestFile, source: Source, refs: References) -> Contest:
    """One file of tahapan/."""
    named(shape.id, source, refs)
    stages = []
    for n, item in enumerate(shape.stages):
        place: Place = ("tahap", n)
        refs.options(STAGE, [item.kind], source, (*place, "jenis"))
        refs.need("sumber", item.source, source, (*place, "sumber"))
        if schema.UNKNOWN in (item.start, item.end) and not item.note:
            refs.say(source, place, "tanggal tidak diketahui: tulis sebabnya dalam 'catatan'")
        period = Period(_day(item.start), _day(item.end))
        forwards(period, source, (*place, "mulai"), refs)
        stages.append(
            Stage(
                item.id,
                item.name,
                item.kind,
                period.since,
                period.until,
                item.source,
                item.confidence,
                item.reminder,
                item.note,
            )
        )
    doubled = {stage.id for stage in stages if sum(other.id == stage.id for other in stages) > 1}
    for name in sorted(doubled):
        refs.say(source, ("tahap",), f"tahap '{name}' ditulis dua kali")
    return Contest(shape.id, shape.name, shape.kind, tuple(stages))


def release(shape: schema.ReleaseFile, source: Source) -> Release:
    """rilis.yaml."""
    signed = shape.approval
    approval = Approval(signed.by, signed.office, signed.day, signed.letter) if signed else None
    return Release(shape.name, shape.day, approval, shape.note, source.path)


def pledge(shape: schema.PledgeFile, source: Source, refs: References) -> Pledge:
    """One file of ikrar/."""
    named(shape.id, source, refs)
    return Pledge(
        shape.id, shape.version, shape.title, shape.opening, tuple(shape.points), shape.closing, shape.note
    )


def reminder(shape: schema.ReminderFile, source: Source, refs: References) -> Reminder:
    """One file of pengingat/."""
    named(shape.id, source, refs)
    refs.options(STAGE, shape.stages, source, ("tahap",))
    for n, rule in enumerate(shape.rules):
        refs.need("aturan", rule, source, ("aturan", n))
    return Reminder(
        shape.id,
        shape.title,
        tuple(shape.stages),
        shape.days,
        shape.lasts,
        tuple(shape.rules),
        shape.text.strip(),
        source.path,
        source.line("teks"),
    )


def named(name: str, source: Source, refs: References) -> None:
    """Complain unless the id is the file's name: people look a rule up by either."""
    stem = PurePosixPath(source.path).stem
    if name != stem:
        refs.say(source, ("id",), f"id '{name}' harus sama dengan nama berkas ('{stem}')")


def forwards(period: Period, source: Source, place: Place, refs: References) -> None:
    """Complain about a period that ends before it begins."""
    if period.since and period.until and period.until < period.since:
        refs.say(source, place, f"masa berlaku terbalik: sampai {period.until} sebelum sejak {period.since}")


def _day(value: date | str | None) -> date | None:
    return value if isinstance(value, date) else None
