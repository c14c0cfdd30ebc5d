"""The shape of every knowledge file: the one place where Indonesian keys meet English names.

It knows shapes, not references: whether a provision or fact exists is for `compile` to say. Needed only when
sources are read, so nothing on the answering path imports it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.rulebook.model import Kind, Outcome

UNKNOWN = "tidak diketahui"
ASKED, OFFERED = "tanya", "pilih"
INFORMATION = tuple(kind for kind in Kind if kind is not Kind.VERDICT)


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(f"'{value}' bukan tanggal; tulis seperti 2024-11-27")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"tanggal {value} tidak ada dalam kalender") from None


def _known_day(value: object) -> object:
    return value if value == UNKNOWN else _day(value)


def _year(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"(19|20)\d{2}", value):
            raise ValueError(f"'{value}' bukan tahun; tulis seperti 2024, atau null bila tidak diketahui")
        return int(value)
    return value


def _whole(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"-?\d{1,3}", value):
        raise ValueError(f"'{value}' bukan bilangan bulat, misalnya -3")
    return int(value)


def _truth(value: object) -> object:
    if value not in ("true", "false"):
        raise ValueError("harus true atau false")
    return value == "true"


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _one_of(words: type[Kind] | type[Outcome]) -> BeforeValidator:
    def convert(value: object) -> object:
        if not isinstance(value, str) or value not in list(words):
            raise ValueError(f"'{value}' tidak dikenal; harus salah satu dari: {', '.join(words)}")
        return words(value)

    return BeforeValidator(convert)


def _expected(value: object) -> object:
    known = (*Outcome, *INFORMATION, ASKED, OFFERED)
    if value not in known:
        raise ValueError(f"'{value}' tidak dikenal; harus salah satu dari: {', '.join(known)}")
    return value


Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Link = Annotated[str, Field(pattern=r"^https?://\S+$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Day = Annotated[date, BeforeValidator(_day)]
DayOrUnknown = Annotated[date | Literal["tidak diketahui"], BeforeValidator(_known_day)]
Year = Annotated[int, BeforeValidator(_year)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Conditions = dict[Text, Annotated[list[Text], Field(min_length=1), BeforeValidator(_listed)]]
Confidence = Literal["tinggi", "sedang", "rendah"]
OutcomeWord = Annotated[Outcome, _one_of(Outcome)]
KindWord = Annotated[Kind, _one_of(Kind)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class FactFile(Strict):
    question: Text = Field(alias="tanya")
    options: dict[Text, Text] = Field(alias="pilihan", min_length=1)
    single: Truth = Field(alias="pilih_satu", default=True)
    order: list[Text] = Field(alias="urutan", default=[])


class InstrumentPeriodFile(Strict):
    since: DayOrUnknown = Field(alias="sejak")
    until: DayOrUnknown | None = Field(alias="sampai")


class LastReadFile(Strict):
    day: Day = Field(alias="pada")
    form: Literal["naskah resmi", "pindaian", "kutipan instansi", "berita"] = Field(alias="bentuk")


class PinpointFile(Strict):
    instrument: Slug = Field(alias="sumber")
    text: Text | None = Field(alias="letak")
    paraphrase: Text | None = Field(alias="isi", default=None)
    repealed: Truth = Field(alias="dicabut", default=False)


class ProvisionFile(Strict):
    id: Slug
    conduct: Text = Field(alias="perilaku")
    outcome: OutcomeWord = Field(alias="hasil")
    stages: list[Text] = Field(alias="tahap", default=[])
    statuses: list[Text] = Field(alias="untuk", default=[])
    confidence: Confidence = Field(alias="keyakinan")
    pinpoints: list[PinpointFile] = Field(alias="letak")
    note: Text | None = Field(alias="catatan", default=None)


class InstrumentFile(Strict):
    id: Slug
    title: Text = Field(alias="judul")
    short: Text = Field(alias="singkat")
    kind: Literal[
        "uu",
        "pp",
        "perpres",
        "skb",
        "se",
        "surat",
        "perbkn",
        "pkpu",
        "perbawaslu",
        "putusan_mk",
        "pernyataan",
    ] = Field(alias="jenis")
    period: InstrumentPeriodFile = Field(alias="berlaku")
    validity_note: Text | None = Field(alias="catatan_berlaku", default=None)
    scope_note: Text | None = Field(alias="berlaku_untuk", default=None)
    successor: Slug | None = Field(alias="diganti_oleh", default=None)
    replaces: list[Slug] = Field(alias="menggantikan", default=[])
    binds: list[Text] = Field(alias="mengikat", default=[])
    confidence: Confidence = Field(alias="keyakinan")
    read: LastReadFile = Field(alias="dibaca")
    provisions: list[ProvisionFile] = Field(alias="ketentuan", default=[])
    evidence: list[Text] = Field(alias="bukti", default=[])


class SanctionFile(Strict):
    general: Text = Field(alias="umum")
    pns: Text | None = None
    pppk: Text | None = None
    ppnpn: Text | None = None
    criminal: Text | None = Field(alias="pidana", default=None)


class StageFile(Strict):
    id: Slug
    name: Text = Field(alias="nama")
    kind: Text = Field(alias="jenis")
    start: DayOrUnknown = Field(alias="mulai")
    end: DayOrUnknown = Field(alias="selesai")
    source: Slug | None = Field(alias="sumber", default=None)
    confidence: Confidence = Field(alias="keyakinan")
    reminder: Text | None = Field(alias="pengingat", default=None)
    note: Text | None = Field(alias="catatan", default=None)


class ContestFile(Strict):
    id: Slug
    name: Text = Field(alias="nama")
    kind: Literal["pemilu", "pilkada"] = Field(alias="kontes")
    stages: list[StageFile] = Field(alias="tahap", min_length=1)
    note: Text | None = Field(alias="catatan", default=None)


class ApprovalFile(Strict):
    by: Text = Field(alias="oleh")
    office: Text = Field(alias="jabatan")
    day: Day = Field(alias="tanggal")
    letter: Text = Field(alias="surat")


class SignatureFile(ApprovalFile):
    digest: Digest = Field(alias="sidik")


class ReleaseFile(Strict):
    name: Text = Field(alias="rilis")
    day: Day = Field(alias="tanggal")
    approval: ApprovalFile | None = Field(alias="disahkan")
    note: Text | None = Field(alias="catatan", default=None)


class PledgeFile(Strict):
    id: Slug
    version: Text = Field(alias="versi")
    title: Text = Field(alias="judul")
    opening: Text = Field(alias="pembuka")
    points: list[Text] = Field(alias="butir", min_length=1)
    closing: Text = Field(alias="penutup")
    note: Text | None = Field(alias="catatan", default=None)


class ReminderFile(Strict):
    id: Slug
    title: Text = Field(alias="judul")
    stages: list[Text] = Field(alias="tahap", min_length=1)
    days: Annotated[int, BeforeValidator(_whole)] = Field(alias="hari")
    lasts: Annotated[int, BeforeValidator(_whole)] = Field(alias="berlaku_hari")
    rules: list[Slug] = Field(alias="aturan", min_length=1)
    text: Text = Field(alias="teks")


class BasisFile(Strict):
    provision: Slug | None = Field(alias="ketentuan", default=None)
    instrument: Slug | None = Field(alias="sumber", default=None)
    statement: Text | None = Field(alias="pernyataan", default=None)
    not_found: Text | None = Field(alias="tidak_ditemukan", default=None)
    nature: Literal["tersurat", "tafsir"] | None = Field(alias="sifat", default=None)
    year: Year | None = Field(alias="tahun", default=None)
    about: Text | None = Field(alias="tentang", default=None)
    link: Link | None = Field(alias="tautan", default=None)

    @model_validator(mode="after")
    def _one_ground(self) -> BasisFile:
        grounds = (self.provision, self.instrument, self.statement, self.not_found)
        if sum(ground is not None for ground in grounds) != 1:
            raise ValueError("isi tepat satu dari: ketentuan, sumber, pernyataan, tidak_ditemukan")
        law = self.provision is not None or self.instrument is not None
        if law and self.nature is None:
            raise ValueError("kunci 'sifat' wajib ada (tersurat atau tafsir)")
        if not law and self.nature is not None:
            raise ValueError("kunci 'sifat' hanya untuk ketentuan atau sumber")
        if self.statement is not None and (self.about is None or self.link is None):
            raise ValueError("pernyataan wajib disertai 'tentang' dan 'tautan'")
        if self.statement is None and (self.about or self.link or self.year):
            raise ValueError("'tahun', 'tentang', dan 'tautan' hanya untuk pernyataan")
        return self


class PeriodFile(Strict):
    since: Day | None = Field(alias="sejak")
    until: Day | None = Field(alias="sampai")


class BranchFile(Strict):
    when: Conditions | None = Field(alias="jika", default=None)
    otherwise: Truth = Field(alias="selain_itu", default=False)
    outcome: OutcomeWord = Field(alias="hasil")
    answer: Text = Field(alias="jawaban")
    safe: Text = Field(alias="aman")
    conditions: list[Text] = Field(alias="syarat", default=[])
    readings: list[Text] = Field(alias="bacaan", default=[])
    deciding: list[Text] = Field(alias="penentu", default=[])
    basis: list[BasisFile] = Field(alias="dasar")


class VersionFile(Strict):
    period: PeriodFile = Field(alias="berlaku")
    assume: dict[Text, Text] = Field(alias="andaian", default={})
    branches: list[BranchFile] | None = Field(alias="putusan", default=None, min_length=1)
    sanction: Slug | None = Field(alias="sanksi", default=None)
    text: Text | None = Field(alias="isi", default=None)
    safe: Text | None = Field(alias="aman", default=None)
    basis: list[BasisFile] | None = Field(alias="dasar", default=None)


class AboutFile(Strict):
    needs: Conditions = Field(alias="perlu", min_length=1)
    excludes: Conditions = Field(alias="bukan", default={})


class NeighbourFile(Strict):
    question: Text = Field(alias="tanya")
    rule: Slug = Field(alias="ke")


class CoverageFile(Strict):
    provisions: list[Slug] = Field(alias="ketentuan", default=[])
    disputes: list[Annotated[str, Field(pattern=r"^D-\d\d$")]] = Field(alias="sengketa", default=[])


class PracticeFile(Strict):
    what: Text = Field(alias="apa")
    year: Year | None = Field(alias="tahun")
    source: Link = Field(alias="sumber")


class TrialFile(Strict):
    question: Text = Field(alias="tanya")
    facts: Conditions = Field(alias="fakta", default={})
    day: Day = Field(alias="pada")
    expect: Annotated[str, BeforeValidator(_expected)] = Field(alias="harap")


class RuleFile(Strict):
    id: Slug
    title: Text = Field(alias="judul")
    kind: KindWord = Field(alias="jenis", default=Kind.VERDICT)
    status: Literal["berlaku", "draf", "ditangguhkan"]
    topic: Slug = Field(alias="topik")
    about: AboutFile = Field(alias="tentang")
    phrasings: list[Text] = Field(alias="pertanyaan")
    not_this: list[NeighbourFile] = Field(alias="bukan_ini", default=[])
    covers: CoverageFile = Field(alias="mencakup", default=CoverageFile())
    versions: list[VersionFile] = Field(alias="versi", min_length=1)
    practice: list[PracticeFile] = Field(alias="praktik", default=[])
    tests: list[TrialFile] = Field(alias="uji")
    approval: SignatureFile | None = Field(alias="disahkan", default=None)
