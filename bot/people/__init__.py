"""Who is who: the roster, joining it, roles, and what may be kept about a person.

`roster` takes the office's list over and `joining` ties accounts to it; what both need stands beside them.
Knows no Telegram and no SQL.
"""
