"""Rule files: from shape to the model, with everything they refer to looked up.

It checks that a rule is well formed; whether it is sound (overlaps, dates, phrasings) is for the examiner.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from bot.rulebook.model import (
    Basis,
    Branch,
    Kind,
    Neighbour,
    Outcome,
    Period,
    Practice,
    Rule,
    Signature,
    Statement,
    Trial,
    Version,
)
from bot.rulebook.reading import schema
from bot.rulebook.reading.law import forwards, named
from bot.rulebook.reading.references import Place, References
from bot.rulebook.reading.source import Source
from bot.rulebook.table import EMPTY, TooManyCombinationsError, grid


def rule(shape: schema.RuleFile, source: Source, refs: References) -> Rule:
    """One file of aturan/. Problems go to `refs`; a rule with problems must not be used."""
    named(shape.id, source, refs)
    topic = PurePosixPath(source.path).parent.name
    if shape.topic != topic:
        refs.say(source, ("topik",), f"topik '{shape.topic}' harus sama dengan nama folder ('{topic}')")
    refs.conditions(shape.about.needs, source, ("tentang", "perlu"))
    refs.conditions(shape.about.excludes, source, ("tentang", "bukan"))
    for n, neighbour in enumerate(shape.not_this):
        refs.need("aturan", neighbour.rule, source, ("bukan_ini", n, "ke"))
        if neighbour.rule == shape.id:
            refs.say(source, ("bukan_ini", n, "ke"), "bukan_ini tidak boleh menunjuk aturan ini sendiri")
    for n, provision in enumerate(shape.covers.provisions):
        refs.need("ketentuan", provision, source, ("mencakup", "ketentuan", n))
    for n, trial in enumerate(shape.tests):
        refs.conditions(trial.facts, source, ("uji", n, "fakta"))
    return Rule(
        id=shape.id,
        title=shape.title,
        kind=shape.kind,
        status=shape.status,
        topic=shape.topic,
        needs=_frozen(shape.about.needs),
        excludes=_frozen(shape.about.excludes),
        phrasings=tuple(shape.phrasings),
        phrasing_lines=tuple(source.line("pertanyaan", n) for n in range(len(shape.phrasings))),
        not_this=tuple(
            Neighbour(one.question, one.rule, source.line("bukan_ini", n))
            for n, one in enumerate(shape.not_this)
        ),
        covers_provisions=tuple(shape.covers.provisions),
        disputes=tuple(shape.covers.disputes),
        versions=tuple(
            _version(version, shape.kind, source, ("versi", n), refs)
            for n, version in enumerate(shape.versions)
        ),
        practice=tuple(Practice(one.what, one.year, one.source) for one in shape.practice),
        tests=tuple(
            Trial(one.question, _frozen(one.facts), one.day, one.expect, source.line("uji", n))
            for n, one in enumerate(shape.tests)
        ),
        path=source.path,
        line=source.line("id"),
        approval=_signature(shape.approval),
    )


def _signature(shape: schema.SignatureFile | None) -> Signature | None:
    return Signature(shape.by, shape.office, shape.day, shape.letter, shape.digest) if shape else None


def _version(
    shape: schema.VersionFile, kind: Kind, source: Source, place: Place, refs: References
) -> Version:
    period = Period(shape.period.since, shape.period.until)
    forwards(period, source, (*place, "berlaku"), refs)
    for fact, option in shape.assume.items():
        refs.options(fact, [option], source, (*place, "andaian", fact))
    refs.need("sanksi", shape.sanction, source, (*place, "sanksi"))
    written = shape.model_fields_set
    if kind is Kind.VERDICT:
        wanted, foreign = ("branches", "sanction"), ("text", "safe", "basis")
    else:
        wanted, foreign = ("text", "basis"), ("branches", "sanction", "assume")
    aliases = {name: field.alias for name, field in schema.VersionFile.model_fields.items()}
    for name in wanted:
        if name not in written or (name != "sanction" and getattr(shape, name) is None):
            refs.say(source, place, f"kunci '{aliases[name]}' wajib ada pada versi aturan berjenis {kind}")
    for name in foreign:
        if name in written:
            place_of = (*place, aliases[name] or name)
            refs.say(source, place_of, f"kunci '{aliases[name]}' bukan untuk aturan berjenis {kind}")
    branches, sound = _branches(shape.branches or [], source, (*place, "putusan"), refs)
    table = EMPTY
    if sound and branches:
        try:
            table = grid(branches, refs.facts)
        except TooManyCombinationsError as error:
            refs.say(source, (*place, "putusan"), f"putusan ini terlalu rumit untuk diperiksa orang: {error}")
    return Version(
        period=period,
        assume=dict(shape.assume),
        branches=branches,
        table=table,
        sanction=shape.sanction,
        text=shape.text or "",
        safe=shape.safe or "",
        basis=_bases(shape.basis or [], source, (*place, "dasar"), refs),
        line=source.line(*place),
    )


def _branches(
    shapes: Sequence[schema.BranchFile], source: Source, place: Place, refs: References
) -> tuple[tuple[Branch, ...], bool]:
    """The branches, and whether a grid can be laid out over them."""
    sound = True
    for n, shape in enumerate(shapes):
        at = (*place, n)
        last = n == len(shapes) - 1
        if shape.otherwise == (shape.when is not None):
            refs.say(source, at, "isi tepat satu dari: jika, selain_itu: true")
            sound = False
        if shape.otherwise != last:
            refs.say(source, at, "cabang selain_itu wajib ada tepat satu, paling akhir")
            sound = False
        if shape.when is not None:
            if not shape.when:
                refs.say(source, (*at, "jika"), "jika tidak boleh kosong")
                sound = False
            sound = refs.conditions(shape.when, source, (*at, "jika")) and sound
        if shape.outcome is Outcome.CONDITIONAL and not shape.conditions:
            refs.say(source, at, "boleh_dengan_syarat wajib menyebut 'syarat'")
        if shape.readings and (shape.outcome is not Outcome.DEPENDS or len(shape.readings) < 2):
            refs.say(source, (*at, "bacaan"), "bacaan hanya untuk tergantung, dan sekurangnya dua")
        if shape.readings and not shape.deciding:
            refs.say(source, at, "putusan dengan 'bacaan' wajib menyebut 'penentu'")
    branches = tuple(
        Branch(
            when=_frozen(shape.when or {}),
            outcome=shape.outcome,
            answer=shape.answer,
            safe=shape.safe,
            conditions=tuple(shape.conditions),
            readings=tuple(shape.readings),
            deciding=tuple(shape.deciding),
            basis=_bases(shape.basis, source, (*place, n, "dasar"), refs),
            otherwise=shape.otherwise,
            line=source.line(*place, n),
        )
        for n, shape in enumerate(shapes)
    )
    return branches, sound


def _bases(
    shapes: Sequence[schema.BasisFile], source: Source, place: Place, refs: References
) -> tuple[Basis, ...]:
    found = []
    for n, shape in enumerate(shapes):
        refs.need("ketentuan", shape.provision, source, (*place, n))
        refs.need("sumber", shape.instrument, source, (*place, n))
        statement = None
        if shape.statement is not None:
            statement = Statement(shape.statement, shape.year, shape.about or "", shape.link or "")
        found.append(
            Basis(shape.provision, shape.instrument, statement, shape.not_found, shape.nature == "tersurat")
        )
    return tuple(found)


def _frozen(conditions: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {fact: tuple(values) for fact, values in conditions.items()}
