"""Figures about messages by the moments at which they arrived. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

# Of a run that is long enough, the first and the last second are not steady.
_EDGE_SECONDS = 1.0
_LONG_SECONDS = 4.0


def held(times: Sequence[float]) -> float:
    """Messages a second over the steady part; times ascend, at least two of them."""
    begin, end = times[0], times[-1]
    if end - begin > _LONG_SECONDS:
        begin, end = begin + _EDGE_SECONDS, end - _EDGE_SECONDS
        return (bisect_left(times, end) - bisect_left(times, begin)) / (end - begin)
    return (len(times) - 1) / (end - begin)


def windows(times: Sequence[float], rate: float) -> tuple[int, int]:
    """Of all windows of one second beginning with a message: how many hold more than `rate`, and the most."""
    counts = [bisect_left(times, begin + 1.0) - n for n, begin in enumerate(times)]
    return sum(count > rate for count in counts), max(counts)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
