"""Reminders: proposed in time by a daily job, approved, edited or skipped by HR."""
