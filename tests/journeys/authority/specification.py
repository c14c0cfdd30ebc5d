"""Who may do what, and what must come of it: the specification, written by hand.

A command or a button that stands in none of these tables fails.
"""

from dataclasses import dataclass

from bot.tg.core.callbacks import Kind

ROLES = ("owner", "hr", "kepala", "hukum", "auditor", "employee", "stranger", "left", "revoked")
EVERYBODY = frozenset(ROLES)
PERSONNEL = frozenset({"owner", "hr"})
LAW = frozenset({"owner", "hukum"})
CONTROL = frozenset({"owner", "hr", "auditor"})
OVERVIEW = frozenset({"owner", "hr", "kepala", "auditor"})

MAY_TYPE = {
    "start": EVERYBODY,
    "tanya": EVERYBODY,
    "topik": EVERYBODY,
    "sumber": EVERYBODY,
    "jadwal": EVERYBODY,
    "lapor": EVERYBODY,
    "jawaban": EVERYBODY,
    "gabung": EVERYBODY,
    "profil": EVERYBODY,
    "data_saya": EVERYBODY,
    "hapus_data": EVERYBODY,
    "ikrar": EVERYBODY,
    "cek": EVERYBODY,
    "berhenti": EVERYBODY,
    "lanjutkan": EVERYBODY,
    "bahasa": EVERYBODY,
    "batal": EVERYBODY,
    "bantuan": EVERYBODY,
    "pegawai": OVERVIEW,
    "templat": PERSONNEL,
    "kode": PERSONNEL,
    "siaran": PERSONNEL,
    "rencana": PERSONNEL,
    "ikrar_baru": PERSONNEL,
    "rekap": OVERVIEW,
    "peran": CONTROL,
    "beri_peran": PERSONNEL,
    "cabut_peran": PERSONNEL,
    "catatan": CONTROL,
    "tangguhkan": LAW,
    "cabut_tangguhan": LAW,
    "tak_terjawab": LAW,
    "pengesahan": LAW,
}
MAY_PRESS = {
    Kind.OPTION: EVERYBODY,
    Kind.UNKNOWN: EVERYBODY,
    Kind.CANDIDATE: EVERYBODY,
    Kind.NEITHER: EVERYBODY,
    Kind.BASIS: EVERYBODY,
    Kind.RATE: EVERYBODY,
    Kind.FACTS: EVERYBODY,
    Kind.FACT: EVERYBODY,
    Kind.VALUE: EVERYBODY,
    Kind.BACK: EVERYBODY,
    Kind.AGAIN: EVERYBODY,
    Kind.TOPICS: EVERYBODY,
    Kind.TOPIC: EVERYBODY,
    Kind.RULE: EVERYBODY,
    Kind.REPORT: EVERYBODY,
    Kind.LANGUAGE: EVERYBODY,
    Kind.JOIN: EVERYBODY,
    Kind.ME: EVERYBODY,
    Kind.NOT_ME: EVERYBODY,
    Kind.FORGET: EVERYBODY,
    Kind.READ: EVERYBODY,
    Kind.PLEDGE: EVERYBODY,
    Kind.PLEDGED: EVERYBODY,
    Kind.PLEDGE_NOTE: EVERYBODY,
    Kind.RECEIPT: EVERYBODY,
    Kind.LIFT: LAW,
    Kind.APPROVALS: LAW,
    Kind.UNSIGNED: LAW,
    Kind.MOVE: PERSONNEL,
    Kind.APPLY: PERSONNEL,
    Kind.DROP: PERSONNEL,
    Kind.UNDO: PERSONNEL,
    Kind.TEMPLATE: PERSONNEL,
    Kind.UNITS: OVERVIEW,
    Kind.CARD: OVERVIEW,
    Kind.CODE: PERSONNEL,
    Kind.SLIPS: PERSONNEL,
    Kind.RELEASE: PERSONNEL,
    Kind.AGREE: PERSONNEL,
    Kind.LOG: CONTROL,
    Kind.ORDER: PERSONNEL,
    Kind.ORDER_SET: PERSONNEL,
    Kind.ORDER_PREVIEW: PERSONNEL,
    Kind.ORDER_TEST: PERSONNEL,
    Kind.ORDER_SEND: PERSONNEL,
    Kind.ORDER_DROP: PERSONNEL,
    Kind.ORDER_AGREE: PERSONNEL,
    Kind.STEER: PERSONNEL,
    Kind.REPORT_FILE: CONTROL,
    Kind.REMIND: PERSONNEL,
    Kind.CAMPAIGN_FIELD: PERSONNEL,
    Kind.CAMPAIGN_SET: PERSONNEL,
    Kind.CAMPAIGN_PREVIEW: PERSONNEL,
    Kind.CAMPAIGN_OPEN: PERSONNEL,
    Kind.CAMPAIGN_DROP: PERSONNEL,
    Kind.RECAP: OVERVIEW,
    Kind.RECAP_ACT: OVERVIEW,
}
# These show what is nobody else's business, so that a group is no place for them.
PERSONAL = {
    *("gabung", "profil", "data_saya", "hapus_data", "ikrar", "berhenti", "lanjutkan"),
    *("pegawai", "templat", "kode", "siaran", "rencana", "ikrar_baru", "rekap"),
    *("peran", "beri_peran", "cabut_peran", "catatan", "tak_terjawab", "pengesahan"),
}
# So do all buttons that need a role but those under what HR's own group is told; and those about oneself.
PRESSED_IN_GROUPS = {Kind.MOVE, Kind.AGREE, Kind.ORDER_AGREE, Kind.STEER, Kind.REMIND, Kind.LIFT}
PERSONAL_KINDS = {
    *(Kind.JOIN, Kind.ME, Kind.NOT_ME, Kind.FORGET),
    *(Kind.PLEDGE, Kind.PLEDGED, Kind.PLEDGE_NOTE, Kind.RECEIPT),
    *(kind for kind, allowed in MAY_PRESS.items() if allowed != EVERYBODY and kind not in PRESSED_IN_GROUPS),
}
# Whose business a refusal names.
BUSINESS = {
    PERSONNEL: ["kepegawaian"],
    LAW: ["petugas hukum"],
    CONTROL: ["kepegawaian", "auditor"],
    OVERVIEW: ["kepegawaian", "kepala unit", "auditor"],
}
LIFTED, SUSPENDED = "medsos-cari-info", "medsos-tandai"
NEWS = "Apel pagi pindah ke halaman belakang."
PUZZLE = "boleh nyoblos bareng kader?"


