"""The sheet a legal bureau fills in: every branch as a row, written as a workbook, read back and weighed."""
