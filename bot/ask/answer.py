"""A question → an answer: read it, decide it, and never let an unknown read as permission.

Pure: no storage, no clock, no Telegram. The texts that are the bot's own and not the law's come from the
renderers; here are only the law's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.ask.model import Answer, FactQuestion, Question
from bot.rulebook.calendar import situated
from bot.rulebook.cite import citations
from bot.rulebook.decide import (
    Decision,
    Information,
    NeedsFact,
    NotInForce,
    Verdict,
    decide,
    facts_used,
    possible,
)
from bot.rulebook.model import Branch, Fact, Kind, Outcome, Rule
from bot.rulebook.model.facts import POLITICAL, STATUS, UNSPOKEN
from bot.rulebook.signatures import approval
from bot.understand import constants
from bot.understand.arbitrate import Action, Status, with_status
from bot.understand.conclude import Conclusion, conclude
from bot.understand.facts import heard
from bot.understand.open import Knowledge


@dataclass(frozen=True, slots=True)
class _Subject:
    """What an answer is about: the facts that were said or chosen, the status to answer for (said, else the
    roster's), the facts to be read back as understood, and the words for them."""

    facts: Mapping[str, tuple[str, ...]]
    status: Status
    heard: Mapping[str, tuple[str, ...]]
    words: tuple[tuple[str, str], ...] = ()

    @property
    def whom(self) -> str | None:
        """The one status to answer for."""
        values = with_status(self.facts, self.status).get(STATUS, ())
        return values[0] if len(values) == 1 else None


def answer(knowledge: Knowledge, question: Question) -> Answer:
    """Answer a message; of several acts in it the strictest outcome counts, and all are in `parts`."""
    given = {fact: tuple(value.split(",")) for fact, value in question.given.items()}
    if question.rule is not None:
        # What was tapped is beyond reading: the person named the rule.
        return _picked(knowledge, question, given)
    # The status only fills a gap: what the words say of who acts wins, and it makes no message ours.
    status = given.pop(STATUS, (question.status,) if question.status else ())
    found = conclude(knowledge.book, knowledge.reader, question.text, given, question.on, status)
    answers = tuple(_concluded(knowledge, question, one, status) for one in found)
    return answers[0] if len(answers) == 1 else replace(answers[0], parts=answers)


def _picked(knowledge: Knowledge, question: Question, given: Mapping[str, tuple[str, ...]]) -> Answer:
    book = knowledge.book
    rule = book.rules[question.rule or ""]
    said = _Subject(given, (question.status,) if question.status else (), given)
    facts = situated(book, with_status(given, said.status), question.on)
    return _told(knowledge, question, said, rule, decide(rule, facts, question.on))


def _concluded(knowledge: Knowledge, question: Question, found: Conclusion, status: Status) -> Answer:
    judgement = found.judgement
    facts = judgement.facts or found.part.facts
    said = _Subject(facts, status, heard(found.part, facts), found.part.words)
    if judgement.action is Action.TELL and judgement.rule is not None and judgement.decision is not None:
        return _told(knowledge, question, said, judgement.rule, judgement.decision)
    if judgement.action is Action.NOT_OURS or not judgement.offered:
        return _unanswered(knowledge, question, said)
    return replace(
        _base(knowledge, question, said, None),
        kind="choose",
        outcome="clarify",
        possible=tuple(sorted(judgement.possible)),
        choices=tuple((rule.id, rule.title) for rule in judgement.offered[: constants.OFFERED]),
        unexplained=found.unexplained,
    )


def _told(knowledge: Knowledge, question: Question, said: _Subject, rule: Rule, decision: Decision) -> Answer:
    base = _base(knowledge, question, said, rule)
    if rule.id in question.suspended:
        return replace(base, kind="suspended", outcome="handover")
    if isinstance(decision, Verdict):
        return _verdict(knowledge, question, base, decision, said)
    if isinstance(decision, Information):
        kind = "declined" if decision.kind is Kind.OUT_OF_SCOPE else "information"
        return replace(
            base,
            kind=kind,
            outcome=decision.kind.batch,
            version=_since(decision.version.period.since),
            body=decision.version.text,
            safe=decision.version.safe,
            basis=citations(knowledge.book, decision.version.basis, question.on, said.whom),
        )
    if isinstance(decision, NeedsFact):
        if decision.fact in question.unknown:
            return _both(knowledge, question, base, decision, said)
        return _ask(knowledge, base, decision)
    return replace(base, kind="not_in_force", outcome="handover", notes=_outside(decision))


def _verdict(
    knowledge: Knowledge, question: Question, base: Answer, found: Verdict, said: _Subject
) -> Answer:
    branch = found.branch
    return replace(
        base,
        kind="verdict",
        outcome=found.outcome.batch,
        version=_since(found.version.period.since),
        facts={**base.facts, **found.assumed},
        correctable=_correctable(knowledge, found, said, question.on),
        body=branch.answer,
        conditions=branch.conditions,
        readings=branch.readings,
        deciding=branch.deciding,
        safe=branch.safe,
        risk=_risk(knowledge, found, said),
        risk_for=said.whom or "",
        crime=_crime(knowledge, found),
        basis=citations(knowledge.book, branch.basis, question.on, said.whom),
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


def _both(
    knowledge: Knowledge, question: Question, base: Answer, needed: NeedsFact, said: _Subject
) -> Answer:
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
        correctable=_correctable(knowledge, needed, said, question.on),
        readings=tuple(f"Kalau {' / '.join(named)}: {branch.answer}" for named, branch in shown.values()),
        safe=strictest.safe,
        basis=citations(
            knowledge.book,
            [one for _, branch in shown.values() for one in branch.basis],
            question.on,
            said.whom,
        ),
    )


def _unanswered(knowledge: Knowledge, question: Question, said: _Subject) -> Answer:
    """Nothing fits: hand over what sounds like our business, decline the rest."""
    ours = not POLITICAL.isdisjoint(said.facts)
    base = _base(knowledge, question, said, None)
    return (
        replace(base, kind="handover", outcome="handover")
        if ours
        else replace(base, kind="declined", outcome=Kind.OUT_OF_SCOPE.batch)
    )


def _base(knowledge: Knowledge, question: Question, said: _Subject, rule: Rule | None) -> Answer:
    book = knowledge.book
    wanted = set(rule.needs) | set(facts_used(rule, question.on)) if rule else set(said.facts)
    labels = tuple(
        book.facts[fact].options[value]
        for fact, values in said.heard.items()
        if fact in wanted - UNSPOKEN
        for value in _told_apart(book.facts[fact], values)
    )
    approved = approval(book, rule) if rule else book.release.approval
    return Answer(
        kind="",
        outcome="",
        on=question.on,
        release=book.release.name,
        approved_by=approved.by if approved else None,
        approved_as=approved.office if approved else "",
        approved_on=approved.day.isoformat() if approved else "",
        rule=rule.id if rule else None,
        title=rule.title if rule else "",
        facts={fact: ",".join(values) for fact, values in with_status(said.facts, said.status).items()},
        understood=labels,
        practice=rule.practice if rule else (),
        words=said.words,
    )


def _told_apart(fact: Fact, values: tuple[str, ...]) -> tuple[str, ...]:
    """The values to be read back: of several that exclude one another the worst, which the verdict is for."""
    if fact.multiple or len(values) == 1:
        return values
    return (max(values, key=fact.order.index),) if set(values) <= set(fact.order) else ()


def _risk(knowledge: Knowledge, found: Verdict, said: _Subject) -> str:
    if found.sanction is None:
        return ""
    return knowledge.book.sanctions[found.sanction].for_status(said.whom)


def _crime(knowledge: Knowledge, found: Verdict) -> str:
    return (found.sanction and knowledge.book.sanctions[found.sanction].criminal) or ""


def _correctable(
    knowledge: Knowledge, found: Verdict | NeedsFact, said: _Subject, on: date
) -> tuple[str, ...]:
    """The facts that could change the verdict if they alone were otherwise."""
    known = situated(knowledge.book, with_status(said.facts, said.status), on)
    known |= {fact: (value,) for fact, value in found.assumed.items()}

    def matters(fact: str) -> bool:
        return len(possible(found.rule, {**known, fact: ()}, on)) > 1

    return tuple(
        fact for fact in facts_used(found.rule, on) if fact in knowledge.book.facts and matters(fact)
    )


def _since(day: object) -> str:
    return str(day) if day else ""


def _outside(found: NotInForce) -> tuple[str, ...]:
    notes = []
    if found.ended:
        notes.append(f"Aturan ini berlaku sampai {found.ended.isoformat()}.")
    if found.begins:
        notes.append(f"Aturan ini mulai berlaku {found.begins.isoformat()}.")
    return tuple(notes)
