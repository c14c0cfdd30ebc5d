"""The list of employees that an office sends, from a spreadsheet to checked entries.

It knows nothing of who is stored.
"""
