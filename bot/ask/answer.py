"""A question → an answer: read it, decide it, and never let an unknown read as permission.

Pure: no storage, no clock, no Telegram. The texts that are the bot's own and not the law's come from the
renderers; here are only the law's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.ask.model import Answer, FactQuestion, Question
from bot.rulebook.calendar import situated
from bot.rulebook.cite import citations
from bot.rulebook.decide import Decision, Information, NeedsFact, NotInForce, Verdict, decide, facts_used
from bot.rulebook.model import STATUS, Branch, Kind, Outcome, Rule
from bot.understand.arbitrate import Stand, judge
from bot.understand.open import Knowledge
from bot.understand.read import Part

_HIDDEN = frozenset({"maksud", "tahap", "kontes"})
"""Facts that a person need not hear read back."""
_OFFERED = 3
_POLITICAL = frozenset({"objek", "kontes", "acara"})


def answer(knowledge: Knowledge, question: Question) -> Answer:
    """Answer a message; of two questions in it the stricter outcome counts, and both are in `parts`."""
    given = {fact: tuple(value.split(",")) for fact, value in question.given.items()}
    if question.status:
        given.setdefault(STATUS, (question.status,))
    reading = knowledge.reader.read(question.text, given)
    if question.rule is not None:
        return _picked(knowledge, question, reading.parts[0])
    answers = tuple(_part(knowledge, question, part) for part in reading.parts)
    if len(answers) == 1:
        return answers[0]
    strictest = min(answers, key=_strictness)
    return replace(strictest, parts=answers)


def _picked(knowledge: Knowledge, question: Question, part: Part) -> Answer:
    book = knowledge.book
    rule = book.rules[question.rule or ""]
    return _told(
        knowledge, question, part, rule, decide(rule, situated(book, part.facts, question.on), question.on)
    )


def _part(knowledge: Knowledge, question: Question, part: Part) -> Answer:
    judgement = judge(knowledge.book, part, question.on)
    if judgement.stand is Stand.NOT_OURS or judgement.rule is None or judgement.decision is None:
        return _unanswered(knowledge, question, part)
    if judgement.stand is Stand.TELL:
        return _told(knowledge, question, part, judgement.rule, judgement.decision)
    return replace(
        _base(knowledge, question, part, None),
        kind="choose",
        outcome="clarify",
        possible=tuple(sorted(judgement.possible)),
        choices=tuple((rule.id, rule.title) for rule in judgement.offered[:_OFFERED]),
    )


def _told(knowledge: Knowledge, question: Question, part: Part, rule: Rule, decision: Decision) -> Answer:
    base = _base(knowledge, question, part, rule)
    if rule.id in question.suspended:
        return replace(base, kind="suspended", outcome="handover")
    if isinstance(decision, Verdict):
        return _verdict(knowledge, question, base, decision, part)
    if isinstance(decision, Information):
        kind = "declined" if decision.kind is Kind.OUT_OF_SCOPE else "information"
        return replace(
            base,
            kind=kind,
            outcome=decision.kind.batch,
            version=_since(decision.version.period.since),
            body=decision.version.text,
            safe=decision.version.safe,
            basis=citations(knowledge.book, decision.version.basis, question.on, _status(part)),
        )
    if isinstance(decision, NeedsFact):
        if decision.fact in question.unknown:
            return _both(knowledge, question, base, decision, part)
        return _ask(knowledge, base, decision)
    return replace(base, kind="not_in_force", outcome="handover", notes=_outside(decision))


def _verdict(knowledge: Knowledge, question: Question, base: Answer, found: Verdict, part: Part) -> Answer:
    branch = found.branch
    return replace(
        base,
        kind="verdict",
        outcome=found.outcome.batch,
        version=_since(found.version.period.since),
        facts={**base.facts, **found.assumed},
        correctable=_correctable(knowledge, found.rule, question),
        body=branch.answer,
        conditions=branch.conditions,
        readings=branch.readings,
        deciding=branch.deciding,
        safe=branch.safe,
        risk=_risk(knowledge, found, part),
        risk_for=_status(part) or "",
        basis=citations(knowledge.book, branch.basis, question.on, _status(part)),
    )


def _ask(knowledge: Knowledge, base: Answer, needed: NeedsFact) -> Answer:
    fact = knowledge.book.facts[needed.fact]
    options = tuple((value, fact.options[value]) for value in needed.branches)
    return replace(
        base,
        kind="clarify",
        outcome="clarify",
        possible=tuple(sorted(outcome.batch for outcome in needed.possible)),
        ask=FactQuestion(fact.id, fact.question, options),
    )


def _both(knowledge: Knowledge, question: Question, base: Answer, needed: NeedsFact, part: Part) -> Answer:
    """ "Tidak tahu": what holds under each option, and the safe course of the strictest."""
    labels = knowledge.book.facts[needed.fact].options
    shown: dict[int, tuple[list[str], Branch]] = {}
    for option, branches in needed.branches.items():
        shown.setdefault(branches[0].line, ([], branches[0]))[0].append(labels[option])
    strictest = min((branch for _, branch in shown.values()), key=lambda branch: branch.outcome.strictness)
    return replace(
        base,
        kind="verdict",
        outcome=Outcome.DEPENDS.batch,
        version=_since(needed.version.period.since),
        correctable=_correctable(knowledge, needed.rule, question),
        readings=tuple(f"Kalau {' / '.join(named)}: {branch.answer}" for named, branch in shown.values()),
        safe=strictest.safe,
        basis=citations(
            knowledge.book,
            [one for _, branch in shown.values() for one in branch.basis],
            question.on,
            _status(part),
        ),
    )


def _unanswered(knowledge: Knowledge, question: Question, part: Part) -> Answer:
    """Nothing fits: hand over what sounds like our business, decline the rest."""
    ours = not _POLITICAL.isdisjoint(part.facts)
    base = _base(knowledge, question, part, None)
    return (
        replace(base, kind="handover", outcome="handover")
        if ours
        else replace(base, kind="declined", outcome=Kind.OUT_OF_SCOPE.batch)
    )


def _base(knowledge: Knowledge, question: Question, part: Part, rule: Rule | None) -> Answer:
    book = knowledge.book
    wanted = set(rule.needs) | set(facts_used(rule, question.on)) if rule else set(part.facts)
    labels = tuple(
        book.facts[fact].options[value]
        for fact, values in part.facts.items()
        if fact in wanted - _HIDDEN
        for value in values
    )
    return Answer(
        kind="",
        outcome="",
        on=question.on,
        release=book.release.name,
        approved_by=book.release.approved_by,
        rule=rule.id if rule else None,
        title=rule.title if rule else "",
        facts={fact: ",".join(values) for fact, values in part.facts.items()},
        understood=labels,
        practice=rule.practice if rule else (),
        words=part.words,
    )


def _strictness(answer: Answer) -> int:
    ranks: Mapping[str, int] = {outcome.batch: outcome.strictness for outcome in Outcome}
    return ranks.get(answer.outcome, 4)


def _risk(knowledge: Knowledge, found: Verdict, part: Part) -> str:
    if found.version.sanction is None or found.outcome.strictness > Outcome.DEPENDS.strictness:
        return ""
    return knowledge.book.sanctions[found.version.sanction].for_status(_status(part))


def _status(part: Part) -> str | None:
    values = part.facts.get(STATUS, ())
    return values[0] if len(values) == 1 else None


def _correctable(knowledge: Knowledge, rule: Rule, question: Question) -> tuple[str, ...]:
    return tuple(fact for fact in facts_used(rule, question.on) if fact in knowledge.book.facts)


def _since(day: object) -> str:
    return str(day) if day else ""


def _outside(found: NotInForce) -> tuple[str, ...]:
    notes = []
    if found.ended:
        notes.append(f"Aturan ini berlaku sampai {found.ended.isoformat()}.")
    if found.begins:
        notes.append(f"Aturan ini mulai berlaku {found.begins.isoformat()}.")
    return tuple(notes)
