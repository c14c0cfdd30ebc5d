"""Netral: answers questions on election neutrality for Indonesian civil servants, with their legal basis."""
