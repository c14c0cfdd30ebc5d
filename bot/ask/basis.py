"""The full basis of an answer: every citation, examples from practice, and which rule spoke."""

from __future__ import annotations

from collections.abc import Iterator

from bot.ask.model import Answer
from bot.ask.sections import Section, leaves, place
from bot.rulebook.cite import Citation
from bot.rulebook.model import Practice
from bot.text.dates import written_iso
from bot.text.markup import Span, literal, marked
from bot.wording import Wording

_FORMS = {
    "pindaian": "basis.read_as_scan",
    "kutipan instansi": "basis.read_as_quoted",
    "berita": "basis.read_as_news",
}
"""What is said of a text that was not read as its issuer published it."""


def full_basis(answer: Answer, words: Wording) -> tuple[Section, ...]:
    """Everything an answer stands on, one block for each of its parts."""
    found: list[Section] = []
    for leaf in leaves(answer):
        found.append(Section("title", (Span(leaf.title, "bold"),), gap=bool(found)))
        if not leaf.basis:
            found.append(Section("basis", marked(words("basis.none"))))
        for citation in leaf.basis:
            found += _citation(citation, words)
        if leaf.crime:
            found.append(Section("crime", marked(f"**{words('basis.crime')}** {leaf.crime}"), gap=True))
        if leaf.practice:
            found.append(Section("practice", marked(f"**{words('basis.practice')}**"), gap=True))
            found += [_example(practice, words) for practice in leaf.practice]
        if leaf.rule:
            since = written_iso(leaf.version, words.language)
            key = "basis.rule_since" if since else "basis.rule"
            values = {"rule": leaf.rule, "since": since} if since else {"rule": leaf.rule}
            found.append(Section("rule", (Span(words(key, **values), "italic"),), gap=True))
    return tuple(found)


def _citation(citation: Citation, words: Wording) -> Iterator[Section]:
    if citation.kind == "not_found":
        yield Section("basis", literal(f"• {citation.note}"), gap=True)
        return
    if citation.kind == "statement":
        source = (Span(" "), Span(words("basis.source"), link=citation.link)) if citation.link else ()
        said = (Span(citation.instrument, "bold"), Span(f": {citation.note}."))
        yield Section("basis", (Span("• "), *said, *source), gap=True)
        return
    nature = words("basis.express" if citation.express else "basis.construed")
    yield Section("basis", (Span("• "), Span(place(citation), "bold"), Span(f" ({nature})")), gap=True)
    if citation.paraphrase:
        yield Section("paraphrase", literal(citation.paraphrase))
    if citation.note and citation.kind == "instrument":
        yield Section("paraphrase", literal(citation.note))
    if citation.form:
        yield Section("form", (Span(words(_FORMS[citation.form]), "italic"),))


def _example(practice: Practice, words: Wording) -> Section:
    year = f" ({practice.year})" if practice.year else ""
    return Section(
        "practice",
        (Span(f"• {practice.what}{year}. "), Span(words("basis.source"), link=practice.source)),
    )
