"""Who is who: the roster, joining it, roles, and what may be kept about a person.

Knows no Telegram and no SQL.
"""
