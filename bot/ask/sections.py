"""An answer as named sections in the one order that people read it, for chat and terminal alike.

Verdict, what was understood, why, the safe course, risk, basis, release. The law's words are Indonesian in
every language; labels and everything else are the wording's. Knows no output format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.ask.model import Answer
from bot.people.member import Status
from bot.rulebook.cite import Citation
from bot.text.dates import short, written
from bot.text.markup import Span, Spans, literal, marked
from bot.wording import Wording

# Sign and label by batch name. Verdict words belong to the law's text, so they are not in the locales.
VERDICTS = {
    "prohibited": ("⛔", "Tidak boleh"),
    "allowed": ("✅", "Boleh"),
    "depends": ("⚖️", "Tergantung"),
    "allowed_with_conditions": ("☑️", "Boleh dengan syarat"),
    "required": ("📌", "Wajib"),
}
_STATUS = {status.value.lower(): status.value for status in Status}
_FINAL = frozenset({"verdict", "information"})
_CITED_IN_SHORT = 4
_LEAD = re.compile(r"\*\*.+?\*\*[.,;:]?\s*")
_SENTENCE = re.compile(r".+?[.!?][\"”)*]*(?=\s+[A-Z“\"*]|\s*$)", re.DOTALL)
_SHORT_LEAD = 40


@dataclass(frozen=True, slots=True)
class Section:
    """One stretch of an answer, possibly of several lines; `gap` asks for a blank line before it."""

    name: str
    spans: Spans
    gap: bool = False


def sections(answer: Answer, number: str | None, words: Wording) -> tuple[Section, ...]:
    """The whole answer; `number` is the one it was journalled under, if it was."""
    found: list[Section] = []
    for n, part in enumerate(answer.parts, 1):
        title = part.title or words("answer.untitled")
        found.append(Section("title", (Span(f"{n}. {title}", "bold"),), gap=n > 1))
        found += _of(part, words)
    if not answer.parts:
        found += _of(answer, words)
    if any(leaf.kind in _FINAL for leaf in leaves(answer)):
        found.append(Section("release", (Span(_release(answer, words), "italic"),)))
    if number:
        found.append(Section("number", (Span(f"{words('answer.number')} "), Span(number, "code"))))
    return tuple(found)


def leaves(answer: Answer) -> tuple[Answer, ...]:
    """The single answers of a message: its parts, or itself."""
    return answer.parts or (answer,)


def headline(answer: Answer) -> str:
    """The verdict in one marked line with its sign, for instance to compare two days."""
    return _split(answer)[0]


def _of(answer: Answer, words: Wording) -> Iterator[Section]:
    match answer.kind:
        case "verdict":
            yield from _verdict(answer, words)
        case "information":
            yield Section("why", marked(answer.body))
            yield from _safe_and_risk(answer, words)
            yield from _basis(answer, words)
        case "clarify":
            yield from _understood(answer, words)
            question = answer.ask.text if answer.ask else ""
            yield Section("question", marked(words("answer.clarify", question=question)))
        case "choose":
            if answer.unexplained:
                strange = ", ".join(f"_{word}_" for word in answer.unexplained)
                yield Section("unexplained", marked(words("answer.unexplained", words=strange)))
            yield Section("question", marked(words("answer.choose" if answer.choices else "answer.handover")))
        case "not_in_force":
            yield from _understood(answer, words)
            notes = (Section("note", marked(note)) for note in answer.notes)
            yield Section("why", marked(words("answer.not_in_force", title=answer.title)))
            yield from notes
        case "suspended":
            yield Section("verdict", marked(words("answer.suspended", title=answer.title)))
        case _:
            own = words(f"answer.{answer.kind}")
            yield Section("why", marked(answer.body or own))
            if answer.safe:
                yield Section("safe", marked(answer.safe), gap=True)


def _verdict(answer: Answer, words: Wording) -> Iterator[Section]:
    head, why = _split(answer)
    yield Section("verdict", marked(head))
    if words.language != "id":
        short = words(f"answer.short.{answer.outcome}")
        yield Section("language", marked(words("answer.language_note", verdict=short)))
    yield from _understood(answer, words)
    body = [Section("why", marked(why))] if why else []
    body += [Section("reading", marked(f"• {reading}")) for reading in answer.readings]
    body += _listed("conditions", words("answer.conditions"), answer.conditions)
    body += _listed("deciding", words("answer.deciding"), answer.deciding)
    body += [Section("note", marked(note)) for note in answer.notes]
    for n, section in enumerate(body):
        yield Section(section.name, section.spans, gap=n == 0)
    yield from _safe_and_risk(answer, words)
    yield from _basis(answer, words)


def _split(answer: Answer) -> tuple[str, str]:
    """The verdict line and what is left of the body."""
    sign, label = VERDICTS.get(answer.outcome, ("", ""))
    body = answer.body.strip()
    lead = ""
    if match := _LEAD.match(body):
        lead, body = match[0], body[match.end() :]
        if len(lead) > _SHORT_LEAD and lead.rstrip(" *\n").endswith((".", "!", "?")):
            return f"{sign} {lead.strip()}".strip(), body
    elif body.casefold().startswith(label.casefold()):
        lead, body = f"**{body[: len(label)]}**", body[len(label) :]
    else:
        lead = f"**{label}.** " if label else ""
    first = _SENTENCE.match(body)
    sentence = first[0] if first else ""
    rest = body[first.end() :].strip() if first else body
    return f"{sign} {lead}{sentence}".strip(), rest


def _understood(answer: Answer, words: Wording) -> Iterator[Section]:
    if answer.understood:
        spans = [Span(f"{words('answer.understood')} ")]
        for label in answer.understood:
            spans += [Span(label, "italic"), Span(" · ")]
        yield Section("understood", tuple(spans[:-1]))


def _listed(name: str, label: str, items: tuple[str, ...]) -> list[Section]:
    if not items:
        return []
    lines = [Section(name, marked(f"**{label}**"))]
    return lines + [Section(name, marked(f"• {item}")) for item in items]


def _safe_and_risk(answer: Answer, words: Wording) -> Iterator[Section]:
    if answer.safe:
        yield Section("safe", marked(f"**{words('answer.safe')}** {answer.safe}"), gap=True)
    if answer.risk:
        status = _STATUS.get(answer.risk_for)
        label = words("answer.risk_for", status=status) if status else words("answer.risk")
        yield Section("risk", marked(f"**{label}** {answer.risk}"), gap=not answer.safe)


def _basis(answer: Answer, words: Wording) -> Iterator[Section]:
    cited = [place(citation) for citation in answer.basis]
    if len(cited) > _CITED_IN_SHORT:
        more = words("answer.more_basis", count=len(cited) - _CITED_IN_SHORT)
        cited = [*cited[:_CITED_IN_SHORT], more]
    if not cited and answer.kind == "verdict":
        cited = [words("answer.no_basis")]
    if cited:
        label = Span(words("answer.basis"), "bold")
        yield Section("basis", (label, *literal(f" {' · '.join(cited)}")), gap=True)


def place(citation: Citation) -> str:
    """A citation in a few words."""
    if citation.kind == "not_found":
        return citation.note or ""
    where = " ".join(part for part in (citation.instrument, citation.pinpoint) if part)
    return f"{where} ({citation.note})" if citation.note and citation.kind == "provision" else where


def _release(answer: Answer, words: Wording) -> str:
    """The day, the rule base, and who answers for it: two lines of a narrow phone at most."""
    used = [leaf for leaf in leaves(answer) if leaf.kind in _FINAL]
    signed = {(leaf.approved_as, leaf.approved_on) for leaf in used if leaf.approved_by}
    if not signed:
        approval = words("answer.not_approved")
        day = written(answer.on, words.language)
        return words("answer.release", day=day, release=answer.release, approval=approval)
    if any(leaf.approved_by is None for leaf in used):
        approval = words("answer.partly_approved")
    elif len(signed) == 1:
        approval = _signature(used[0], words)
    else:
        latest = date.fromisoformat(max(day for _, day in signed))
        approval = words("answer.all_approved", day=short(latest, words.language))
    day = short(answer.on, words.language)
    return words("answer.release_short", day=day, release=answer.release, approval=approval)


def _signature(answer: Answer, words: Wording) -> str:
    """Who signed and when; answers kept from before rules were signed name the signer alone."""
    if not answer.approved_on:
        return words("answer.approved", office=answer.approved_by)
    day = short(date.fromisoformat(answer.approved_on), words.language)
    return words("answer.signed", office=answer.approved_as, day=day)
