"""The chat in a terminal: bubbles, numbered buttons, notices."""
