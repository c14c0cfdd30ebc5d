"""Roles and what they allow. Who holds a role is read from the store each time, never cached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Final

from bot.people.member import SEPARATOR, Member


class Role(StrEnum):
    """What somebody may be; the value travels in commands and in the database."""

    OWNER = "pemilik"
    HR = "hr"
    HEAD = "kepala"
    LEGAL = "hukum"
    AUDITOR = "auditor"


class Everybody(Enum):
    """Where no role is needed. A value of its own, so that an empty set is a mistake and opens nothing."""

    EVERYBODY = "everybody"


EVERYBODY: Final = Everybody.EVERYBODY
Roles = frozenset[Role] | Everybody
"""Who may: whoever holds one of these roles, or everybody."""

HR: Final = frozenset({Role.HR})
LEGAL: Final = frozenset({Role.LEGAL})
AUDIT: Final = frozenset({Role.HR, Role.AUDITOR})
OVERVIEW: Final = frozenset({Role.HR, Role.HEAD, Role.AUDITOR})

# Owners are named in the settings; nobody can grant that role.
GRANTS: Mapping[Role, frozenset[Role]] = {
    Role.OWNER: frozenset({Role.HR, Role.HEAD, Role.LEGAL, Role.AUDITOR}),
    Role.HR: frozenset({Role.HR, Role.HEAD, Role.LEGAL, Role.AUDITOR}),
}


@dataclass(frozen=True, slots=True)
class Authority:
    """The roles of one Telegram account at this moment; `units` are the paths that a head answers for."""

    roles: frozenset[Role] = frozenset()
    units: tuple[str, ...] = ()

    def has(self, needed: Roles) -> bool:
        """Whether one of these roles is held. An owner has them all; an empty set allows nobody anything."""
        if isinstance(needed, Everybody):
            return True
        return bool(needed) and (Role.OWNER in self.roles or bool(self.roles & needed))

    def may_grant(self, role: Role) -> bool:
        """Whether this account gives and takes that role."""
        return any(role in GRANTS.get(own, frozenset()) for own in self.roles)

    @property
    def sees_everybody(self) -> bool:
        """Whether this account may see the whole roster, rather than some subtrees."""
        return bool(self.roles & {Role.OWNER, Role.HR, Role.AUDITOR})

    def sees(self, unit: str) -> bool:
        """Whether this account may see the unit."""
        return self.sees_everybody or any(within(unit, head) for head in self.units)


def within(unit: str, top: str) -> bool:
    """Whether the unit is `top` or stands somewhere below it."""
    return unit == top or unit.startswith(f"{top}{SEPARATOR}")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is behind a Telegram account: the employee he joined as, active or not, and what he may do."""

    member: Member | None = None
    authority: Authority = field(default_factory=Authority)

    @property
    def employee(self) -> Member | None:
        """The employee, unless he has left the office."""
        return self.member if self.member and self.member.active else None
