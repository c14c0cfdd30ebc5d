"""A difference as a person reads it: in Indonesian, looser changes first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date

from bot.check.difference.model import Difference, Entry, RuleChange, Shift, SourceChange
from bot.rulebook.model import Period
from bot.text.dates import written
from bot.text.numbers import number

WIDTH = 100
_NAMED = 8
_INDENT = "   "
_LISTS = {
    "looser": "Lebih longgar",
    "stricter": "Lebih ketat",
    "basis": "Dasar berubah",
    "words": "Kata-kata berubah",
    "added": "Aturan baru",
    "removed": "Dipensiunkan atau ditangguhkan",
}
_PARTS = {
    "outcome": "Putusan",
    "conditions": "Syarat",
    "basis": "Dasar",
    "answer": "Jawaban",
    "safe": "Aman",
    "readings": "Bacaan",
    "deciding": "Penentu",
    "sanction": "Sanksi",
    "text": "Isi",
    "title": "Judul",
    "practice": "Praktik",
    "needs": "Perlu",
    "excludes": "Bukan",
    "question": "Tanya",
    "options": "Pilihan",
    "umum": "Umum",
    "pns": "PNS",
    "pppk": "PPPK",
    "ppnpn": "PPNPN",
    "pidana": "Pidana",
    "places": "Letak",
    "statuses": "Untuk",
    "confidence": "Keyakinan",
    "since": "Berlaku sejak",
    "until": "Berlaku sampai",
    "short": "Nama singkat",
    "scope": "Berlaku untuk",
    "successor": "Diganti oleh",
    "binds": "Mengikat",
}
_KINDS = {"sanction": "sanksi", "fact": "fakta", "provision": "ketentuan", "instrument": "sumber"}


def report(found: Difference, old: str, new: str) -> str:
    """The whole difference, with what was compared above and the count below."""
    lines = [f"Lama: {old}", f"Baru: {new}"]
    counts = []
    for name, heading in _LISTS.items():
        items: Sequence[RuleChange | SourceChange | Entry] = getattr(found, name)
        counts.append(f"{number(len(items), 'id')} {heading.lower()}")
        if items:
            lines += ["", f"{heading.upper()} ({number(len(items), 'id')})"]
        for n, item in enumerate(items, 1):
            lines += ["", *_item(n, item)]
    if not any(getattr(found, name) for name in _LISTS):
        lines += ["", "Tidak ada yang berubah: putusan, syarat, dasar, kata-kata, dan sanksinya sama."]
    else:
        lines += ["", f"Ringkasan: {', '.join(counts)}."]
    return "\n".join(lines)


def spoken(outcome: str) -> str:
    """An outcome as it is said."""
    return outcome.replace("_", " ")


def span(period: Period) -> str:
    """The days of a period in words; empty for all days."""
    since = f"sejak {written(period.since, 'id')}" if period.since else ""
    until = f"sampai {written(period.until, 'id')}" if period.until else ""
    return " ".join(side for side in (since, until) if side)


def _item(n: int, item: RuleChange | SourceChange | Entry) -> Iterator[str]:
    if isinstance(item, Entry):
        yield f"{n}. {item.title} ({item.rule})"
        if item.was and item.now:
            yield from _field("Status", f"{item.was} → {item.now}")
        elif item.now not in (None, "berlaku") or item.was not in (None, "berlaku"):
            yield from _field("Status", item.now or item.was or "")
        yield from _field("Putusan", ", ".join(map(spoken, item.outcomes)))
        yield from _field("Berlaku", span(item.period))
        yield from _field("Contoh", f"“{item.question}”")
        return
    if isinstance(item, SourceChange):
        yield f"{n}. {_KINDS[item.kind]} {item.id}"
        yield from _shift(item.shift)
        few = len(item.rules) <= _NAMED
        yield from _field("Dipakai", ", ".join(item.rules) if few else f"{len(item.rules)} aturan")
        return
    yield f"{n}. {item.title} ({item.rule})"
    for m, facts in enumerate(item.facts):
        if facts:
            yield from _field("atau" if m else "Bila", facts)
    yield from _field("Berlaku", span(item.period))
    yield from _shift(item.shift)
    yield from _field("Contoh" if item.lands else "Aturan ini ditanya, misalnya", f"“{item.question}”")


def _shift(shift: Shift) -> Iterator[str]:
    was, now = dict(shift.was), dict(shift.now)
    for part in {**was, **now}:
        label = _PARTS[part]
        before, after = was.get(part, ""), now.get(part, "")
        if isinstance(before, tuple) or isinstance(after, tuple):
            yield from _listed(label, tuple(before), tuple(after))
        elif part == "outcome":
            yield from _field(label, f"{spoken(before)} → {spoken(after)}")
        else:
            dated = part in ("since", "until")
            yield from _field(f"{label}, dulu", _value(before, dated=dated))
            yield from _field(f"{label}, kini", _value(after, dated=dated))


def _value(text: str, *, dated: bool) -> str:
    if not text:
        return "(tidak ada)"
    return written(date.fromisoformat(text), "id") if dated else text


def _listed(label: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    """What left the list and what joined it; conditions that stayed are not repeated."""
    if not before and not after:
        return
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    if not gone and not come and before != after:
        yield from _field(label, "urutannya berubah")
    for one in gone:
        yield from _field(f"{label} hilang", one)
    for one in come:
        yield from _field(f"{label} baru", one)


def _field(label: str, text: str) -> Iterator[str]:
    if text:
        yield textwrap.fill(
            f"{label}: {' '.join(text.split())}",
            WIDTH,
            initial_indent=_INDENT,
            subsequent_indent=_INDENT * 2,
            break_long_words=False,
            break_on_hyphens=False,
        )
