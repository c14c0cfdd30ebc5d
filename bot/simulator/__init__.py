"""A Bot API in a box: chats, messages, buttons and files in memory, for the terminal, tests and benchmarks.

Knows Telegram's rules and nothing of this bot's: any python-telegram-bot Application runs on it unchanged.
"""
