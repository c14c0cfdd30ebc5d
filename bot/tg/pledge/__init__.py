"""Pledges: opened by HR, confirmed by employees, counted."""
