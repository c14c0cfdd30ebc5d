"""A calendar and reminders made up for a test, straight as the model has them."""

from __future__ import annotations

from datetime import date

from bot.rulebook.model import Contest, Release, Reminder, RuleBook, Stage


def stage(name: str, starts: date | None, kind: str = "kampanye", ends: date | None = None) -> Stage:
    return Stage(name, f"Tahap {name}", kind, starts, ends, "pkpu", "tinggi", None, None)


def contest(*stages: Stage, name: str = "pilkada") -> Contest:
    return Contest(name, f"Kontes {name}", "pilkada", stages)


def reminder(
    name: str = "medsos", kinds: tuple[str, ...] = ("kampanye",), days: int = 0, lasts: int = 3, **others
):
    given = {"text": f"**Ingat** {name}", "rules": ("suka",)} | others
    return Reminder(name, f"Judul {name}", kinds, days, lasts, path=f"{name}.yaml", line=1, **given)


def book(contests: tuple[Contest, ...], reminders: tuple[Reminder, ...] = (reminder(),)) -> RuleBook:
    release = Release("x", date(2026, 1, 1), None, None, "rilis.yaml")
    by_contest = {one.id: one for one in contests}
    by_reminder = {one.id: one for one in reminders}
    return RuleBook({}, {}, {}, {}, {}, by_contest, release, {}, {}, by_reminder, frozenset(), {})
