"""What the files may refer to, and the complaint when something refers to nothing.

A section whose own files could not be read whole accepts any reference: one broken file must not
drown its author in complaints about the sound ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.rulebook.model import Fact
from bot.rulebook.problem import Problem
from bot.rulebook.reading.source import Source
from bot.rulebook.reading.validate import suggestion

Place = tuple[str | int, ...]


@dataclass(slots=True)
class References:
    """The names defined so far per section ("ketentuan", "sumber", "sanksi", "aturan")."""

    facts: Mapping[str, Fact]
    names: dict[str, set[str]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def say(self, source: Source, place: Place, message: str) -> None:
        """Record a problem at `place` of the file."""
        self.problems.append(Problem(source.path, source.line(*place), message))

    def need(self, section: str, name: str | None, source: Source, place: Place) -> None:
        """Complain unless `name` is None or defined in the section."""
        known = self.names.get(section, set())
        if name is not None and name not in known and section not in self.broken:
            self.say(source, place, f"{section} '{name}' tidak ada{suggestion(name, sorted(known))}")

    def options(self, fact: str, values: Iterable[str], source: Source, place: Place) -> bool:
        """Complain about an unknown fact or unknown options; True if all are known."""
        if fact not in self.facts:
            hint = suggestion(fact, list(self.facts))
            self.say(source, place, f"fakta '{fact}' tidak ada dalam kosakata.yaml{hint}")
            return False
        options = self.facts[fact].options
        strangers = [value for value in values if value not in options]
        for value in strangers:
            hint = suggestion(value, list(options))
            self.say(source, place, f"pilihan '{value}' tidak ada pada fakta '{fact}'{hint}")
        return not strangers

    def conditions(self, conditions: Mapping[str, Sequence[str]], source: Source, place: Place) -> bool:
        """Complain about every unknown fact and option of a condition; True if all are known."""
        known = [self.options(fact, values, source, (*place, fact)) for fact, values in conditions.items()]
        return all(known)
