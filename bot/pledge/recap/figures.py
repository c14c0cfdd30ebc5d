"""The figures of a recap: counts summed, shares worded. Knows no paper and no picture."""

from __future__ import annotations

from collections.abc import Iterable

from bot.people.member import SEPARATOR
from bot.pledge.model import Counts, Standing
from bot.text import progress
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


def percent(counts: Counts, words: Wording) -> str:
    """81 % in Indonesian, 81% in English; – where nobody is asked, since 0 % would blame the unit."""
    return words("recap.percent", value=progress.percent(counts.confirmed, counts.all)) if counts.all else "–"
