"""The store in the shapes that the features want it: functions with the database filled in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.ask.ports import Memory
from bot.outbox.ports import Broadcasts, Deliveries
from bot.people.ports import Joins, Lists, Members, Roles
from bot.people.privacy import Traces
from bot.pledge.model import PledgeTap, Result
from bot.pledge.ports import Book, Campaigns, Pseudonym
from bot.remind.ports import Plans
from bot.store.ask import journal, suspension, unanswered
from bot.store.chat import preference
from bot.store.desk import audit, proposal
from bot.store.engine.db import Database
from bot.store.outbox import broadcast, delivery, recipient_snapshot, reminder
from bot.store.people import account, joining, member, privacy, role, roster, roster_draft
from bot.store.pledge import campaign, ledger, pledge, recap


def memory_of(db: Database) -> Memory:
    """For asking."""
    return Memory(
        keep_answer=partial(journal.add, db),
        find_answer=partial(journal.find, db),
        rate_answer=partial(journal.rate, db),
        keep_unanswered=partial(unanswered.add, db),
        recent_unanswered=partial(unanswered.recent, db),
        suspend=partial(suspension.suspend, db),
        lift=partial(suspension.lift, db),
        suspensions=partial(suspension.active, db),
        language=partial(preference.language, db),
        choose_language=partial(preference.set_language, db),
        status=partial(member.status, db),
    )


def members_of(db: Database) -> Members:
    """Employees on record."""
    return Members(
        by_id=partial(member.by_id, db),
        by_account=partial(member.by_account, db),
        by_number=partial(member.by_number, db),
        by_phone=partial(member.by_phone, db),
        named=partial(member.named, db),
        everybody=partial(member.everybody, db),
        in_audience=partial(member.in_audience, db),
        count=partial(member.count, db),
        asked_by=partial(campaign.asked_by, db),
        stop=partial(account.stop, db),
        reach=partial(account.reach, db),
        by_unit=partial(member.by_unit, db),
        units=partial(member.units, db),
    )


def joins_of(db: Database) -> Joins:
    """For joining."""
    return Joins(
        bind=partial(account.bind, db),
        issue=partial(joining.issue, db),
        code=partial(joining.code, db),
        failures=partial(joining.failures, db),
        note_failure=partial(joining.note_failure, db),
        ask_to_move=partial(joining.ask_to_move, db),
        move=partial(joining.move, db),
        decide_move=partial(joining.decide_move, db),
    )


def lists_of(db: Database) -> Lists:
    """For taking over lists of employees."""
    return Lists(
        base_version=partial(roster.basis, db),
        keep_draft=partial(roster_draft.keep, db),
        draft=partial(roster_draft.find, db),
        drop_draft=partial(roster_draft.drop, db),
        apply=partial(roster.take_over, db),
        last=partial(roster.last, db),
        undo=partial(roster.undo, db),
    )


def roles_of(db: Database) -> Roles:
    """For roles and the log."""
    return Roles(
        visitor=partial(role.visitor, db),
        change=partial(role.change, db),
        in_force=partial(role.in_force, db),
        propose=partial(proposal.add, db),
        proposal=partial(proposal.find, db),
        decide=partial(proposal.decide, db),
        release=partial(account.release, db),
        note=partial(audit.add, db),
        recent=partial(audit.recent, db),
    )


def broadcasts_of(db: Database) -> Broadcasts:
    """For messages to many."""
    return Broadcasts(
        add=partial(broadcast.add, db),
        of_draft=partial(broadcast.of_draft, db),
        find=partial(broadcast.find, db),
        in_phase=partial(broadcast.in_phase, db),
        recent=partial(broadcast.recent, db),
        move=partial(broadcast.move, db),
        finish=partial(broadcast.finish, db),
        show_progress=partial(broadcast.show_progress, db),
        shown=partial(broadcast.shown, db),
        freeze=partial(recipient_snapshot.freeze, db),
    )


def deliveries_of(db: Database) -> Deliveries:
    """For what becomes of them."""
    return Deliveries(
        claim=partial(delivery.claim, db),
        settle=partial(delivery.settle, db),
        give_back=partial(delivery.give_back, db),
        mark_expired=partial(delivery.mark_expired, db),
        owners=partial(delivery.owners, db),
        give_up=partial(delivery.give_up, db),
        expire=partial(delivery.expire, db),
        counts=partial(delivery.counts, db),
        resend_unknown=partial(delivery.resend_unknown, db),
        note_read=partial(delivery.note_read, db),
        reads=partial(delivery.reads, db),
        rows=partial(delivery.rows, db),
    )


def campaigns_of(db: Database, hashed: Pseudonym) -> Campaigns:
    """For pledges; the ledger names nobody, only what `hashed` makes of a person."""

    async def record(db: Database, taps: Sequence[PledgeTap]) -> list[Result]:
        return await pledge.record(db, taps, hashed)

    return Campaigns(
        open=partial(campaign.open_all, db),
        of_draft=partial(campaign.of_draft, db),
        remind=partial(campaign.remind, db),
        find=partial(campaign.find, db),
        recent=partial(campaign.recent, db),
        close=partial(campaign.close, db),
        invite=partial(campaign.invite, db),
        waiting_for=partial(campaign.waiting_for, db),
        open_now=partial(campaign.open_now, db),
        nudge=partial(campaign.nudge, db),
        record=partial(db.batch, record),
        add_note=partial(pledge.add_note, db),
        notes=partial(pledge.notes, db),
        receipt=partial(pledge.receipt, db),
        of_person=partial(pledge.of_person, db),
        by_unit=partial(recap.by_unit, db),
        everybody=partial(recap.everybody, db),
    )


def book_of(db: Database) -> Book:
    """For the ledger."""
    return Book(
        append_key=partial(ledger.append_key, db),
        signing_key=partial(ledger.signing_key, db),
        tail=partial(ledger.tail, db),
        by_seq=partial(ledger.by_seq, db),
        rows=partial(ledger.rows, db),
        keep_head=partial(ledger.keep_head, db),
        last_head=partial(ledger.last_head, db),
    )


def plans_of(db: Database) -> Plans:
    """For reminders."""
    return Plans(
        all=partial(reminder.everything, db),
        add=partial(reminder.add, db),
        change=partial(reminder.change, db),
        decide=partial(reminder.decide, db),
    )


def traces_of(db: Database) -> Traces:
    """For privacy."""
    return Traces(held=partial(privacy.held, db), forget=partial(privacy.forget, db))
