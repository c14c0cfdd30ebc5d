"""Facts and options of kosakata.yaml that the program itself knows by name, in one place.

Everything else in the vocabulary is data: a fact or an option can be added without touching the program. The
loader refuses a vocabulary without the facts of `REQUIRED`; the knowledge tests compare all of these with it.
"""

from __future__ import annotations

from collections.abc import Mapping

ACT = "perbuatan"
OBJECT = "objek"
EVENT = "acara"
RELATION = "hubungan"
INTENT = "maksud"
STATUS, STAGE, CONTEST = "status_pegawai", "tahap", "kontes"

OUTSIDE_STAGES = "di_luar_tahapan"
PNS, CPNS, PPPK, PPNPN = "pns", "cpns", "pppk", "ppnpn"
TNI_POLRI = "tni_polri"
EMPLOYEES = (PNS, CPNS, PPPK, PPNPN)
"""The statuses whose holders the office answers for."""

REQUIRED = (ACT, STATUS, STAGE, CONTEST)

DENIABLE = frozenset(
    {ACT, INTENT, "cltn", "simbol", "diunggah", "keterlibatan", "waktu", "fasilitas", "izin"}
)
"""Facts that a negation reaches from afar; of the others (who, what, where) only the next word is denied:
'nggak ikut kampanye paslon 2' still concerns a candidate."""

CARRIED = (ACT, OBJECT, RELATION, CONTEST, STATUS, EVENT)
"""Facts that a later piece of a message takes over from the earlier ones unless it says otherwise."""

POLITICAL = frozenset({OBJECT, CONTEST, EVENT})
"""Facts that make a message political, whatever else it says."""

UNSPOKEN = frozenset({INTENT, STAGE, CONTEST})
"""Facts that a person need not hear read back, and that the learned reader is not taught: the lexicon or the
calendar know them."""

OPTIONS: Mapping[str, frozenset[str]] = {
    STATUS: frozenset({*EMPLOYEES, TNI_POLRI}),
    STAGE: frozenset({OUTSIDE_STAGES}),
}
"""The options known by name, by fact."""
