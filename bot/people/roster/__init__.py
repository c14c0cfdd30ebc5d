"""The office's list of employees: read from a spreadsheet, compared with the records, applied, undone.

`columns` declares what a list may hold. `reader` turns a file into checked entries; the bot has it do so in a
process of its own, by `subprocess_reader` and `worker`. `compare` finds what would change, `roster_import` is
the use case, `codec` the serialiser.
"""
