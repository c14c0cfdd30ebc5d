"""Who may do what, and what must come of it: the specification, written by hand.

A command or a button that stands in none of these tables fails.
"""

from dataclasses import dataclass
from typing import Any

from bot.tg.ask import buttons as ask
from bot.tg.broadcast import buttons as broadcast
from bot.tg.core.buttons import Button
from bot.tg.desk import buttons as desk
from bot.tg.people import buttons as people
from bot.tg.pledge import buttons as pledge
from bot.tg.remind import buttons as remind

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
    ask.OPTION: EVERYBODY,
    ask.UNKNOWN: EVERYBODY,
    ask.CANDIDATE: EVERYBODY,
    ask.NEITHER: EVERYBODY,
    ask.BASIS: EVERYBODY,
    ask.RATE: EVERYBODY,
    ask.FACTS: EVERYBODY,
    ask.FACT: EVERYBODY,
    ask.VALUE: EVERYBODY,
    ask.BACK: EVERYBODY,
    ask.AGAIN: EVERYBODY,
    ask.TOPICS: EVERYBODY,
    ask.TOPIC: EVERYBODY,
    ask.RULE: EVERYBODY,
    ask.REPORT: EVERYBODY,
    people.LANGUAGE: EVERYBODY,
    people.JOIN: EVERYBODY,
    people.ME: EVERYBODY,
    people.NOT_ME: EVERYBODY,
    people.FORGET: EVERYBODY,
    broadcast.READ: EVERYBODY,
    pledge.PLEDGE: EVERYBODY,
    pledge.PLEDGED: EVERYBODY,
    pledge.PLEDGE_NOTE: EVERYBODY,
    pledge.RECEIPT: EVERYBODY,
    desk.LIFT: LAW,
    desk.APPROVALS: LAW,
    desk.UNSIGNED: LAW,
    people.MOVE: PERSONNEL,
    people.APPLY: PERSONNEL,
    people.DROP: PERSONNEL,
    people.UNDO: PERSONNEL,
    people.TEMPLATE: PERSONNEL,
    people.UNITS: OVERVIEW,
    people.CARD: OVERVIEW,
    people.CODE: PERSONNEL,
    people.SLIPS: PERSONNEL,
    people.RELEASE: PERSONNEL,
    people.AGREE: PERSONNEL,
    desk.LOG: CONTROL,
    broadcast.ORDER: PERSONNEL,
    broadcast.ORDER_SET: PERSONNEL,
    broadcast.ORDER_PREVIEW: PERSONNEL,
    broadcast.ORDER_TEST: PERSONNEL,
    broadcast.ORDER_SEND: PERSONNEL,
    broadcast.ORDER_DROP: PERSONNEL,
    broadcast.ORDER_AGREE: PERSONNEL,
    broadcast.STEER: PERSONNEL,
    broadcast.REPORT_FILE: CONTROL,
    remind.REMIND: PERSONNEL,
    pledge.CAMPAIGN_FIELD: PERSONNEL,
    pledge.CAMPAIGN_SET: PERSONNEL,
    pledge.CAMPAIGN_PREVIEW: PERSONNEL,
    pledge.CAMPAIGN_OPEN: PERSONNEL,
    pledge.CAMPAIGN_DROP: PERSONNEL,
    pledge.RECAP: OVERVIEW,
    pledge.RECAP_ACT: OVERVIEW,
}
# These show what is nobody else's business, so that a group is no place for them.
PERSONAL = {
    *("gabung", "profil", "data_saya", "hapus_data", "ikrar", "berhenti", "lanjutkan"),
    *("pegawai", "templat", "kode", "siaran", "rencana", "ikrar_baru", "rekap"),
    *("peran", "beri_peran", "cabut_peran", "catatan", "tak_terjawab", "pengesahan"),
}
# So do all buttons that need a role but those under what HR's own group is told; and those about oneself.
PRESSED_IN_GROUPS = {
    people.MOVE,
    people.AGREE,
    broadcast.ORDER_AGREE,
    broadcast.STEER,
    remind.REMIND,
    desk.LIFT,
}
PERSONAL_BUTTONS = {
    *(people.JOIN, people.ME, people.NOT_ME, people.FORGET),
    *(pledge.PLEDGE, pledge.PLEDGED, pledge.PLEDGE_NOTE, pledge.RECEIPT),
    *(
        button
        for button, allowed in MAY_PRESS.items()
        if allowed != EVERYBODY and button not in PRESSED_IN_GROUPS
    ),
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
PRESSED: dict[Button[Any], tuple[tuple[str, ...], dict[str, Effect]]] = {
    ask.OPTION: (("{turn}", "ya"), {"": NOTHING}),
    ask.UNKNOWN: (("{turn}",), {"": NOTHING}),
    ask.CANDIDATE: (("{turn}", LIFTED), {"": NOTHING}),
    ask.NEITHER: (("{turn}",), {"": NOTHING}),
    ask.BASIS: (("{answer}",), {"": shows("PP 94/2021")}),
    ask.RATE: (("{answer}", "1"), {"": writes("journal")}),
    ask.FACTS: (("{answer}",), {"": shows("Fakta mana")}),
    ask.FACT: (("{answer}", "0", "objek"), {"": shows("Tidak boleh")}),
    ask.VALUE: (("{answer}", "0", "objek", "calon"), {"": writes("journal")}),
    ask.BACK: (("{answer}",), {"": shows("Tidak boleh")}),
    ask.AGAIN: (("{answer}",), {"": writes("journal", text="Tidak boleh")}),
    ask.TOPICS: ((), {"": shows("Pilih topiknya")}),
    ask.TOPIC: (("acara", "0"), {"": shows("Acara")}),
    ask.RULE: (("medsos-menyukai",), {"": writes("journal")}),
    ask.REPORT: ((), {"": writes("journal", text="melapor")}),
    people.LANGUAGE: (("en",), {"": writes("preference")}),
    people.JOIN: ((), {"": shows("ergabung sebagai")}),
    people.ME: (("{absent}",), {"": shows("tidak berlaku")}),
    people.NOT_ME: ((), {"": shows("tidak ada yang dicatat")}),
    people.FORGET: (
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
    broadcast.READ: (("{broadcast}",), {"": NOTHING}),
    desk.LIFT: ((LIFTED,), {"": writes("suspension", "audit")}),
    desk.APPROVALS: ((), {"": shows("Pengesahan aturan")}),
    desk.UNSIGNED: (("acara", "0"), {"": shows("Belum disahkan")}),
    people.MOVE: (("{move}", "1"), {"": writes("account", "move_request", "audit")}),
    people.APPLY: (("{draft}", "1"), {"": writes("person", "roster_import", "roster_draft", "audit")}),
    people.DROP: (("{draft}",), {"": writes("roster_draft", "audit")}),
    # Who comes back has his roles again.
    people.UNDO: (("{import}",), {"": writes("person", "role_grant", "roster_import", "audit")}),
    people.TEMPLATE: ((), {"": Effect(file="templat-pegawai.xlsx")}),
    people.UNITS: (("0",), {"": shows("pegawai dalam daftar")}),
    people.CARD: (("{employee}",), {"": shows("Siti Rahmawati")}),
    people.CODE: (("{absent}",), {"": writes("join_code", "audit", text="Bambang Sutrisno")}),
    people.SLIPS: ((), {"": writes("join_code", "audit", file="slip-1.pdf")}),
    people.RELEASE: (("{employee}",), {"": writes("account", "audit", text="Siti Rahmawati")}),
    people.AGREE: (("{proposal}", "1"), {"": writes("proposal", "role_grant", "audit")}),
    desk.LOG: (("{log}",), {"": shows("memperbarui daftar pegawai")}),
    broadcast.ORDER: (("start",), {"": shows("Kapan dikirim?")}),
    broadcast.ORDER_SET: (("read", "x"), {"": shows("Pesannya sudah saya terima")}),
    broadcast.ORDER_PREVIEW: ((), {"": shows(NEWS)}),
    broadcast.ORDER_TEST: ((), {"": shows(NEWS)}),
    broadcast.ORDER_SEND: (
        ("siaran-{self}",),
        {"owner": writes("broadcast", "delivery", "audit"), "hr": writes("broadcast", "audit")},
    ),
    broadcast.ORDER_DROP: ((), {"": shows("Siaran dibatalkan")}),
    broadcast.ORDER_AGREE: (("{broadcast}", "1"), {"": writes("broadcast", "delivery", "audit")}),
    broadcast.STEER: (("{broadcast}", "stop"), {"": writes("broadcast", "audit")}),
    broadcast.REPORT_FILE: (("{broadcast}",), {"": Effect(file="siaran-")}),
    remind.REMIND: (("{reminder}", "skip"), {"": writes("reminder", "audit")}),
    pledge.PLEDGE: (("{campaign}",), {"": shows("Ikrar"), **NO_LONGER}),
    pledge.PLEDGED: (
        ("{campaign}", "{seen}"),
        {"": writes("pledge", "ledger", text="Nomor bukti"), **NO_LONGER},
    ),
    pledge.PLEDGE_NOTE: (
        ("{campaign}", "q"),
        {"": shows("Apa yang ingin Anda tanyakan"), **dict.fromkeys(UNKNOWN, NOTHING)},
    ),
    # Of the pledge that he has just made.
    pledge.RECEIPT: (("{campaign}",), {"": Effect(file="IKR-"), **dict.fromkeys(UNKNOWN, NOTHING)}),
    pledge.CAMPAIGN_FIELD: (("texts",), {"": shows("Naskah mana?")}),
    pledge.CAMPAIGN_SET: (("deadline", "3"), {"": shows("Ikrar baru")}),
    pledge.CAMPAIGN_PREVIEW: ((), {"": shows("Ikrar")}),
    pledge.CAMPAIGN_OPEN: (
        ("ikrar_baru-{self}",),
        {"": writes("campaign", "broadcast", "delivery", "audit")},
    ),
    pledge.CAMPAIGN_DROP: ((), {"": shows("Dibatalkan")}),
    pledge.RECAP: (("{campaign}",), {"": shows("nomor {campaign}")}),
    pledge.RECAP_ACT: (("{campaign}", "xlsx"), {"": Effect(file="rekap-ikrar-1.xlsx")}),
}
# What comes and goes with talking, whoever talks.
PASSING = {"inbox", "dialogue", "draft", "join_attempt"}
# What writes, in an order in which nothing stands in the way of what comes later in the same office. What is
# sent to many goes on by itself, so that it comes last.
ROUNDS: tuple[tuple[str | Button[Any], ...], ...] = (
    ("kode", people.CODE, people.AGREE, "cabut_peran", people.DROP, desk.LIFT, broadcast.ORDER_SEND),
    (people.APPLY, people.MOVE, "beri_peran", people.SLIPS, broadcast.STEER, "tangguhkan", "cabut_tangguhan"),
    (people.RELEASE, remind.REMIND, people.UNDO, broadcast.ORDER_AGREE),
    (pledge.CAMPAIGN_OPEN,),
)
# What a recap offers to HR alone, and not to heads and auditors who may read it.
ACTS_OF_HR = ("remind", "everybody", "close", "poster", "objections", "questions")
