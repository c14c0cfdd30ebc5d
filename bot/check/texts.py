"""What employees read: short, calm, no group shown the sanctions of another, nobody sent to a closed door."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.check.tables.grids import every_rule
from bot.rulebook.model import Branch, Rule, RuleBook, Sanction
from bot.rulebook.problem import Problem

TITLE, SENTENCES, ANSWER, SAFE, TEXT = 48, 3, 400, 400, 1500

# The complaints channel is called "SP4N-LAPOR!": its exclamation mark is a name, not a raised voice.
_NAMES = re.compile(r"LAPOR!")
_SENTENCE = re.compile(r"[.?][*_)\"”]*(?=\s|$)")
_PNS_ONLY = re.compile(
    r"tukin|tunjangan kinerja|(penurunan|pembebasan)[^.]*jabatan"
    r"|dengan hormat tidak atas permintaan sendiri|sanksi moral",
    re.IGNORECASE,
)
_REPORT = re.compile(r"lapor|adukan|aduan", re.IGNORECASE)
_PAST = re.compile(
    r"\b(tidak|bukan|jangan|dulu|dahulu|sudah|lama|dibubarkan|diganti\w*|beralih)\b", re.IGNORECASE
)


def problems(book: RuleBook) -> Iterator[Problem]:
    """Texts too long, too loud or misleading, in rules and sanctions."""
    for rule in every_rule(book):
        if len(rule.title) > TITLE:
            message = f"judul {len(rule.title)} huruf; paling banyak {TITLE} agar terbaca pada tombol"
            yield Problem(rule.path, rule.line, message)
        for line, text in _texts(rule):
            yield from _tone(rule.path, line, text)
        for version in rule.versions:
            if len(version.text) > TEXT:
                message = f"isi {len(version.text)} huruf; paling banyak {TEXT}"
                yield Problem(rule.path, version.line, message)
            for branch in version.branches:
                yield from _length(rule, branch)
    for sanction in book.sanctions.values():
        yield from _sanction(sanction)


def _texts(rule: Rule) -> Iterator[tuple[int, str]]:
    yield rule.line, rule.title
    for version in rule.versions:
        yield version.line, version.text
        yield version.line, version.safe
        for branch in version.branches:
            spoken = (branch.answer, branch.safe, *branch.conditions, *branch.readings, *branch.deciding)
            yield from ((branch.line, text) for text in spoken)
    yield from ((rule.line, practice.what) for practice in rule.practice)


def _tone(path: str, line: int, text: str) -> Iterator[Problem]:
    if "!" in _NAMES.sub("", text):
        yield Problem(path, line, f"tanda seru tidak dipakai dalam jawaban: '{text[:60]}'")
    for sentence in re.split(r"(?<=[.?;])\s|\n", _NAMES.sub("", text)):
        if "KASN" in sentence and _REPORT.search(sentence) and not _PAST.search(sentence):
            message = f"KASN sudah tidak menerima laporan; sebut Bawaslu atau BKN: '{sentence[:60]}'"
            yield Problem(path, line, message)


def _length(rule: Rule, branch: Branch) -> Iterator[Problem]:
    for name, text, limit in (("jawaban", branch.answer, ANSWER), ("aman", branch.safe, SAFE)):
        if len(text) > limit:
            message = f"{name} {len(text)} huruf; paling banyak {limit}"
            yield Problem(rule.path, branch.line, message)
    sentences = len(_SENTENCE.findall(branch.answer))
    if sentences > SENTENCES:
        yield Problem(rule.path, branch.line, f"jawaban {sentences} kalimat; paling banyak {SENTENCES}")


def _sanction(sanction: Sanction) -> Iterator[Problem]:
    texts = (sanction.general, sanction.pns, sanction.pppk, sanction.ppnpn, sanction.criminal)
    for text in texts:
        yield from _tone(sanction.path, sanction.line, text or "")
    for group, text in (("pppk", sanction.pppk), ("ppnpn", sanction.ppnpn)):
        if text and (foreign := _PNS_ONLY.search(text)):
            message = f"sanksi {group} memuat '{foreign.group()}', yang hanya untuk PNS"
            yield Problem(sanction.path, sanction.line, message)
