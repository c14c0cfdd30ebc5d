"""The calendar of each election: in its order, each stage with its source; and the reminders for stages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from bot.rulebook.model import Contest, Reminder, RuleBook, Stage
from bot.rulebook.problem import Problem

# What must not begin before what stands to its left has begun.
_ORDER = (
    "sebelum_penetapan",
    "setelah_penetapan",
    "kampanye",
    "masa_tenang",
    "hari_pemungutan",
    "sesudah_pemungutan",
)
# What must be over before the next begins: quiet means quiet.
_APART = (("kampanye", "masa_tenang"), ("masa_tenang", "hari_pemungutan"))
# A message has 4,096 signs; the rest is room for what an office adds.
MOST_SIGNS = 2_000


def problems(book: RuleBook) -> Iterator[Problem]:
    """Stages out of order or without a source, reminders that rest on nothing in force."""
    for contest in book.contests.values():
        for message in _contest(contest):
            yield Problem(f"tahapan/{contest.id}.yaml", 1, message)
    for reminder in book.reminders.values():
        for message in _reminder(book, reminder):
            yield Problem(reminder.path, reminder.line, message)


def _contest(contest: Contest) -> Iterator[str]:
    for stage in contest.stages:
        if stage.source is None:
            yield f"tahap '{stage.id}' belum menyebut sumbernya"
    begun = {kind: starts for kind in _ORDER if (starts := _starts(contest, kind))}
    for earlier, later in pairwise(begun):
        if min(begun[later]) < min(begun[earlier]):
            yield f"tahap {later} mulai sebelum {earlier}; periksa tanggalnya"
    for earlier, later in _APART:
        if later not in begun:
            continue
        # Only a round that belongs to this later stage: a second round has its own campaign.
        for start in begun[later]:
            over = [one for one in _of(contest, earlier) if one.start and one.start < start]
            if any(one.end and one.end >= start for one in over):
                yield f"tahap {earlier} belum selesai ketika {later} mulai ({start})"


def _reminder(book: RuleBook, reminder: Reminder) -> Iterator[str]:
    for name in reminder.rules:
        if name in book.rules and not book.rules[name].active:
            yield f"pengingat berdiri di atas aturan '{name}' yang tidak berlaku"
    if len(reminder.text) > MOST_SIGNS:
        yield f"teks {len(reminder.text)} huruf; paling banyak {MOST_SIGNS}"
    if reminder.lasts < 1:
        yield "berlaku_hari paling sedikit 1; pengingat tanpa batas dapat sampai terlambat"
    if "!" in reminder.text:
        yield "teks memakai tanda seru; pengingat berbicara tenang"


def _of(contest: Contest, kind: str) -> list[Stage]:
    return [stage for stage in contest.stages if stage.kind == kind]


def _starts(contest: Contest, kind: str) -> list[date]:
    return [stage.start for stage in _of(contest, kind) if stage.start]
