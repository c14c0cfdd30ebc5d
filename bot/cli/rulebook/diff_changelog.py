"""A difference as the rules' section of the change history: one line a rule in each group, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.check.difference.model import Difference, Entry, Parts, RuleChange, SourceChange
from bot.cli.rulebook.diff_text import span, spoken

_LINK = re.compile(r" https?://\S+")
_HEADING = "### Aturan"


def section(found: Difference) -> str:
    """The section; what changed in words only is left to the full report."""
    groups = {
        "Lebih longgar": _changed(found.looser),
        "Lebih ketat": _changed(found.stricter),
        "Dasar": _based(found.basis),
        "Aturan baru": [_entry(one) for one in found.added],
        "Dipensiunkan": [_entry(one) for one in found.removed],
    }
    blocks = [
        f"**{heading}**\n\n" + "\n".join(f"- {line}" for line in lines)
        for heading, lines in groups.items()
        if lines
    ]
    return "\n\n".join(
        [_HEADING, *(blocks or ["Tidak ada putusan, dasar, atau daftar aturan yang berubah."])]
    )


def _changed(changes: Sequence[RuleChange]) -> list[str]:
    """A line for each rule, in the order of the changes, with all that happened to it."""
    lines: dict[str, list[str]] = {}
    for one in changes:
        was, now = dict(one.shift.was), dict(one.shift.now)
        outcomes = [spoken(str(side["outcome"])) for side in (was, now)]
        what = f"{outcomes[0]} menjadi {outcomes[1]}"
        if outcomes[0] == outcomes[1]:
            what = f"syarat berubah ({outcomes[0]})"
        facts = "; atau ".join(filter(None, one.facts))
        told = ", ".join(filter(None, (what, f"bila {facts}" if facts else "", span(one.period))))
        lines.setdefault(f"{one.title} (`{one.rule}`)", []).append(told)
    return [f"{rule}: {'; '.join(told)}." for rule, told in lines.items()]


def _based(changes: Sequence[RuleChange | SourceChange]) -> list[str]:
    lines: dict[str, list[str]] = {}
    for one in changes:
        if isinstance(one, SourceChange):
            lines[f"`{one.id}`: dikutip dengan cara lain; dipakai {len(one.rules)} aturan"] = []
            continue
        told = lines.setdefault(f"{one.title} (`{one.rule}`)", [])
        moves = [*_named("baru", one.shift.now), *_named("dilepas", one.shift.was)]
        told += [move for move in moves if move not in told]
    return [f"{rule}: {'; '.join(told)}." if told else f"{rule}." for rule, told in lines.items()]


def _named(how: str, side: Parts) -> Iterator[str]:
    """The grounds that came or went, without the addresses of web pages."""
    grounds = ", ".join(_LINK.sub("", one) for part, said in side if part == "basis" for one in said)
    if grounds:
        yield f"{how}: {grounds}"


def _entry(one: Entry) -> str:
    status = f"dari {one.was} menjadi {one.now}" if one.was and one.now else ""
    if not status and "draf" in (one.was, one.now):
        status = "masih draf"
    told = (", ".join(map(spoken, one.outcomes)), status, span(one.period))
    return f"{one.title} (`{one.rule}`): {', '.join(filter(None, told))}."
