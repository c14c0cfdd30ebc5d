"""Instruments and the lists of what waits, on paper."""

from __future__ import annotations

from bot.book.model import Book, InstrumentPage, Link, Norm, Ref, Reread
from bot.book.pdf.layout import BESIDE, GREY, LEFT, SMALL, Layout
from bot.book.pdf.rule import boxed, places, worded


def law_section(on: Layout, law: InstrumentPage) -> None:
    """One instrument, below the one before."""
    on.y += 6
    on.room(45)
    on.place(f"peraturan:{law.id}", law.short, 1)
    on.text(law.kind, size=SMALL, grey=GREY, after=0.6)
    on.text(law.short, size=14, bold=True, after=1.0)
    on.text(law.title)
    state = "berlaku" if law.in_force else "tidak berlaku pada hari rilis"
    on.named("Masa berlaku", f"{law.period} ({state})")
    on.named("Mengikat", ", ".join(law.binds) or "tidak dibatasi")
    on.named("Terakhir dibaca", f"{law.read}; keyakinan {law.confidence}")
    if law.successor:
        on.named("Diganti oleh", law.successor.name, link=f"peraturan:{law.successor.id}")
    if law.replaces:
        on.named("Menggantikan", ", ".join(one.name for one in law.replaces))
    if law.validity:
        on.named("Catatan", law.validity)
    if law.scope:
        on.named("Berlaku untuk", law.scope)
    for norm in law.norms:
        _norm(on, norm, None)
    for norm, home in law.elsewhere:
        _norm(on, norm, home)
    on.y += 1.5
    if law.rules:
        on.named("Disebut aturan", ", ".join(str(rule.number) for rule in law.rules))
    if law.evidence:
        hosts = dict.fromkeys(one.host if isinstance(one, Link) else one for one in law.evidence)
        on.named("Dibaca di", ", ".join(hosts))


def _norm(on: Layout, norm: Norm, home: Ref | None) -> None:
    on.y += 2.0
    on.text(norm.conduct, bold=True, keep=16, after=0.8)
    on.labels([boxed(norm.verdict), (f"keyakinan {norm.confidence}", False)])
    statuses = ", ".join(norm.statuses) or "semua status"
    recorded = f" Tercatat pada {home.name}." if home else ""
    stages = ", ".join(norm.stages) or "semua tahap"
    on.text(f"Untuk {statuses}. Tahap: {stages}.{recorded}", size=SMALL, grey=GREY, after=0.6)
    places(on, norm.places, LEFT + 4)
    if home is None:
        if norm.note:
            on.text(norm.note, size=SMALL, grey=GREY, after=0.6)
        used = ", ".join(str(rule.number) for rule in norm.rules)
        on.text(
            f"Dipakai aturan {used}." if used else "Belum dipakai aturan mana pun.", size=SMALL, after=0.6
        )


def reread_section(on: Layout, book: Book) -> None:
    """Instruments to be read again."""
    for one in book.reread:
        on.text(one.instrument.short, bold=True, keep=10, link=f"peraturan:{one.instrument.id}", after=0.6)
        for reason in _reasons(one):
            on.item(reason, left=LEFT)
        on.y += 1.5
    if not book.reread:
        on.text("Tidak ada.")


def _reasons(one: Reread) -> tuple[str, ...]:
    numbers = ", ".join(str(rule.number) for rule in one.rules)
    return (*one.reasons, f"aturan: {numbers}") if numbers else one.reasons


def dispute_section(on: Layout, book: Book) -> None:
    """Points on which sources differ, and rules with several readings."""
    for one in book.disputes:
        on.aside(one.id)
        for rule in one.rules:
            on.item(f"{rule.number}. {rule.title}", link=f"aturan:{rule.id}", page_of=f"aturan:{rule.id}")
        on.y += 1.5
    on.heading("Aturan dengan lebih dari satu bacaan")
    for rule in book.readings:
        key = f"aturan:{rule.id}"
        on.text(f"{rule.number}. {rule.title}", bold=True, keep=12, link=key, page_of=key, after=0.6)
        for case in rule.now.cases if rule.now else ():
            if case.readings:
                for said in worded(case.when):
                    on.text(said, size=SMALL, grey=GREY, after=0.5)
                for reading in case.readings:
                    on.item(reading, left=LEFT)
        on.y += 1.5


def stage_section(on: Layout, book: Book) -> None:
    """The elections with the dates of their stages."""
    for contest in book.contests:
        on.heading(contest.name)
        for phase in contest.phases:
            days = phase.start if phase.start == phase.end else f"{phase.start} sampai {phase.end}"
            on.text(phase.name, bold=True, keep=8, after=0.4)
            source = f" · {phase.source.name}" if phase.source else ""
            on.text(f"{days} · {phase.kind}{source}", left=BESIDE, after=0.6)
            if phase.note:
                on.text(phase.note, size=SMALL, grey=GREY, left=BESIDE, after=0.8)
