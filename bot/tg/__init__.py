"""The bot on Telegram: receives updates, shows answers, reads taps. It decides nothing of its own."""
