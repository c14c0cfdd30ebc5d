"""The database itself: opened, brought up to date, read and written in short transactions, copied."""
