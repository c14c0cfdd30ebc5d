"""Joining: how a Telegram account becomes an employee's, by his telephone number or by a code from HR."""
