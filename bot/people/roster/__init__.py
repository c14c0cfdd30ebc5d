"""The office's list of employees, from a spreadsheet to checked entries; it knows nothing of who is stored."""
