"""Pledges: asked for, confirmed with one tap, kept in a ledger that anybody can verify.

Knows no Telegram, no SQL, and no sibling; invitations go out through the outbox.
"""
