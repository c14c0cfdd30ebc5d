"""The figures of a recap: counts summed, shares rounded, numbers worded. Knows no paper and no picture."""

from __future__ import annotations

from collections.abc import Iterable

from babel.numbers import format_decimal

from bot.people.member import SEPARATOR
from bot.pledge.model import Counts, Standing
from bot.wording import Wording

STANDINGS = {
    Standing.CONFIRMED: "recap.standing.confirmed",
    Standing.PENDING: "recap.standing.pending",
    Standing.NOT_JOINED: "recap.standing.not_joined",
    Standing.UNREACHABLE: "recap.standing.unreachable",
    Standing.OBJECTED: "recap.standing.objected",
}
"""The words for where somebody stands."""


def total(counts: Iterable[Counts], unit: str) -> Counts:
    """Their sum, under the name of `unit`."""
    found = list(counts)
    return Counts(
        unit,
        sum(one.confirmed for one in found),
        sum(one.objected for one in found),
        sum(one.unreachable for one in found),
        sum(one.not_joined for one in found),
        sum(one.pending for one in found),
        sum(one.questions for one in found),
    )


def by_top(counts: Iterable[Counts], depth: int = 1) -> list[Counts]:
    """Summed by the first `depth` parts of their paths, in the order in which these first come."""
    groups: dict[str, list[Counts]] = {}
    for one in counts:
        groups.setdefault(SEPARATOR.join(one.unit.split(SEPARATOR)[:depth]), []).append(one)
    return [total(group, top) for top, group in groups.items()]


def number(value: int, words: Wording) -> str:
    """1.284 in Indonesian, 1,284 in English."""
    return format_decimal(value, locale=words.language)


def share(counts: Counts, whole: int) -> int:
    """How many of `whole` equal parts have pledged, rounded: all only if everybody, none only if nobody."""
    if not counts.all or counts.confirmed in (0, counts.all):
        return whole if counts.confirmed else 0
    return min(max(1, (2 * whole * counts.confirmed + counts.all) // (2 * counts.all)), whole - 1)


def percent(counts: Counts, words: Wording) -> str:
    """82 % in Indonesian, 82% in English; – where nobody is asked."""
    return words("recap.percent", value=share(counts, 100)) if counts.all else "–"
