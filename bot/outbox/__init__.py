"""What is sent to many: frozen at plan time, paced, claimed, sent at most once, and accounted for.

Knows ports, not Telegram, and nothing of what a message is about.
"""
