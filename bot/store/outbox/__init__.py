"""Broadcasts, their frozen recipients, deliveries, and the reminders they come from."""
