"""Text to facts and candidate rules, always able to say which words led where.

Knows the lexicon and the phrasings of the rule base. Must not know Telegram, storage, settings, the clock
or asyncio: everything here is pure and synchronous.
"""