@dataclass(frozen=True)
class Effect:
    """What must come of it: exactly these tables change, this text is shown, a file of this name is sent."""

    tables: frozenset[str] = frozenset()
    text: str = ""
    file: str = ""


def writes(*tables: str, text: str = "", file: str = "") -> Effect:
    return Effect(frozenset(tables), text, file)


def shows(text: str) -> Effect:
    return Effect(text=text)


# An owner and a stranger are not on the list, and who has left is there no longer.
NOT_JOINED = "kantor perlu mengenali Anda dulu"
UNKNOWN = {key: shows(NOT_JOINED) for key in ("owner", "left", "stranger")}
NO_LONGER = {**UNKNOWN, "left": shows("tidak ada lagi dalam daftar pegawai")}
# What is typed and what must come of it; {…} are the office's own, and some effects depend on who acts.
TYPED: dict[str, tuple[str, dict[str, Effect]]] = {
    "start": ("", {"": shows("Selamat datang")}),
    "tanya": ("boleh like postingan caleg?", {"": writes("journal", text="Tidak boleh")}),
    "topik": ("", {"": shows("Pilih topiknya")}),
    "sumber": ("", {"": shows("PP 94/2021")}),
    "jadwal": ("", {"": shows("22 November 2026")}),
    "lapor": ("", {"": writes("journal", text="melapor")}),
    "jawaban": ("{answer}", {"": shows("{answer}")}),
    "gabung": ("", {"": shows("ergabung sebagai")}),
    "profil": ("", {"": shows("ID Telegram Anda {self}")}),
    "data_saya": ("", {"": Effect(file="data-saya.txt")}),
    "hapus_data": ("", {"": shows("Menghapus data Anda")}),
    "ikrar": ("", {"": shows("Belum ada ikrar Anda"), **UNKNOWN}),
    "cek": ("IKR-7F3A-2291", {"": shows("tidak sah")}),
    "berhenti": (
        "",
        {
            "": writes("account", text="Hanya pesan wajib"),
            "owner": shows("belum bergabung"),
            "stranger": shows("belum bergabung"),
        },
    ),
    "lanjutkan": (
        "",
        {"": writes("account"), "owner": shows("belum bergabung"), "stranger": shows("belum bergabung")},
    ),
    "bahasa": ("", {"": shows("Pilih bahasa")}),
    "batal": ("", {"": shows("Tidak ada yang sedang berjalan")}),
    "bantuan": ("", {"": shows("Bertanya")}),
    "pegawai": ("", {"": shows("9 pegawai dalam daftar"), "kepala": shows("2 pegawai dalam daftar")}),
    "templat": ("", {"": Effect(file="templat-pegawai.xlsx")}),
    "kode": ("{absent_nip}", {"": writes("join_code", "audit", text="Bambang Sutrisno")}),
    "siaran": ("", {"": shows("Siaran baru")}),
    "rencana": ("", {"": shows("Sesudah pemungutan suara")}),
    "ikrar_baru": ("", {"": shows("Ikrar baru")}),
    "rekap": ("", {"": shows("nomor {campaign}")}),
    "peran": ("", {"": shows("Lukman Firmansyah")}),
    "beri_peran": (
        "hukum {employee_nip}",
        {"owner": writes("role_grant", "audit"), "hr": writes("proposal", "audit")},
    ),
    "cabut_peran": (
        "auditor {auditor_nip}",
        {"owner": writes("role_grant", "audit"), "hr": writes("proposal", "audit")},
    ),
    "catatan": ("", {"": shows("mengusulkan perubahan peran")}),
    "tangguhkan": (f"{SUSPENDED} dibaca ulang", {"": writes("suspension", "audit")}),
    "cabut_tangguhan": (LIFTED, {"": writes("suspension", "audit")}),
    "tak_terjawab": ("", {"": shows("boleh nyoblos bareng kader")}),
    "pengesahan": ("", {"": shows("Pengesahan aturan")}),
}
NOTHING = Effect()
PRESSED: dict[Kind, tuple[tuple[str, ...], dict[str, Effect]]] = {
    Kind.OPTION: (("{turn}", "ya"), {"": NOTHING}),
    Kind.UNKNOWN: (("{turn}",), {"": NOTHING}),
    Kind.CANDIDATE: (("{turn}", LIFTED), {"": NOTHING}),
    Kind.NEITHER: (("{turn}",), {"": NOTHING}),
    Kind.BASIS: (("{answer}",), {"": shows("PP 94/2021")}),
    Kind.RATE: (("{answer}", "1"), {"": writes("journal")}),
    Kind.FACTS: (("{answer}",), {"": shows("Fakta mana")}),
    Kind.FACT: (("{answer}", "0", "objek"), {"": shows("Tidak boleh")}),
    Kind.VALUE: (("{answer}", "0", "objek", "calon"), {"": writes("journal")}),
    Kind.BACK: (("{answer}",), {"": shows("Tidak boleh")}),
    Kind.AGAIN: (("{answer}",), {"": writes("journal", text="Tidak boleh")}),
    Kind.TOPICS: ((), {"": shows("Pilih topiknya")}),
    Kind.TOPIC: (("acara", "0"), {"": shows("Acara")}),
    Kind.RULE: (("medsos-menyukai",), {"": writes("journal")}),
    Kind.REPORT: ((), {"": writes("journal", text="melapor")}),
    Kind.LANGUAGE: (("en",), {"": writes("preference")}),
    Kind.JOIN: ((), {"": shows("ergabung sebagai")}),
    Kind.ME: (("{absent}",), {"": shows("tidak berlaku")}),
    Kind.NOT_ME: ((), {"": shows("tidak ada yang dicatat")}),
    Kind.FORGET: (
        (),
        {
            "": writes("preference", "account", "person", "role_grant", "audit"),
            "owner": writes("preference", "audit"),
            "stranger": writes("preference", "audit"),
            # These have no role left to give up.
            "employee": writes("preference", "account", "person", "audit"),
            "left": writes("preference", "account", "person", "audit"),
            "revoked": writes("preference", "account", "person", "audit"),
        },
    ),
    Kind.READ: (("{broadcast}",), {"": NOTHING}),
    Kind.LIFT: ((LIFTED,), {"": writes("suspension", "audit")}),
    Kind.APPROVALS: ((), {"": shows("Pengesahan aturan")}),
    Kind.UNSIGNED: (("acara", "0"), {"": shows("Belum disahkan")}),
    Kind.MOVE: (("{move}", "1"), {"": writes("account", "move_request", "audit")}),
    Kind.APPLY: (("{draft}", "1"), {"": writes("person", "roster_import", "roster_draft", "audit")}),
    Kind.DROP: (("{draft}",), {"": writes("roster_draft", "audit")}),
    # Who comes back has his roles again.
    Kind.UNDO: (("{import}",), {"": writes("person", "role_grant", "roster_import", "audit")}),
    Kind.TEMPLATE: ((), {"": Effect(file="templat-pegawai.xlsx")}),
    Kind.UNITS: (("0",), {"": shows("pegawai dalam daftar")}),
    Kind.CARD: (("{employee}",), {"": shows("Siti Rahmawati")}),
    Kind.CODE: (("{absent}",), {"": writes("join_code", "audit", text="Bambang Sutrisno")}),
    Kind.SLIPS: ((), {"": writes("join_code", "audit", file="slip-1.pdf")}),
    Kind.RELEASE: (("{employee}",), {"": writes("account", "audit", text="Siti Rahmawati")}),
    Kind.AGREE: (("{proposal}", "1"), {"": writes("proposal", "role_grant", "audit")}),
    Kind.LOG: (("{log}",), {"": shows("memperbarui daftar pegawai")}),
    Kind.ORDER: (("start",), {"": shows("Kapan dikirim?")}),
    Kind.ORDER_SET: (("read", "x"), {"": shows("Pesannya sudah saya terima")}),
    Kind.ORDER_PREVIEW: ((), {"": shows(NEWS)}),
    Kind.ORDER_TEST: ((), {"": shows(NEWS)}),
    Kind.ORDER_SEND: (
        ("siaran-{self}",),
        {"owner": writes("broadcast", "delivery", "audit"), "hr": writes("broadcast", "audit")},
    ),
    Kind.ORDER_DROP: ((), {"": shows("Siaran dibatalkan")}),
    Kind.ORDER_AGREE: (("{broadcast}", "1"), {"": writes("broadcast", "delivery", "audit")}),
    Kind.STEER: (("{broadcast}", "stop"), {"": writes("broadcast", "audit")}),
    Kind.REPORT_FILE: (("{broadcast}",), {"": Effect(file="siaran-")}),
    Kind.REMIND: (("{reminder}", "skip"), {"": writes("reminder", "audit")}),
    Kind.PLEDGE: (("{campaign}",), {"": shows("Ikrar"), **NO_LONGER}),
    Kind.PLEDGED: (
        ("{campaign}", "{seen}"),
        {"": writes("pledge", "ledger", text="Nomor bukti"), **NO_LONGER},
    ),
    Kind.PLEDGE_NOTE: (
        ("{campaign}", "q"),
        {"": shows("Apa yang ingin Anda tanyakan"), **dict.fromkeys(UNKNOWN, NOTHING)},
    ),
    # Of the pledge that he has just made.
    Kind.RECEIPT: (("{campaign}",), {"": Effect(file="IKR-"), **dict.fromkeys(UNKNOWN, NOTHING)}),
    Kind.CAMPAIGN_FIELD: (("texts",), {"": shows("Naskah mana?")}),
    Kind.CAMPAIGN_SET: (("deadline", "3"), {"": shows("Ikrar baru")}),
    Kind.CAMPAIGN_PREVIEW: ((), {"": shows("Ikrar")}),
    Kind.CAMPAIGN_OPEN: (("ikrar_baru-{self}",), {"": writes("campaign", "broadcast", "delivery", "audit")}),
    Kind.CAMPAIGN_DROP: ((), {"": shows("Dibatalkan")}),
    Kind.RECAP: (("{campaign}",), {"": shows("nomor {campaign}")}),
    Kind.RECAP_ACT: (("{campaign}", "xlsx"), {"": Effect(file="rekap-ikrar-1.xlsx")}),
}
# What comes and goes with talking, whoever talks.
PASSING = {"inbox", "dialogue", "draft", "join_attempt"}
# What writes, in an order in which nothing stands in the way of what comes later in the same office. What is
# sent to many goes on by itself, so that it comes last.
ROUNDS: tuple[tuple[str | Kind, ...], ...] = (
    ("kode", Kind.CODE, Kind.AGREE, "cabut_peran", Kind.DROP, Kind.LIFT, Kind.ORDER_SEND),
    (Kind.APPLY, Kind.MOVE, "beri_peran", Kind.SLIPS, Kind.STEER, "tangguhkan", "cabut_tangguhan"),
    (Kind.RELEASE, Kind.REMIND, Kind.UNDO, Kind.ORDER_AGREE),
    (Kind.CAMPAIGN_OPEN,),
)
# What a recap offers to HR alone, and not to heads and auditors who may read it.
ACTS_OF_HR = ("remind", "everybody", "close", "poster", "objections", "questions")
