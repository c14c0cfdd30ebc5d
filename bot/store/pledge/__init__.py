"""Campaigns, pledges, the ledger under them, and the counts of who stands where."""
