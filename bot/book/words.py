"""The words of the rule book: verdicts, kinds, periods and conditions as people say them.

What the vocabulary of the rule base names itself (facts and their options) is taken from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from bot.ask.sections import VERDICTS
from bot.book.model import Condition, Label, Link
from bot.rulebook.model import Fact, Instrument, Kind, LastRead, Outcome, Period
from bot.text.dates import written

LANGUAGE = "id"

_KINDS = {
    Kind.VERDICT: "Putusan",
    Kind.PLEDGE: "Ikrar",
    Kind.CALENDAR: "Jadwal",
    Kind.REPORTING: "Pelaporan",
    Kind.SANCTIONS: "Sanksi",
    Kind.DEFINITION: "Penjelasan",
    Kind.OUT_OF_SCOPE: "Di luar urusan bot",
}
_STATUSES = {
    "berlaku": "Berlaku",
    "draf": "Draf, belum dijawab",
    "ditangguhkan": "Ditangguhkan, sedang ditinjau",
}
INSTRUMENTS = {
    "uu": "Undang-undang",
    "pp": "Peraturan pemerintah",
    "perpres": "Peraturan presiden",
    "skb": "Keputusan bersama",
    "perbkn": "Peraturan BKN",
    "pkpu": "Peraturan KPU",
    "perbawaslu": "Peraturan Bawaslu",
    "se": "Surat edaran",
    "surat": "Surat",
    "putusan_mk": "Putusan Mahkamah Konstitusi",
    "pernyataan": "Pernyataan dan praktik",
}
"""Kinds of instruments in the order of the book, the highest first."""


def verdict(outcome: Outcome) -> Label:
    """The verdict as the answers of the bot name it."""
    return Label(outcome.value.replace("_", "-"), VERDICTS[outcome.batch][1])


def kind(one: Kind) -> Label:
    """What an entry gives."""
    return Label("keterangan", _KINDS[one])


def status(word: str) -> Label:
    """Whether a rule is answered from."""
    return Label(f"status-{word}", _STATUSES[word])


def day(one: date) -> str:
    """22 November 2026."""
    return written(one, LANGUAGE)


def period(one: Period) -> str:
    """From when until when."""
    if one.since is None and one.until is None:
        return "tanpa batas waktu"
    if one.since is None:
        return f"sampai {written_until(one)}"
    if one.until is None:
        return f"sejak {day(one.since)}"
    return f"{day(one.since)} sampai {written_until(one)}"


def validity(instrument: Instrument) -> str:
    """The period of an instrument, with what is not known of it."""
    said = period(instrument.period)
    if "sejak" in instrument.unknown:
        said = "tanggal mulai berlaku belum diketahui"
        said += f", sampai {written_until(instrument.period)}" if instrument.period.until else ""
    if "sampai" in instrument.unknown:
        said += ", tanggal berakhirnya belum diketahui"
    return said


def written_until(one: Period) -> str:
    """The last day; nothing where it is open."""
    return day(one.until) if one.until else ""


def read(one: LastRead) -> str:
    """In which form and when a text was last read."""
    return f"{one.form}, {day(one.day)}"


def conditions(facts: Mapping[str, Fact], when: Mapping[str, Sequence[str]]) -> tuple[Condition, ...]:
    """Facts and options in the words of the vocabulary."""
    return tuple(
        Condition(facts[fact].question, tuple(facts[fact].options[option] for option in options))
        for fact, options in when.items()
    )


def options(facts: Mapping[str, Fact], fact: str, chosen: Iterable[str]) -> tuple[str, ...]:
    """The labels of some options of one fact."""
    return tuple(facts[fact].options[option] for option in chosen)


def topic(name: str) -> str:
    """A topic's folder as a heading."""
    return name.replace("-", " ").capitalize()


def sentence(text: str) -> str:
    """The text with a capital at its beginning, the rest as it was."""
    return text[:1].upper() + text[1:]


def link(url: str) -> Link:
    """The address with its host, which is what is printed."""
    host = urlsplit(url).hostname or url
    return Link(url, host.removeprefix("www."))
