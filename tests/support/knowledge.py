"""A tiny rule base that passes every check, to be broken on purpose; and a reader that does as it is told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bot.places import KNOWLEDGE
from bot.rulebook.model import Kind, Outcome, RuleBook
from bot.rulebook.reading.load import load
from bot.understand.learned.encoder import MODEL, TOKENIZER
from bot.understand.learned.reader import FOLDER, HEADS, MANIFEST, Impression
from bot.understand.read import Part, Piece, Reading
from bot.understand.words.match import Candidate

Facts = Mapping[str, tuple[str, ...]]

FACTS: dict[str, Any] = {
    "perbuatan": {
        "tanya": "Perbuatan apa?",
        "pilih_satu": "false",
        "pilihan": {"suka": "menyukai", "hadir": "hadir", "lapor": "melapor"},
    },
    "objek": {
        "tanya": "Siapa?",
        "pilih_satu": "false",
        "pilihan": {"calon": "calon", "partai": "partai", "penyelenggara": "KPU"},
    },
    "simbol": {"tanya": "Ada simbol?", "urutan": ["tidak", "ya"], "pilihan": {"tidak": "tidak", "ya": "ya"}},
    "waktu": {
        "tanya": "Kapan?",
        "urutan": ["libur", "jam_kerja"],
        "pilihan": {"libur": "libur", "jam_kerja": "jam kerja"},
    },
    "status_pegawai": {
        "tanya": "Status?",
        "pilihan": {"pns": "PNS", "cpns": "CPNS", "pppk": "PPPK", "ppnpn": "PPNPN"},
    },
    "tahap": {
        "tanya": "Tahap?",
        "pilihan": {
            "di_luar_tahapan": "di luar",
            "sebelum_penetapan": "sebelum",
            "setelah_penetapan": "setelah",
            "kampanye": "kampanye",
        },
    },
    "kontes": {"tanya": "Pemilihan?", "pilihan": {"pemilu": "Pemilu", "pilkada": "Pilkada"}},
}


def provision(name: str, instrument: str, **changes: Any) -> dict[str, Any]:
    """A sure provision with one place in its instrument."""
    place = {"sumber": instrument, "letak": "Pasal 5 huruf n", "isi": "isi"}
    shape = {"id": name, "perilaku": "perilaku", "hasil": "dilarang", "keyakinan": "tinggi", "letak": [place]}
    return {**shape, **changes}


def instrument(name: str, *provisions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A regulation in force since 2021."""
    shape = {
        "id": name,
        "judul": f"Judul {name}",
        "singkat": name.upper(),
        "jenis": "pp",
        "berlaku": {"sejak": "2021-01-01", "sampai": None},
        "keyakinan": "tinggi",
        "dibaca": {"pada": "2026-11-22", "bentuk": "naskah resmi"},
        "ketentuan": list(provisions),
    }
    return {**shape, **changes}


def branch(outcome: str, when: dict[str, list[str]] | None = None, **changes: Any) -> dict[str, Any]:
    """A branch resting on the provision of the tiny base; without `when` it takes the rest."""
    shape: dict[str, Any] = {"jika": when} if when else {"selain_itu": "true"}
    shape |= {"hasil": outcome, "jawaban": f"Jawaban {outcome}.", "aman": "Lewati saja."}
    shape["dasar"] = [{"ketentuan": "larangan-dukung", "sifat": "tersurat"}]
    if outcome == "boleh_dengan_syarat":
        shape["syarat"] = ["di luar jam kerja, tanpa simbol"]
    return {**shape, **changes}


