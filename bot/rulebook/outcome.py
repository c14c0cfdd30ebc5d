"""The words for what may come out: verdicts with their strictness, and kinds of entries."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """A verdict, in the words of the rule files."""

    PROHIBITED = "dilarang"
    REQUIRED = "wajib"
    DEPENDS = "tergantung"
    CONDITIONAL = "boleh_dengan_syarat"
    ALLOWED = "boleh"

    @property
    def strictness(self) -> int:
        """0 is the strictest; a worse fact or a local rule may only lower it."""
        return _STRICTNESS[self]

    @property
    def batch(self) -> str:
        """The name of the verdict in batch answers."""
        return _BATCH[self]


_STRICTNESS = {
    Outcome.PROHIBITED: 0,
    Outcome.REQUIRED: 0,
    Outcome.DEPENDS: 1,
    Outcome.CONDITIONAL: 2,
    Outcome.ALLOWED: 3,
}
_BATCH = {
    Outcome.PROHIBITED: "prohibited",
    Outcome.REQUIRED: "required",
    Outcome.DEPENDS: "depends",
    Outcome.CONDITIONAL: "allowed_with_conditions",
    Outcome.ALLOWED: "allowed",
}


class Kind(StrEnum):
    """What an entry gives: a verdict, or one of the kinds of information."""

    VERDICT = "putusan"
    PLEDGE = "ikrar"
    CALENDAR = "jadwal"
    REPORTING = "pelaporan"
    SANCTIONS = "sanksi"
    DEFINITION = "definisi"
    OUT_OF_SCOPE = "di_luar"

    @property
    def batch(self) -> str:
        """The name of the kind in batch answers."""
        return _BATCH_KIND[self]


_BATCH_KIND = {
    Kind.VERDICT: "verdict",
    Kind.PLEDGE: "pledge",
    Kind.CALENDAR: "calendar",
    Kind.REPORTING: "reporting",
    Kind.SANCTIONS: "sanction_info",
    Kind.DEFINITION: "definition",
    Kind.OUT_OF_SCOPE: "out_of_scope",
}

PERMISSIONS = frozenset({Outcome.ALLOWED.batch, Outcome.CONDITIONAL.batch})
"""The outcomes that permit something, by their batch names."""
