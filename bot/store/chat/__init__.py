"""What a chat needs remembered: updates not yet dealt with, dialogues, language."""