def version(*branches: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A version in force since 2022."""
    shape = {"berlaku": {"sejak": "2022-01-01", "sampai": None}, "putusan": list(branches), "sanksi": None}
    return {**shape, **changes}


def rule(name: str, *versions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A rule whose phrasings and tests begin with its own name, which the obedient reader follows."""
    shape = {
        "id": name,
        "judul": f"Judul {name}",
        "status": "berlaku",
        "topik": "umum",
        "tentang": {"perlu": {"perbuatan": [name.split("-")[0]]}},
        "pertanyaan": [f"{name} {n}" for n in range(12)],
        "bukan_ini": [{"tanya": "lapor ke mana", "ke": "lapor"}],
        "versi": list(versions),
        "uji": [],
    }
    return {**shape, **changes}


def trial(question: str, expected: str, **changes: Any) -> dict[str, Any]:
    """An inline test on a day in 2024."""
    return {"tanya": question, "fakta": {}, "pada": "2024-10-15", "harap": expected, **changes}


def liking() -> dict[str, Any]:
    """Assumed to be about a candidate: prohibited."""
    table = version(
        branch("dilarang", {"objek": ["calon", "partai"]}), branch("tergantung"), andaian={"objek": "calon"}
    )
    tests = [
        trial("suka foto calon", "dilarang"),
        trial("suka foto KPU", "tergantung", fakta={"objek": "penyelenggara"}),
        trial("suka foto partai", "dilarang", fakta={"objek": "partai"}),
    ]
    return rule("suka", table, uji=tests)


def attending() -> dict[str, Any]:
    """Permitted on conditions in leisure without symbols; whether there are symbols is asked."""
    table = version(
        branch("boleh_dengan_syarat", {"simbol": ["tidak"], "waktu": ["libur"]}),
        branch("dilarang", {"simbol": ["ya"]}),
        branch("tergantung"),
        andaian={"waktu": "libur"},
        sanksi="ringan",
    )
    tests = [
        trial("hadir di sana", "tanya"),
        trial("hadir polos", "boleh_dengan_syarat", fakta={"simbol": "tidak"}),
        trial("hadir bersimbol", "dilarang", fakta={"simbol": "ya"}),
    ]
    return rule("hadir", table, uji=tests)


def reporting() -> dict[str, Any]:
    """Information."""
    text = {"berlaku": {"sejak": "2022-01-01", "sampai": None}, "isi": "Lapor ke Bawaslu.", "dasar": []}
    tests = [trial(f"lapor {n}", "pelaporan") for n in range(3)]
    neighbours = [{"tanya": "suka calon", "ke": "suka"}]
    return rule("lapor", text, jenis="pelaporan", bukan_ini=neighbours, uji=tests)


@dataclass
class Base:
    """The files of a knowledge folder as data; change them, then write or load."""

    facts: dict[str, Any] = field(default_factory=lambda: deepcopy(FACTS))
    instruments: list[dict[str, Any]] = field(
        default_factory=lambda: [instrument("pp-1", provision("larangan-dukung", "pp-1"))]
    )
    sanctions: dict[str, Any] = field(
        default_factory=lambda: {
            "ringan": {"umum": "Umum.", "pns": "PNS.", "pppk": "PPPK.", "ppnpn": "PPNPN."}
        }
    )
    contests: list[dict[str, Any]] = field(default_factory=list)
    release: dict[str, Any] = field(
        default_factory=lambda: {
            "rilis": "2026.11",
            "tanggal": "2026-11-22",
            "disahkan": {"oleh": "Kabag", "jabatan": "Hukum", "tanggal": "2026-11-23", "surat": "1/2026"},
        }
    )
    rules: list[dict[str, Any]] = field(default_factory=lambda: [liking(), attending(), reporting()])

    def rule(self, name: str) -> dict[str, Any]:
        """The rule of that id, to be changed in place."""
        return next(one for one in self.rules if one["id"] == name)

    def table(self, name: str) -> list[dict[str, Any]]:
        """The branches of the rule's newest version, to be changed in place."""
        branches: list[dict[str, Any]] = self.rule(name)["versi"][0]["putusan"]
        return branches

    def write(self, folder: Path) -> Path:
        """Write all files below `folder`/pengetahuan."""
        home = folder / "pengetahuan"
        for part in ("sumber", "tahapan", "ikrar", "aturan"):
            (home / part).mkdir(parents=True, exist_ok=True)
        write(home / "kosakata.yaml", self.facts)
        write(home / "sanksi.yaml", self.sanctions)
        write(home / "rilis.yaml", self.release)
        for one in self.contests:
            write(home / "tahapan" / f"{one['id']}.yaml", one)
        write_law(home, self.instruments, self.rules)
        impartial_reader(home / FOLDER)
        return home

    def load(self, folder: Path, *overlays: Path) -> RuleBook:
        """Write, then load."""
        return load(self.write(folder), overlays)


def overlay(
    folder: Path,
    *rules: dict[str, Any],
    instruments: list[dict[str, Any]] | None = None,
    name: str = "kantor",
) -> Path:
    """Write an office's overlay folder."""
    home = folder / name
    home.mkdir()
    write_law(home, instruments or [], list(rules))
    return home


def write_law(home: Path, instruments: list[dict[str, Any]], rules: list[dict[str, Any]]) -> None:
    """Write instruments and rules where they belong."""
    for one in instruments:
        write(home / "sumber" / f"{one['id']}.yaml", one)
    for one in rules:
        write(home / "aturan" / one["topik"] / f"{one['id']}.yaml", one)


def write(file: Path, value: Any) -> None:
    """Write one YAML file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def impartial_reader(folder: Path) -> None:
    """The product's learned reader without an opinion on outcomes and facts: it only tells texts apart, so
    that the rules of a tiny base are found by their own phrasings."""
    if folder.exists():
        return
    folder.mkdir(parents=True)
    source = KNOWLEDGE / FOLDER
    for name in (MODEL, TOKENIZER):
        (folder / name).symlink_to(source / name)
    manifest = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
    with np.load(source / HEADS) as trained:
        silent = {name: trained[name] * (name.startswith("rule")) for name in trained.files}
    np.savez(folder / HEADS, allow_pickle=False, **silent)
    manifest["sha256"][HEADS] = sha256((folder / HEADS).read_bytes()).hexdigest()
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


@dataclass
class ObedientReader:
    """Takes the first word of a question for its rule, unless told otherwise for the whole text."""

    told: dict[str, Reading] = field(default_factory=dict)

    def read(self, text: str, given: Facts = {}) -> Reading:  # noqa: B006 (never changed)
        return self.told.get(text) or lands_on(text.split()[0])

    def alone(self, parted: Sequence[Piece]) -> tuple[Piece, ...]:
        return tuple(parted)

    def pieces(self, parted: Sequence[Piece], given: Facts = {}) -> tuple[Part, ...]:  # noqa: B006
        return tuple(self.read(piece.text).whole for piece in parted)


def lands_on(*rules: str, sure: bool = True, facts: Facts | None = None) -> Reading:
    """A reading with these candidates, best first: the first believed alone if `sure`, else all alike."""
    shares = [1.0 if n == 0 else 0.0 if sure else 1.0 for n in range(len(rules))]
    named = {name: share / sum(shares) for name, share in zip(rules, shares, strict=True)}
    candidates = tuple(Candidate(name, share) for name, share in named.items())
    outcomes = [outcome.batch for outcome in Outcome] + [
        kind.batch for kind in Kind if kind is not Kind.VERDICT
    ]
    even = dict.fromkeys(outcomes, 1 / len(outcomes))
    impression = Impression({name: share for name, share in named.items() if share}, even, {})
    part = Part("", candidates, impression, facts or {}, (), {}, False, True, ())
    return Reading(part, (), complete=True)


NOTHING = lands_on(sure=False)
