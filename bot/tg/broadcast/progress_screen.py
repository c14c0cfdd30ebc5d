"""How far a broadcast is, as a screen: a bar while it runs, the account of it at the end. Sends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.ask.sections import Section
from bot.outbox.model import Phase, State
from bot.outbox.service import Status
from bot.text.dates import moment
from bot.text.numbers import number
from bot.text.progress import bar, percent
from bot.tg.broadcast.buttons import REPORT_FILE, STEER, Steer
from bot.tg.core.buttons import ANYBODY
from bot.tg.core.keyboard import keyboard
from bot.tg.core.phrase import line
from bot.wording import Wording


def progress(words: Wording, zone: tzinfo, status: Status, rate: float | None) -> Iterator[Section]:
    """The screen; `rate` is deliveries finished per second lately, None while unknown."""
    broadcast, counts = status.broadcast, status.counts
    language = words.language
    if broadcast.is_over:
        key = "broadcast.over" if broadcast.phase is Phase.DONE else "broadcast.stopped"
        yield line(words, key, number=broadcast.id)
        shown = {state.value: number(counts.get(state, 0), language) for state in State if state in _TOLD}
        yield line(words, "broadcast.result", **shown)
        for state in (State.EXPIRED, State.CANCELLED):
            if counts.get(state):
                yield line(words, f"broadcast.{state.value}", count=number(counts[state], language))
        if broadcast.order.content.wants_read:
            yield line(words, "broadcast.reads", count=number(status.reads, language))
        yield from _skipped(words, status)
        return
    done, all_ = status.finished, broadcast.recipients
    told = {
        "bar": bar(done, all_),
        "percent": percent(done, all_),
        "done": number(done, language),
        "all": number(all_, language),
    }
    if broadcast.phase is Phase.PAUSED:
        yield line(words, "broadcast.paused", **told)
        if broadcast.reason:
            kind, _, reason = broadcast.reason.partition(": ")
            yield line(words, f"broadcast.trouble.{kind}", reason=reason)
    elif broadcast.order.when.start is not None and not done:
        at = moment(broadcast.order.when.start, zone, language)
        yield line(words, "broadcast.waiting", start=at, all=told["all"])
    else:
        yield line(words, "broadcast.sending", **told)
        if rate and done < all_:
            yield line(words, "broadcast.pace", rate=round(rate), left=lasting(words, (all_ - done) / rate))
    yield from _skipped(words, status)


def acts(words: Wording, status: Status) -> InlineKeyboardMarkup | None:
    """The buttons that HR has in its present state."""
    broadcast = status.broadcast
    if broadcast.is_over:
        offered = []
        if status.counts.get(State.UNKNOWN) and broadcast.phase is Phase.DONE:
            offered.append(_steer(words, broadcast.id, Steer.RESEND))
        file = REPORT_FILE.tap(ANYBODY, words("broadcast.details"), broadcast.id)
        return keyboard([file], offered)
    first = Steer.RESUME if broadcast.phase is Phase.PAUSED else Steer.PAUSE
    return keyboard([_steer(words, broadcast.id, first), _steer(words, broadcast.id, Steer.STOP)])


def lasting(words: Wording, seconds: float) -> str:
    """52 detik, 5 menit, 2 jam."""
    for unit, length in (("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return words(f"broadcast.{unit}", count=round(seconds / length))
    return words("broadcast.seconds", count=max(1, round(seconds)))


_TOLD = (State.SENT, State.UNREACHABLE, State.REJECTED, State.UNKNOWN)


def _skipped(words: Wording, status: Status) -> Iterator[Section]:
    """Who was left out when it was frozen, and why."""
    left_out = [
        words(f"broadcast.skipped.{reason}", count=number(count, words.language))
        for reason, count in sorted(status.broadcast.skipped.items())
    ]
    if left_out:
        yield line(words, "broadcast.left_out", reasons=" · ".join(left_out))


def _steer(words: Wording, broadcast: int, act: Steer) -> InlineKeyboardButton:
    return STEER.tap(ANYBODY, words(f"broadcast.act.{act}"), broadcast, act)
