"""Every table, once: the queries and the migration test both read these definitions.

All times are kept in UTC and are aware on the way in and out. Knows columns, not what features do with them.
"""

from bot.store.tables.asking import dialogue, draft, inbox, journal, preference, suspension, unanswered
from bot.store.tables.base import UtcDateTime, metadata
from bot.store.tables.people import (
    account,
    audit,
    installation,
    join_attempt,
    join_code,
    move_request,
    person,
    proposal,
    role_grant,
    roster_draft,
    roster_import,
)
from bot.store.tables.pledging import campaign, ledger, ledger_head, pledge, pledge_note, pledge_nudge
from bot.store.tables.sending import broadcast, delivery, reminder

__all__ = [
    "UtcDateTime",
    "account",
    "audit",
    "broadcast",
    "campaign",
    "delivery",
    "dialogue",
    "draft",
    "inbox",
    "installation",
    "join_attempt",
    "join_code",
    "journal",
    "ledger",
    "ledger_head",
    "metadata",
    "move_request",
    "person",
    "pledge",
    "pledge_note",
    "pledge_nudge",
    "preference",
    "proposal",
    "reminder",
    "role_grant",
    "roster_draft",
    "roster_import",
    "suspension",
    "unanswered",
]
