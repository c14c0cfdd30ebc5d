"""Reminders for the stages of an election: proposed to HR in time, approved, edited or skipped, moved along.

Knows no Telegram, no SQL, and no sibling; what is approved goes out through the outbox.
"""
